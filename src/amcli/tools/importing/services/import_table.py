"""`import`: the rows of a file become records, or change them: all of them or none, in one operation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from amcli.base.errors import BadValue
from amcli.base.fields import Noun
from amcli.base.registry import NOUNS
from amcli.base.results import Change
from amcli.base.text import nearest, one_line, quote
from amcli.records.services import checks as rules
from amcli.settings.environment import Env
from amcli.store import backups
from amcli.store.session import UnitOfWork, operation
from amcli.tools.importing.services.columns.formats import survey
from amcli.tools.importing.services.columns.mapping import STAGE, Taken, left_out, take
from amcli.tools.importing.services.files.open import open_table
from amcli.tools.importing.services.files.table import Table
from amcli.tools.importing.services.load.load import Load
from amcli.tools.importing.services.load.plan import Plan
from amcli.tools.importing.services.load.rejects import SHOWN, RejectedRow, RowsRejected, drafted, is_rejects
from amcli.tools.importing.services.rows.import_context import CREATED, ImportFacts, total
from amcli.tools.importing.services.rows.row_reader import RowReader

__all__ = ["Plan", "RejectedRow", "RowsRejected", "run"]

NAMED = 10  # names in one note


def run(
    env: Env,
    kind: str,
    source: BinaryIO,
    *,
    source_name: str,
    mapping: Mapping[str, str],
    create_missing: bool,
    dry_run: bool,
    rejects: Path | None,
    rejects_over_source: bool = False,
    rounding: bool,
    progress: Callable[[int], None] | None,
    update: bool = False,
    date_order: str = "",
    decimal: str = "",
    sheet: str = "",
    won: Sequence[str] = (),
    approve: Callable[[Plan], None] | None = None,
    keep_copy: bool = True,
) -> Change:
    """Take in the rows of a file as records of a kind (`sales`, or `sale`).

    mapping: field → "COLUMN" or "COL1+COL2", where the names of the columns do not say it. rejects: take the good rows
    and write the bad ones here; without it one bad row keeps all out, and RowsRejected says which are bad. rounding:
    accept amounts with more decimals than the currency has. progress: hears, now and then, how many rows were read.
    update: change the records that rows know again; without it they are left alone. date_order: `dmy` or `mdy`, and
    decimal: `comma` or `point`, where the file's columns do not tell. sheet: of a workbook. won: what the file calls
    the stages of deals that are won. approve: is handed the plan before it is done, inside the transaction, and may
    raise to prevent it. keep_copy: make a backup first, where there are records. rejects_over_source: the rows come
    from that file, which must then be one of rejects. Exit code 2 where rows were rejected. A dry run writes nothing.
    """
    noun = noun_of(kind)
    table = open_table(source, one_line(source_name), sheet=sheet)
    taken = take(noun, table.header, mapping)
    _must_fit(table, taken, won, rejects if rejects_over_source else None)
    style = survey(table, taken, date_order=date_order, decimal=decimal)
    with drafted(rejects, dry_run=dry_run) as file:
        with operation(env, dry_run=dry_run) as work:
            facts = ImportFacts(work, create_missing=create_missing, rounding=rounding)
            reader = RowReader(noun, taken, facts, style=style, won=won)
            load = Load(work, taken, reader, facts, keep_cells=file is not None, update=update)
            load.read(table, progress)
            load.settle()
            plan = load.plan(table.name)
            if plan.reject and file is None:
                raise RowsRejected([row for row, _ in load.rejected(SHOWN)], plan.reject)
            notes = [*table.notes, *style.notes, *_notes(work, noun, load, facts, left_out(table.header, taken))]
            if approve:
                approve(plan)
            if keep_copy and plan.does_something and not dry_run:
                backups.keep(env.path, "import", work.connection)
            load.make()
            work.summary = _summary(plan)
            if file:
                notes += _bad(load, plan.reject, rejects, dry_run)
                file.write(table.header, table.delimiter, load.rejected())
        if file and not dry_run:
            file.publish()
    return Change(_said(plan, dry_run), notes=tuple(notes), exit_code=2 if plan.reject else 0)


def _must_fit(table: Table, taken: Sequence[Taken], won: Sequence[str], over: Path | None) -> None:
    """BadValue where options do not go with the columns. over: the source itself, where the rejects go there."""
    if over and not is_rejects(table.header):
        raise BadValue(f"{over} is the file that is imported, its good rows too: name another file for --rejects")
    if won and not any(one.field.name == STAGE for one in taken):
        raise BadValue("--won is for sales whose file has a column with the stage of each deal: leave it out")


def _summary(plan: Plan) -> str:
    changed = f", changed {plan.update}" if plan.update else ""
    return f"imported {_count(plan.noun, plan.create, '')}{changed} from {plan.name}"


def _said(plan: Plan, dry_run: bool) -> str:
    verb = "Would have imported" if dry_run else "Imported"
    changed = f", {'would have ' if dry_run else ''}changed {plan.update:,}" if plan.update else ""
    out = f", {plan.left_out:,} left out" if plan.left_out else ""
    return (
        f"{verb} {_count(plan.noun, plan.create)}{changed} "
        f"({plan.unchanged:,} already there{out}, {plan.reject:,} rejected)"
    )


def noun_of(kind: str) -> Noun:
    """The noun of a kind, in the singular or plural. BadValue names the nearest."""
    word = kind.strip().lower()
    for noun in NOUNS.values():
        if word in (noun.name, noun.view):
            return noun
    known = [*(noun.view for noun in NOUNS.values()), "ics", "vcard", "all"]
    raise BadValue(f"{quote(kind)} is no kind of record: import one of {', '.join(known)}", nearest(word, known))


def _notes(work: UnitOfWork, noun: Noun, load: Load, facts: ImportFacts, ignored: Sequence[str]) -> list[str]:
    """What the rows that go in made necessary."""
    notes = []
    for name in CREATED:
        if made := facts.made[name]:
            names = [one.code or one.name for one in made[: NAMED + 1]]
            notes.append(f"created {_count(NOUNS[name], len(made))}: {_some(names, len(made))}")
    rounded: dict[str, list[str]] = defaultdict(list)
    for currency, difference in load.staging.remarks("rounded"):
        rounded[currency].append(difference)
    for currency, differences in rounded.items():
        amounts = "1 amount" if len(differences) == 1 else f"{len(differences):,} amounts"
        notes.append(f"rounded {amounts} in {currency}, by {total(differences):+f} in all")
    removed: dict[str, int] = defaultdict(int)
    for field, count in load.staging.remarks("removed"):
        removed[field] += count
    for field, count in removed.items():
        notes.append(f"took {count:,} control character{'' if count == 1 else 's'} out of the {field}")
    if closed := sum(count for _, count in load.staging.remarks("closed")):
        notes.append(f"closed {_count(noun, closed)} on {'its' if closed == 1 else 'their'} due day")
    for name, text, code in facts.guesses()[:NAMED]:
        notes.append(f"took {quote(text)} for the {name} {code}, the only one whose code begins so")
    if work.scalar("SELECT 1 FROM account LIMIT 1") is None and load.makes_account_without_currency():
        notes += [] if work.env.config.currency else [rules.FALLBACK_NOTE]
    return [*notes, *_ignored(ignored)]


def _ignored(columns: Sequence[str]) -> list[str]:
    if not columns:
        return []
    return [f"ignored the column{'' if len(columns) == 1 else 's'} {_some(columns, len(columns))}"]


def _bad(load: Load, count: int, rejects: Path | None, dry_run: bool) -> list[str]:
    """The bad rows, and where they are."""
    if not count:
        return []
    notes = [str(row) for row, _ in load.rejected(SHOWN)]
    if count > SHOWN:
        notes.append(f"and {count - SHOWN:,} more bad rows")
    rows = "1 bad row" if count == 1 else f"{count:,} bad rows"
    return [*notes, f"{rows} would go to {rejects}" if dry_run else f"{rows} in {rejects}"]


def _some(names: Iterable[str], count: int) -> str:
    shown = [one_line(name) for name in names][:NAMED]
    return ", ".join(shown) + (f" and {count - NAMED:,} more" if count > NAMED else "")


def _count(noun: Noun, count: int, separator: str = ",") -> str:
    return f"{count:{separator}} {noun.name if count == 1 else noun.view}"
