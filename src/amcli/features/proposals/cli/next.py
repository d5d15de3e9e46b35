"""`amcli next`: what to do now, and what is said of it."""

from functools import partial
from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Change, Report
from amcli.features.accounts.cli.options import ACCOUNTS
from amcli.features.deadlines.nouns import DEADLINE
from amcli.features.proposals.cli.completion import complete_proposals
from amcli.records.cli import completion as complete
from amcli.records.cli.far_days import typed_days, when_meant
from amcli.records.cli.report_options import Currency, explain_option
from amcli.records.cli.verbs import CHANGE_OPTIONS
from amcli.shell.asking import from_stdin
from amcli.shell.command_group import CommandGroup
from amcli.shell.invocation import Invocation, Output, texts
from amcli.shell.options import DRY_RUN_OPTION, QUIET_OPTION, REPORT_OPTIONS

HELP = """What to do now, the most at stake first, and what is said of it.

Alone it is `amcli next list`, and takes its options: --account, --limit, --rules, --explain, --currency, --format.
"""
app = CommandGroup("next", HELP, usual="list")
FIRST = 10  # so many are shown where nobody asked for more
Proposals = Annotated[
    list[str],
    typer.Argument(
        metavar="PROPOSAL...", help="As `amcli next` calls it, such as maruti:quiet.", autocompletion=complete_proposals
    ),
]


@app.verb("list", ACCOUNTS, REPORT_OPTIONS)
def list_(
    ctx: typer.Context,
    output: Output,
    account: list[str] | None = None,
    rules: Annotated[bool, typer.Option("--rules", help="What is looked for, and what it puts at stake.")] = False,
    explain: Annotated[
        str, explain_option("PROPOSAL", "What a proposal rests on, and its stake.", complete_proposals)
    ] = "",
    currency: Currency = "",
) -> Report:
    """What to do now, the most at stake first, with the reason and the command to type; ten unless --limit says more.

    `amcli next` alone is this list, and takes its options.

    Example: amcli next list --limit 20
    Example: amcli next list --explain ford:promise
    """
    from amcli.features.proposals.reports.next_report import next_report, rules_report

    if rules:
        if account or currency or explain:
            raise BadValue("--rules lists the rules alone: leave out accounts, --explain and --currency")
        return rules_report()
    invocation: Invocation = ctx.obj
    if explain:
        if account:
            raise BadValue("--explain opens one proposal, which names its account: leave out accounts")
        from amcli.features.proposals.reports.explain_proposal import explain_proposal

        return explain_proposal(invocation.reader, explain, currency=currency)
    most = FIRST if output.limit is None else None  # a limit that is typed counts what it leaves out itself
    return next_report(invocation.reader, most=most, currency=currency, accounts=texts(account))


@app.verb("accept", *CHANGE_OPTIONS)
def accept(
    ctx: typer.Context,
    proposals: Proposals,
    yes: bool,
    dry_run: bool,
    due: Annotated[str, typer.Option(metavar="DATE", help="When it is due; else in a week.")] = "",
    colleague: Annotated[
        str,
        typer.Option(
            "--for", metavar="COLLEAGUE", help="Who does it; else you.",
            autocompletion=complete.records("colleague", complete.Which.LIVE),
        ),
    ] = "",
) -> Change:  # fmt: skip
    """Make a deadline of a proposal; it does not come again while that is open.

    Example: amcli next accept ford:gap --due fri
    Example: amcli next accept ford:quiet hyundai:plan --for nora
    """
    from amcli.features.proposals.services import decide

    change = partial(decide.accept, ctx.obj.env, from_stdin(proposals), due=due, colleague=colleague)
    days = typed_days(DEADLINE, {"due": due}, ctx.obj.env.today)
    return when_meant(ctx.obj, days, change, yes=yes, dry_run=dry_run)


@app.verb("dismiss", DRY_RUN_OPTION, QUIET_OPTION)
def dismiss(
    ctx: typer.Context,
    proposal: Annotated[
        str, typer.Argument(metavar="PROPOSAL", help="Such as maruti:quiet.", autocompletion=complete_proposals)
    ],
    why: Annotated[str, typer.Argument(metavar="REASON", help="Why nothing is to be done.")],
    dry_run: bool,
) -> Change:
    """Let a proposal not come again for the same reason.

    Example: amcli next dismiss ford:gap "The sourcing round decides, and not we"
    Example: amcli next dismiss hyundai:plan "They are in the plan of the group" --dry-run
    """
    from amcli.features.proposals.services import decide

    return decide.dismiss(ctx.obj.env, proposal, why, dry_run=dry_run)


@app.verb("snooze", *CHANGE_OPTIONS)
def snooze(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="PROPOSAL... SPAN", help="Which, and how far or until when: 2d, 2w, 1m or a day.",
            autocompletion=complete_proposals,
        ),
    ],
    yes: bool,
    dry_run: bool,
) -> Change:  # fmt: skip
    """Let proposals wait for a span from today, or until a day.

    Example: amcli next snooze ford:quiet 2w
    Example: amcli next snooze ford:gap hyundai:budget 2026-10-01
    """
    from amcli.features.proposals.services import decide

    if len(words) < 2:
        raise BadValue("say which and how far: amcli next snooze maruti:quiet 2w")
    *names, until = words
    change = partial(decide.snooze, ctx.obj.env, from_stdin(names), until)
    days = [decide.day_of_snooze(until, ctx.obj.env.today)]
    return when_meant(ctx.obj, days, change, yes=yes, dry_run=dry_run)
