"""`amcli remind`: what cron runs."""

from collections.abc import Callable, Sequence
from io import StringIO
from typing import Annotated

import typer

from amcli.base.errors import BadValue, Exit
from amcli.base.results import Change, Listing, Message
from amcli.base.text import nearest, quote
from amcli.base.time.lead_times import LeadTime, parse_lead_times
from amcli.features.reminders.reports.due import REASONS, DueReminder, listing, reminders
from amcli.records.cli.completion import records
from amcli.shell.command_group import verb
from amcli.shell.completion import words
from amcli.shell.invocation import CommandResult, Invocation, Output, texts
from amcli.shell.options import OUTPUT_OPTIONS
from amcli.store.reader import reading

WORDS = "|".join(REASONS)
Picked = list[str] | None
Once = Annotated[
    bool,
    typer.Option("--once", help="Say each reminder once, however often this runs; what stays late, again later."),
]
Things = Annotated[
    Picked,
    typer.Argument(
        metavar="[ID]...",
        help="With --explain: of these alone, such as D12, CT5, IS3 or the code of an account.",
        autocompletion=records("deadline"),
    ),
]
For = Annotated[
    str,
    typer.Option(
        "--for", metavar="COLLEAGUE", help="Only what this one does; what is nobody's is yours.",
        autocompletion=records("colleague"),
    ),
]  # fmt: skip


def _reasons(flag: str, help: str) -> object:
    return typer.Option(flag, metavar=WORDS, help=help, autocompletion=words(REASONS))


@verb(OUTPUT_OPTIONS)
def remind(
    ctx: typer.Context,
    output: Output,
    within: Annotated[str, typer.Option("--within", metavar="SPAN", help="All due within 14d, 2w, 36h.")] = "",
    include: Annotated[Picked, _reasons("--include", "Only these; repeatable.")] = None,
    exclude: Annotated[Picked, _reasons("--exclude", "Not these; repeatable.")] = None,
    colleague: For = "",
    check: Annotated[bool, typer.Option("--check", help="Exit 1 when there is something to say.")] = False,
    once: Once = False,
    explain: Annotated[bool, typer.Option("--explain", help="Why each is said, or is not.")] = False,
    things: Things = None,
    program: Annotated[
        str, typer.Option("--exec", metavar="CMD", help="Run this for each, its JSON on standard input.")
    ] = "",
    notify: Annotated[bool, typer.Option("--notify", help="Show each on the desktop (amcli[notify]).")] = False,
    install: Annotated[bool, typer.Option("--install", help="Print the crontab line that runs this daily.")] = False,
    uninstall: Annotated[bool, typer.Option("--uninstall", help="Take out what --install --write added.")] = False,
    at: Annotated[str, typer.Option("--at", metavar="HH:MM", help="With --install: when. Default: 08:00.")] = "",
    systemd: Annotated[bool, typer.Option("--systemd", help="With --install: a systemd timer instead.")] = False,
    write: Annotated[bool, typer.Option("--write", help="With --install: add it, do not only print it.")] = False,
) -> CommandResult | Listing | Message | Change | int:
    """Say what is due: overdue deadlines, lead times that have come, follow-ups, days of contracts, quiet accounts,
    overspent budgets, issues that are critical or late.

    Nothing due: no output. With --once a reminder is said again only when its date moved or it went overdue; what stays
    late is said again after 1, 3 and 7 days, then every 7 (`config set remind.again 1,3,7`).

    Example: amcli remind --once --within 14d
    Example: amcli remind --install --at 07:30
    """
    invocation: Invocation = ctx.obj
    chosen, lead = _chosen(texts(include), texts(exclude)), _span(within)
    ways: dict[str, object] = {"--exec": program, "--notify": notify}
    _one_of({"--uninstall": uninstall, "--explain": explain, "--check": check, **ways})
    _one_of({"--install": install, "--uninstall": uninstall, "--explain": explain, "--check": check})
    if not install and (at or systemd or write):
        raise BadValue("--at, --systemd and --write go with --install; --uninstall takes out whatever was added")
    if uninstall:
        return _uninstall(invocation)
    if install:
        ways["--exec"] = _with_path(program)
        # A mail shows the sentences, and nothing that would break their lines.
        ways |= {"--columns": "" if program or notify else "text"}
        options = _spelled({"--within": within, "--for": colleague, "--include": include, "--exclude": exclude} | ways)
        return _install(invocation, options, at or "08:00", systemd=systemd, write=write)
    if explain:
        from amcli.features.reminders.reports.explain import explain as report

        _one_of({"--explain": explain, "--for": colleague})
        return report(invocation.reader, within=lead, reasons=chosen, once=once, of=texts(things))
    if things:
        raise BadValue("which ones to speak of goes with --explain: amcli remind --explain CT5")
    if program or notify:
        if output != Output():
            raise BadValue("--exec and --notify print nothing themselves: leave out --format, --output and --columns")
        say = _by_program(invocation, program) if program else _by_desktop(invocation)
        return _elsewhere(invocation, _due(invocation, lead, chosen, colleague), say, once=once)
    due = _due(invocation, lead, chosen, colleague)
    said = _unsaid(invocation, due) if once else due
    return CommandResult(listing(said), output, Exit.NO if check and said else Exit.DONE)


def _due(invocation: Invocation, within: LeadTime | None, reasons: frozenset[str], colleague: str) -> list[DueReminder]:
    """All that is due, for one colleague where one is named. The reader is closed by then: a log that is written beside
    it would stay in the -wal file.
    """
    with reading(invocation.env) as reader:
        found = reminders(reader, within=within, reasons=reasons)
        if not colleague:
            return found
        from amcli.features.reminders.reports.whose import for_one

        return for_one(reader, found, colleague)


def _unsaid(invocation: Invocation, due: list[DueReminder]) -> list[DueReminder]:
    """What is left to say. It counts as said when it has left the program, which is when the run's stack closes."""
    if invocation.env.to_read() is None:
        return []
    from amcli.features.reminders.services.sent_log import claim_unsent

    mine = invocation.stack.enter_context(claim_unsent(invocation.env, [one.keys for one in due]))
    return [one for one in due if one.keys[0] in mine]


def _elsewhere(
    invocation: Invocation, due: list[DueReminder], say: Callable[[DueReminder], bool], *, once: bool
) -> int:
    """Say each by a program or on the desktop; 1 where one of them failed."""
    if invocation.env.to_read() is None:
        return Exit.DONE
    from amcli.features.reminders.services.sent_log import deliver_each

    failed = deliver_each(invocation.env, [one.keys for one in due], lambda place: say(due[place]), once=once)
    return Exit.NO if failed else Exit.DONE


def _by_program(invocation: Invocation, command: str) -> Callable[[DueReminder], bool]:
    from amcli.features.reminders.services.delivery import program_words, send_by_program
    from amcli.render import render

    words = program_words(command)

    def say(one: DueReminder) -> bool:
        text = StringIO()
        render(listing([one]), "jsonl", text)
        return send_by_program(
            words, text.getvalue(), lambda complaint: invocation.say(f"amcli: {one.id}: {complaint}")
        )

    return say


def _with_path(command: str) -> str:
    """A command line for cron, which looks for programs in a few places only."""
    if not command:
        return ""
    import shlex

    from amcli.features.reminders.services.delivery import program_words

    return shlex.join(program_words(command))


def _by_desktop(invocation: Invocation) -> Callable[[DueReminder], bool]:
    from amcli.features.reminders.services.delivery import desktop_sender, has_desktop

    show = desktop_sender()
    there = has_desktop(invocation.env.environ)
    complained = False

    def say(one: DueReminder) -> bool:
        nonlocal complained
        if there and show(one.account, one.text):
            return True
        if not complained:
            invocation.say("amcli: there is no desktop to notify here: use --exec, or run it in a desktop session")
            complained = True
        return False

    return say


def _install(invocation: Invocation, options: list[str], at: str, *, systemd: bool, write: bool) -> Message | Change:
    """`options` are what the run takes besides --once."""
    from amcli.features.reminders.services import schedule

    job = schedule.job(invocation.env, options, at)
    if not write:
        return Message("\n".join(schedule.units(job).values()) if systemd else schedule.cron_line(job))
    if systemd:
        return Change(schedule.add_units(invocation.env, job))
    return Change(f"{schedule.add_to_cron(invocation.env, job)}: {schedule.cron_line(job)}")


def _uninstall(invocation: Invocation) -> Change:
    from amcli.features.reminders.services import schedule

    from_cron = "Took the line out of the crontab" if schedule.take_from_cron(invocation.env) else ""
    done = [said for said in (from_cron, schedule.take_units(invocation.env)) if said]
    return Change("\n".join(done) or f"Nothing to take out: nothing runs remind for {invocation.env.path}")


def _chosen(included: Sequence[str], excluded: Sequence[str]) -> frozenset[str]:
    """The reasons to say, of those that were typed. BadValue."""
    for word in (*included, *excluded):
        if word not in REASONS:
            raise BadValue(
                f"{quote(word)} is no reason for a reminder: use {', '.join(REASONS)}", nearest(word, REASONS)
            )
    return frozenset(included or REASONS) - frozenset(excluded)


def _span(text: str) -> LeadTime | None:
    if not text:
        return None
    try:
        (lead,) = parse_lead_times(text)
    except (BadValue, ValueError):
        raise BadValue(f"--within: {quote(text)} is no span: use one such as 14d, 2w or 36h") from None
    return lead


def _one_of(given: dict[str, object]) -> None:
    typed = [flag for flag, value in given.items() if value]
    if len(typed) > 1:
        raise BadValue(f"{typed[0]} and {typed[1]} do not go together")


def _spelled(given: dict[str, object]) -> list[str]:
    """Options as they are typed, for the line that is installed."""
    words: list[str] = []
    for flag, value in given.items():
        if value is True:
            words.append(flag)
        elif value:
            words += [word for each in (value if isinstance(value, list) else [value]) for word in (flag, str(each))]
    return words
