"""`amcli assess`: an account by a model, asked item by item on a terminal."""

import sys
from functools import partial
from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Change
from amcli.base.text import one_line
from amcli.features.models.cli.completion import complete_answers, complete_models
from amcli.features.models.nouns import ASSESSMENT
from amcli.features.models.reports.before import Before, asked_before
from amcli.features.models.rules.answers import read_answer
from amcli.features.models.rules.model import Item
from amcli.records.cli import completion as complete
from amcli.records.cli.far_days import typed_days, when_meant
from amcli.records.cli.on_day import ON_OPTION
from amcli.records.cli.verbs import CHANGE_OPTIONS
from amcli.shell.command_group import verb
from amcli.shell.invocation import Invocation, texts


@verb(ON_OPTION, *CHANGE_OPTIONS)
def assess(
    ctx: typer.Context,
    account: Annotated[
        str,
        typer.Argument(
            metavar="ACCOUNT", help="Which account: code or name.", autocompletion=complete.owners("account")
        ),
    ],
    model: Annotated[
        str, typer.Argument(metavar="MODEL", help="By which model: its code.", autocompletion=complete_models)
    ],
    on: str,
    yes: bool,
    dry_run: bool,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ITEM=N]...", help="Answers; or a result that is declared, such as uncoupling.",
            autocompletion=complete_answers,
        ),
    ] = None,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="What it rests on.")] = "",
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="COLLEAGUE", help="Who made it; else you.", autocompletion=complete.records("colleague")
        ),
    ] = "",
) -> Change:  # fmt: skip
    """Say how an account stands by a model; on a terminal it asks item by item. It is kept, and nothing changes it.

    Items that are not answered stay missing, and nothing is scored then. `amcli model show MODEL` lists them.

    Example: amcli assess goody stages contacts=3 information=3 planning=2 problems=2 trust=4 exit=2 --by oskar
    Example: amcli assess ford stages uncoupling --note "Notice of the second source" --on 2026-09-10
    """
    from amcli.features.models.services.assess import assess as service

    invocation: Invocation = ctx.obj
    typed = texts(words)
    if not typed and invocation.interactive:
        typed = _ask(invocation, asked_before(invocation.reader, account, model))
    given = {name: text for name, text in (("day", on), ("note", note), ("by", by)) if text}
    change = partial(service, invocation.env, account, model, typed, given)
    days = typed_days(ASSESSMENT, {"day": on}, invocation.env.today)
    return when_meant(invocation, days, change, yes=yes, dry_run=dry_run)


def _ask(invocation: Invocation, before: Before) -> tuple[str, ...]:
    """What a person answers, item by item; nothing where the model asks nothing. Abort at the end of the input."""
    model = before.model
    if not model.items or before.needs_none:
        return ()
    invocation.say(f"{model.name} of {before.account}: {model.basis}")
    found = []
    for number, item in enumerate(model.items, 1):
        invocation.err.write(f"\n{number} of {len(model.items)}  {one_line(item.name)}\n")
        for point, meaning in enumerate(item.words, model.scale[0]):
            invocation.err.write(f"  {point}  {one_line(meaning)}\n")
        if item.code in before.answers:
            invocation.err.write(f"  on {before.day} it was {before.answers[item.code]}\n")
        answer = _answer(invocation, before, item)
        found += [] if answer is None else [f"{item.code}={answer}"]
    return tuple(found)


def _answer(invocation: Invocation, before: Before, item: Item) -> int | None:
    """One answer; None for an empty line. What is no answer is told, and asked again."""
    first, last = before.model.scale
    while True:
        invocation.err.write(f"{item.code} [{first}-{last}, Enter leaves it out] ")
        invocation.err.flush()
        line = sys.stdin.readline()
        if not line:
            raise typer.Abort
        if not line.strip():
            return None
        try:
            return read_answer(before.model, item, line)
        except BadValue as error:
            invocation.say(error.message)
