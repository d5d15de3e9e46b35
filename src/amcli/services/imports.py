"""`import`: the rows of a CSV file become records, all of them or none, in one operation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, TextIO

from amcli.domain.errors import BadValue
from amcli.domain.fields import Noun
from amcli.domain.nouns import NOUNS
from amcli.domain.results import Change
from amcli.domain.text import nearest, one_line, quote
from amcli.services import rules
from amcli.services.importing.facts import CREATED, ImportFacts, total
from amcli.services.importing.load import Load
from amcli.services.importing.mapping import left_out, take
from amcli.services.importing.rejects import SHOWN, RejectedRow, RowsRejected, drafted
from amcli.services.importing.source import Table
from amcli.store.env import Env
from amcli.store.session import Work, operation

__all__ = ["RejectedRow", "RowsRejected", "run"]

NAMED = 10  # names in one note


def run(
    env: Env,
    kind: str,
    source: TextIO | BinaryIO,
    *,
    source_name: str,
    mapping: Mapping[str, str],
    create_missing: bool,
    dry_run: bool,
    rejects: Path | None,
    rounding: bool,
    progress: Callable[[int], None] | None,
) -> Change:
    """Take in the rows of a CSV file as records of a kind (`sales`, or `sale`).

    mapping: field → "COLUMN" or "COL1+COL2", where the names of the columns do not say it. rejects: take the good rows
    and write the bad ones here; without it one bad row keeps all out, and RowsRejected says which are bad. rounding:
    accept amounts with more decimals than the currency has. progress: hears, now and then, how many rows were read.
    The exit code of the result is 2 where rows were rejected. A dry run writes nothing, no rejects file either.
    """
    noun = noun_of(kind)
    table = Table(source, one_line(source_name))
    taken = take(noun, table.header, mapping)
    with drafted(rejects) as file:
        with operation(env, dry_run=dry_run) as work:
            facts = ImportFacts(work, create_missing=create_missing, rounding=rounding)
            load = Load(work, noun, taken, facts, keep_cells=file is not None)
            load.read(table, progress)
            load.settle()
            new, known, bad = (load.staging.count(what) for what in ("new", "known", "rejected"))
            if bad and file is None:
                raise RowsRejected([row for row, _ in load.rejected(SHOWN)], bad)
            notes = [*_notes(work, noun, load, facts), *_ignored(left_out(table.header, taken))]
            load.make()
            work.summary = f"imported {_count(noun, new, '')} from {table.name}"
            if file:
                notes += _bad(load, bad, rejects, dry_run)
                file.write(table.header, table.delimiter, load.rejected())
        if file and not dry_run:
            file.publish()
    verb = "Would have imported" if dry_run else "Imported"
    message = f"{verb} {_count(noun, new)} ({known:,} already there, {bad:,} rejected)"
    return Change(message, notes=tuple(notes), exit_code=2 if bad else 0)


def noun_of(kind: str) -> Noun:
    """The noun of a kind, in the singular or plural. BadValue names the nearest."""
    word = kind.strip().lower()
    for noun in NOUNS.values():
        if word in (noun.name, noun.view):
            return noun
    known = [*(noun.view for noun in NOUNS.values()), "ics", "vcard"]
    raise BadValue(f"{quote(kind)} is no kind of record: import one of {', '.join(known)}", nearest(word, known))


def _notes(work: Work, noun: Noun, load: Load, facts: ImportFacts) -> list[str]:
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
    for name, text, code in facts.guesses()[:NAMED]:
        notes.append(f"took {quote(text)} for the {name} {code}, the only one whose code begins so")
    if work.value("SELECT 1 FROM account LIMIT 1") is None and load.makes_account_without_currency():
        notes += [] if work.env.config.currency else [rules.FALLBACK_NOTE]
    return notes


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
