"""`amcli model`: the models that there are, and your own."""

from functools import partial
from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Change, Listing, Message, Record
from amcli.base.text import name_key
from amcli.features.models.cli.completion import complete_models, own_models
from amcli.features.models.nouns import MODEL
from amcli.features.models.rules.model_file import LARGEST_FILE, read_model
from amcli.records.cli.verbs import CHANGE_OPTIONS, noun_group, references
from amcli.shell.asking import from_stdin, removed
from amcli.shell.input_file import open_input, title_of
from amcli.shell.invocation import Output
from amcli.shell.options import DRY_RUN_OPTION, FORMAT_OPTIONS, LIST_OPTIONS, OUTPUT_OPTIONS, QUIET_OPTION

app = noun_group(MODEL)
FILE = Annotated[str, typer.Argument(metavar="FILE", help="The model as TOML; - reads standard input.")]


@app.verb("list", LIST_OPTIONS)
def list_(ctx: typer.Context, output: Output) -> Listing:
    """List the models, with the work that each goes back to, and what is certain of it.

    Example: amcli model list
    Example: amcli model list --columns code,work,certain -f csv
    """
    from amcli.features.models.reports.model_list import listed_models

    return listed_models(ctx.obj.reader, sort=output.sort, limit=ctx.obj.limit_of(output))


@app.verb("show", OUTPUT_OPTIONS)
def show(
    ctx: typer.Context,
    code: Annotated[
        str, typer.Argument(metavar="MODEL", help="Which model: its code.", autocompletion=complete_models)
    ],
    toml: Annotated[bool, typer.Option("--toml", help="Its file, to begin one of your own with.")] = False,
) -> Record | Message:
    """Show one model: the work it goes back to, what is certain, its items with their words, and what they come to.

    Example: amcli model show selection
    Example: amcli model show portfolio --toml
    """
    from amcli.features.models.reports.library import find_model
    from amcli.features.models.reports.model_record import model_record

    found = find_model(ctx.obj.reader.connection, code)
    return Message(found.text.rstrip("\n")) if toml else model_record(found.read(), built_in=found.is_built_in)


@app.verb("add", *CHANGE_OPTIONS)
def add(
    ctx: typer.Context,
    source: FILE,
    yes: bool,
    dry_run: bool,
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of your own with its code.")] = False,
) -> Change:
    """Take in a model of your own, from a TOML file that is checked first; `amcli model show MODEL --toml` prints one.

    Example: amcli model add regions.toml
    Example: amcli model add regions.toml --replace --dry-run
    """
    from amcli.features.models.services.own_models import add_model

    return add_model(ctx.obj.env, _text(source), title_of(source), replace=replace, dry_run=dry_run)


@app.verb("check", FORMAT_OPTIONS)
def check(ctx: typer.Context, source: FILE) -> Message:
    """Read a file of a model and say what is wrong in which line; nothing is taken in.

    Example: amcli model check regions.toml
    Example: amcli model show portfolio --toml | amcli model check -
    """
    from amcli.features.models.reports.library import BUILT_IN

    model = read_model(_text(source), title_of(source))
    said = f"{title_of(source)} is a model: {model.code} ({model.name}), {model.kind}"
    if name_key(model.code) in BUILT_IN:
        said += f"; {model.code} is built in, so give yours another code before `amcli model add`"
    return Message(said, {"code": model.code, "name": model.name, "kind": model.kind})


@app.verb("remove", references(MODEL, "names", completed=own_models), DRY_RUN_OPTION, QUIET_OPTION)
def remove(
    ctx: typer.Context,
    names: list[str],
    dry_run: bool,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> Change:
    """Remove models of your own; what was assessed by them stays as it is.

    Example: amcli model remove partner --yes
    Example: amcli model remove partner --dry-run
    """
    from amcli.features.models.services.own_models import remove_models

    change = partial(remove_models, ctx.obj.env)
    return removed(ctx.obj, MODEL.name, from_stdin(names), change, yes=yes, dry_run=dry_run)


def _text(file: str) -> str:
    """The text of a model's file. BadValue where it cannot be read, is larger than a model, or no text in UTF-8."""
    with open_input(file) as opened:
        data = opened.read(4 * LARGEST_FILE + 1)
    if len(data) > 4 * LARGEST_FILE:
        raise BadValue(f"{title_of(file)} has more than {LARGEST_FILE:,} characters: a model is smaller than that")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise BadValue(f"{title_of(file)} is not text in UTF-8") from None
