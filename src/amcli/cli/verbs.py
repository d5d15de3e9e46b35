"""The verbs that every noun has, made from its fields: add, list, show, edit, remove.

A noun's module calls `noun_app` with its examples, and adds what is its own.
"""

import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from amcli.cli import complete
from amcli.cli.options import DRY, LISTED, PERIOD, SAID, SHOWN, Group, adding, editing, filtering, option, takes
from amcli.cli.run import Output, Run
from amcli.domain.errors import Refused
from amcli.domain.fields import Noun
from amcli.domain.nouns import NOUNS
from amcli.domain.results import Change, Listing, Record
from amcli.domain.text import one_line

ALL = Group(
    "everything",
    (option("everything", bool, False, "--all", help="Also the done and the archived."),),
    lambda part: bool(part["everything"]),
)
IN_ACCOUNT = Group(
    "account",
    (option("account", str | None, None, "--account", help="Only of this account.", metavar="ACCOUNT",
            autocompletion=complete.records("account")),),
    lambda part: part["account"],
)  # fmt: skip


class Verbs(TyperGroup):
    """The verbs of a noun. Only the one that is asked for is built: an option costs its time too."""

    def __init__(self, name: str, help: str) -> None:
        super().__init__(name=name, help=help, rich_markup_mode=None)
        self._makers: dict[str, Callable[[], tuple[Callable[..., Any], str | None]]] = {}

    def verb(self, name: str, *groups: Group) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Take a function in as a verb, with the options of the groups; its docstring is the help."""

        def take_in(function: Callable[..., Any]) -> Callable[..., Any]:
            self._makers[name] = lambda: (takes(*groups)(function), None)
            return function

        return take_in

    def from_fields(self, noun: Noun, name: str, example: str) -> None:
        """Take in one of the verbs that every noun has."""

        def make() -> tuple[Callable[..., Any], str]:
            function, line = MAKERS[name](noun)
            return function, f"{line}\n\nExample: {example}"

        self._makers[name] = make

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """A noun alone asks for its help."""
        return super().parse_args(ctx, args or ["--help"])

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self._makers)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in self._makers:
            return None
        function, help_ = self._makers[cmd_name]()
        single = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
        single.command(cmd_name, help=help_)(function)
        return typer.main.get_command(single)


def noun_app(name: str, help: str, examples: dict[str, str]) -> Verbs:
    """The group of a noun with the verbs that `examples` has an example for."""
    app = Verbs(name, help)
    for verb, example in examples.items():
        app.from_fields(NOUNS[name], verb, example)
    return app


def references(noun: Noun, several: bool = True) -> Any:
    """The argument that names records of a noun; `-` reads them from standard input."""
    help_ = f"Which {noun.name}: {'code or name' if noun.coded else 'id'}"
    mark = typer.Argument(
        metavar=noun.name.upper() + ("..." if several else ""),
        help=f"{help_}; - reads them from standard input." if several else f"{help_}.",
        autocompletion=complete.records(noun.name),
        show_default=False,
    )
    return Annotated[list[str] if several else str, mark]


def from_stdin(names: Sequence[str]) -> list[str]:
    """The names typed, `-` standing for the lines of standard input."""
    if "-" not in names:
        return list(names)
    lines = [line.strip() for line in sys.stdin]
    return [each for name in names for each in (lines if name == "-" else [name]) if each]


def confirmed(run: Run, question: str, yes: bool, no: str = "nothing was removed") -> None:
    """Ask a person; refuse where nobody can be asked. Raises Refused, with the words of `no`, for no."""
    if yes:
        return
    question = one_line(question)
    if not run.interactive:
        raise Refused(f"{question} Nobody can be asked here: add --yes")
    run.err.write(f"{question} [y/N] ")
    run.err.flush()
    answer = sys.stdin.readline()
    if not answer:
        raise typer.Abort
    if answer.strip().lower() not in ("y", "yes"):
        raise Refused(no)


def _add(noun: Noun) -> tuple[Any, str]:
    @takes(adding(noun), DRY, SAID)
    def add(ctx: typer.Context, given: dict[str, Any], dry_run: bool) -> Change:
        from amcli.services import records

        return records.add(ctx.obj.env, noun.name, given, dry_run=dry_run)

    return add, f"Add {_article(noun)} {noun.name}."


def _set(noun: Noun) -> tuple[Any, str]:
    @takes(adding(noun), DRY, SAID)
    def set_(ctx: typer.Context, given: dict[str, Any], dry_run: bool) -> Change:
        from amcli.services import records

        return records.put(ctx.obj.env, noun.name, given, dry_run=dry_run)

    return set_, f"Set a {noun.name}; one with the same key is changed."


def _list(noun: Noun) -> tuple[Any, str]:
    scoped = (IN_ACCOUNT,) if noun.name == "expense" else ()
    dated = (PERIOD,) if noun.day and not any(field.name == "period" for field in noun.fields) else ()
    live = (ALL,) if noun.live else ()

    @takes(filtering(noun), *scoped, *dated, *live, LISTED)
    def list_(ctx: typer.Context, given: dict[str, Any], output: Output, **scope: Any) -> Listing:
        from amcli.reports.listing import listing

        run: Run = ctx.obj
        return listing(run.reader, noun, given, **scope, sort=output.sort, limit=run.limit_of(output))

    return list_, f"List {noun.view}, filtered by any of their fields."


def _show(noun: Noun) -> tuple[Any, str]:
    @takes(SHOWN)
    def show(ctx: typer.Context, reference: references(noun, several=False)) -> Record:  # type: ignore[valid-type]
        from amcli.reports.record import record

        return record(ctx.obj.reader, noun, reference)

    return show, f"Show one {noun.name}."


def _edit(noun: Noun) -> tuple[Any, str]:
    @takes(editing(noun), DRY, SAID)
    def edit(
        ctx: typer.Context,
        names: references(noun),  # type: ignore[valid-type]
        given: dict[str, Any],
        dry_run: bool,
    ) -> Change:
        from amcli.services import records

        return records.edit(ctx.obj.env, noun.name, from_stdin(names), given, dry_run=dry_run)

    return edit, f"Change fields of one or more {noun.view}; an empty text clears."


def _remove(noun: Noun) -> tuple[Any, str]:
    @takes(DRY, SAID)
    def remove(
        ctx: typer.Context,
        names: references(noun),  # type: ignore[valid-type]
        dry_run: bool,
        yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    ) -> Change:
        from amcli.services import records

        wanted = from_stdin(names)
        confirmed(ctx.obj, f"Remove {noun.name} {', '.join(wanted)}?", yes or dry_run)
        return records.remove(ctx.obj.env, noun.name, wanted, dry_run=dry_run)

    return remove, f"Remove one or more {noun.view} that nothing refers to."


def _merge(noun: Noun) -> tuple[Any, str]:
    @takes(DRY, SAID)
    def merge(
        ctx: typer.Context,
        keep: references(noun, several=False),  # type: ignore[valid-type]
        others: references(noun),  # type: ignore[valid-type]
        dry_run: bool,
        yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    ) -> Change:
        from amcli.services import merging

        wanted = from_stdin(others)
        confirmed(ctx.obj, f"Merge {', '.join(wanted)} into {noun.name} {keep}?", yes or dry_run, "nothing was merged")
        return merging.merge(ctx.obj.env, noun.name, keep, wanted, dry_run=dry_run)

    return merge, f"Make one {noun.name} of several: the first stays, with everything that the others had."


MAKERS = {
    "add": _add, "set": _set, "list": _list, "show": _show, "edit": _edit, "remove": _remove, "merge": _merge,
}  # fmt: skip


def _article(noun: Noun) -> str:
    return "an" if noun.name[0] in "aeiou" else "a"
