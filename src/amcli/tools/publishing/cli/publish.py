"""`amcli publish`: send what is in the file, or take out again what was sent."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.formats import check_format
from amcli.base.results import Change, Column, Kind, Report
from amcli.base.text import number_of, one_line
from amcli.shell.asking import confirmed
from amcli.shell.command_group import verb
from amcli.shell.invocation import Invocation, Output
from amcli.shell.options import DRY_RUN_OPTION, OUTPUT_OPTIONS, QUIET_OPTION, YES_OPTION, Group, option
from amcli.shell.progress import progress

TO_OPTION = option(
    "to", str, "", "--to", metavar="DSN",
    help="The company's server, such as 'host=db.example dbname=company'; else AMCLI_COMPANY, else the setting.",
)  # fmt: skip
WRITTEN = Group("output", (*OUTPUT_OPTIONS.parameters, *QUIET_OPTION.parameters), OUTPUT_OPTIONS.collect)
_COLUMNS = (Column("table"), *(Column(key, Kind.INT) for key in ("new", "changed", "gone", "same")))


@verb(TO_OPTION, DRY_RUN_OPTION, YES_OPTION, WRITTEN)
def send(
    ctx: typer.Context,
    to: str,
    dry_run: bool,
    yes: bool,
    output: Output,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take out all that you published.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Write all anew, also in place of another portfolio.")
    ] = False,
) -> Change | Report:
    """Put the portfolio, as it is now, into the company's PostgreSQL: all of it or nothing, and only what differs.

    What is private (notes, aims, limits, the pulse) stays in the file, and no manager sees another's rows. Nobody is
    asked for a password: libpq takes it from ~/.pgpass.

    Example: amcli publish send
    Example: amcli publish send --dry-run
    """
    invocation: Invocation = ctx.obj
    if withdraw and replace:
        raise BadValue("--withdraw takes out and --replace puts in: leave one out")
    if not dry_run:  # before anything is done: what was done cannot be said in rows
        check_format(invocation.format_of(output), rows=False)
        if output.columns:
            raise BadValue("--columns are those of --dry-run: leave them out")
    if withdraw:
        return _withdrawn(invocation, to, dry_run=dry_run, yes=yes)
    from amcli.tools.publishing.services import publish as service

    with progress(invocation.err, None, "records") as tell:
        done = service.publish(invocation.env, to, dry_run=dry_run, replace=replace, tell=tell)
    said = service.told_publication(done)
    if not dry_run:
        return _change(said, done.manager)
    return _report("publish", [(name, *each) for name, each in done.differences.items()], said, done.manager)


def _withdrawn(invocation: Invocation, to: str, *, dry_run: bool, yes: bool) -> Change | Report:
    """Take it out, once a person agreed, who hears how much it is."""
    from amcli.tools.publishing.services import withdraw as service

    if dry_run or not yes:
        would = service.withdraw(invocation.env, to, dry_run=True)
        if dry_run:
            rows = [(name, 0, 0, count, 0) for name, count in would.counts.items()]
            return _report("withdraw", rows, service.told_withdrawal(would), would.manager)
        counted = number_of(would.records, "record")
        question = f"Take the {counted} of {one_line(would.manager)} out of the company's database?"
        confirmed(invocation, question, yes, no=service.NOT_WITHDRAWN)
    done = service.withdraw(invocation.env, to)
    return _change(service.told_withdrawal(done), done.manager)


def _change(said: str, manager: str) -> Change:
    return Change(said[0].upper() + said[1:], (manager,))


def _report(name: str, rows: Sequence[Sequence[object]], said: str, manager: str) -> Report:
    """The counts by table. People see the tables in which something differs."""
    total = ("total", *(sum(counts) for counts in zip(*(row[1:] for row in rows), strict=True)))
    idle = frozenset(place for place, row in enumerate(rows) if not any(row[1:4]))
    facts: Mapping[str, object] = {"manager": manager}
    notes = (f"A dry run: would have {said}", *(["Tables that stay as they are have no row here"] if idle else []))
    return Report(name, _COLUMNS, rows, total, facts, reference="table", notes=notes, idle=idle)
