"""`amcli log`: one line after a call."""

import sys
from typing import Annotated, Any

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Change
from amcli.features.activity.nouns import INTERACTION
from amcli.records.cli import completion as complete
from amcli.records.cli.field_options import fields_to_add
from amcli.shell.command_group import verb
from amcli.shell.invocation import Invocation, texts
from amcli.shell.options import DRY_RUN_OPTION, QUIET_OPTION


@verb(fields_to_add(INTERACTION, without=("account", "text")), DRY_RUN_OPTION, QUIET_OPTION)
def log(
    ctx: typer.Context,
    account: Annotated[
        str,
        typer.Argument(metavar="ACCOUNT", help="With whom: code or name.", autocompletion=complete.records("account")),
    ],
    given: dict[str, Any],
    dry_run: bool,
    text: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT...", help="What was said; - reads it from standard input.")
    ] = None,
    follow_up: Annotated[str, typer.Option("--next", metavar="TEXT", help="What is to be done next.")] = "",
    due: Annotated[str, typer.Option("--due", metavar="DATE", help="By when; makes a follow-up deadline.")] = "",
    closes: Annotated[
        list[str] | None,
        typer.Option(
            "--done", metavar="DEADLINE", help="A deadline that this closes; repeatable.",
            autocompletion=complete.records("deadline"),
        ),
    ] = None,
) -> Change:  # fmt: skip
    """Note what was said. Without TEXT it opens the editor on a terminal.

    Example: amcli log maruti "Price list accepted" --with "Asha Rao" --next "Send the order form" --due fri
    """
    from amcli.features.activity import services as interactions

    fields = {**given, "account": account, "text": _words(ctx.obj, texts(text))}
    return interactions.log(
        ctx.obj.env, fields, follow_up=follow_up, due=due, closes=texts(closes), dry_run=dry_run
    )  # fmt: skip


def _words(invocation: Invocation, typed: tuple[str, ...]) -> str:
    if typed == ("-",):
        return sys.stdin.read().strip("\n")
    if typed:
        return " ".join(typed)
    if invocation.interactive and invocation.on_terminal:
        from amcli.shell.editor import text_from_editor

        return text_from_editor(invocation.env.environ)
    raise BadValue("nothing to log: type the text after the account, or - to read it from standard input")
