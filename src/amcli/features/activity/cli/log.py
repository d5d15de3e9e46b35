"""`amcli log`: one line after a call."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from amcli.base.errors import BadValue
from amcli.base.registry import NOUNS
from amcli.base.results import Change
from amcli.base.time.dates import is_time_of_day
from amcli.features.activity.nouns import INTERACTION
from amcli.features.deadlines.cli.follow_up import DUE_OPTION, NEXT_OPTION
from amcli.records.cli import completion as complete
from amcli.records.cli.far_days import ask_about, typed_days, when_meant
from amcli.records.cli.field_options import fields_to_add
from amcli.records.cli.verbs import CHANGE_OPTIONS
from amcli.shell.command_group import verb
from amcli.shell.invocation import Invocation, texts

if TYPE_CHECKING:
    from amcli.base.mail.message import Mail


@verb(fields_to_add(INTERACTION, without=("account", "text")), NEXT_OPTION, DUE_OPTION, *CHANGE_OPTIONS)
def log(
    ctx: typer.Context,
    account: Annotated[
        str,
        typer.Argument(
            metavar="ACCOUNT", help="With whom: code or name; or what it is about, such as OP3.",
            autocompletion=complete.owners("account"),
        ),
    ],
    given: dict[str, Any],
    follow_up: str,
    due: str,
    yes: bool,
    dry_run: bool,
    text: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT...", help="What was said; - reads it from standard input.")
    ] = None,
    closes: Annotated[
        list[str] | None,
        typer.Option(
            "--done", metavar="DEADLINE", help="A deadline that this closes; repeatable.",
            autocompletion=complete.records("deadline", complete.Which.LIVE),
        ),
    ] = None,
    evidence: Annotated[str, typer.Option(metavar="TEXT", help="What proves that what it closes is done.")] = "",
    mail: Annotated[
        str,
        typer.Option(metavar="FILE", help="A mail (.eml): its text, day and people; what is typed wins."),
    ] = "",
) -> Change:  # fmt: skip
    """Note what was said. Without TEXT it opens the editor on a terminal; --mail takes a mail for it.

    Example: amcli log OP1 "They accept the volume tiers" --next "Send the order form" --due fri --for emil
    Example: amcli log ford "The sourcing round stays open until October" --on yesterday --minutes 20 --done D19
    """
    from amcli.features.activity.services import log_line as interactions

    read = _mail_of(mail) if mail else None

    def note(said: str, *, dry_run: bool) -> Change:
        fields = {**given, "account": account, "text": said}
        return interactions.log(
            ctx.obj.env, fields, follow_up=follow_up, due=due, closes=texts(closes), evidence=evidence, mail=read,
            dry_run=dry_run,
        )  # fmt: skip

    _refuse_loose_time(ctx.obj.env.command, due)
    today = ctx.obj.env.today
    days = typed_days(INTERACTION, given, today) + (typed_days(NOUNS["deadline"], {"due": due}, today) if due else [])
    typed = texts(text)
    if read and typed == ("-",):
        raise BadValue("the text is that of the mail, or typed: leave out the -")
    if read or (typed and typed != ("-",)):
        return when_meant(ctx.obj, days, partial(note, " ".join(typed)), yes=yes, dry_run=dry_run)
    written = _written(ctx.obj, typed, dry_run=dry_run)
    note("all but the text", dry_run=True)  # whatever is wrong is said before anybody writes
    ask_about(ctx.obj, days, yes=yes or dry_run)
    with written as said:
        return note(said, dry_run=dry_run)


def _mail_of(file: str) -> "Mail":
    """The mail of a file. BadValue."""
    from amcli.features.activity.services.one_mail import mail_in
    from amcli.shell.input_file import open_input, title_of

    with open_input(file) as source:
        return mail_in(source, title_of(file))


def _refuse_loose_time(words: Sequence[str], due: str) -> None:
    """BadValue for `--due fri 10:00` without quotes: the time would go into the text without a word."""
    for place in range(1, len(words) - 1):
        said = words[place] == f"--due={due}" or words[place - 1 : place + 1] == ("--due", due)
        if said and is_time_of_day(words[place + 1]):
            raise BadValue(f"the time of --due goes in quotes with its day: type --due '{due} {words[place + 1]}'")


def _written(invocation: Invocation, typed: tuple[str, ...], *, dry_run: bool) -> AbstractContextManager[str]:
    """What hands out a text that is not on the line; it is kept where the change then fails. BadValue."""
    from amcli.shell.editor import text_from_editor, text_typed

    if typed:
        return text_typed(invocation)
    if invocation.interactive and invocation.on_terminal and not dry_run:
        return text_from_editor(invocation)
    raise BadValue("nothing to log: type the text after the account, or - to read it from standard input")
