"""What changed in some days, by account: each field from what it was to what it is, and by which commands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from amcli.base.registry import HOMES, NOUNS
from amcli.base.results import Column, Kind, Report
from amcli.base.text import with_and
from amcli.records.reports.bulk_changes import BulkChange
from amcli.records.reports.journal_span import Span
from amcli.records.reports.net_changes import NetChanges, NetRecord, net_changes
from amcli.store.reader import Reader
from amcli.store.subjects import owner_named

COLUMNS = (
    Column("account"),
    Column("record"),
    Column("change"),
    Column("command", rank=1),
    Column("operations", Kind.LIST, rank=2),
    Column("kind", repeats=True, undrawn=True),
    Column("what", repeats=True, undrawn=True),
    Column("field", repeats=True, undrawn=True),
    Column("old", repeats=True, undrawn=True),
    Column("new", repeats=True, undrawn=True),
    Column("count", Kind.INT, repeats=True, undrawn=True),
    Column("sums", Kind.LIST, repeats=True, undrawn=True),
)
_NAMED = 5  # operations in a note
_Cells = tuple[Any, ...]


def changes_report(
    reader: Reader, span: Span, nouns: Sequence[str] | None = None, accounts: Sequence[int] | None = None
) -> Report:
    """A row for each field that changed, each record that came or went, and each kind that was changed in bulk; those
    of an account together, by its code, and behind them what is nobody's. nouns, accounts: as for `net_changes`, which
    says what is raised.
    """
    net = net_changes(reader, span, nouns, accounts)
    codes = _codes(reader, {one.owner for one in net.bulk if one.owner})
    rows = [row for one in net.records for row in _of_record(one)]
    rows += [_of_bulk(one, codes.get(one.owner or 0)) for one in net.bulk]
    rows.sort(key=lambda row: (row[0] is None, row[0] or ""))  # what an account has stays in its order
    first, last = (day.isoformat() if day else None for day in (span.since, span.last))
    return Report(
        "changes",
        COLUMNS,
        rows,
        facts={
            "since": first,
            "until": last,
            "after": f"H{span.after}" if span.after else None,
            "last": f"H{span.until}" if span.until else None,
            "begins": net.begins.isoformat() if net.begins else None,
            "operations": net.operations,
        },
        reference="record",
        title=_title(span),
        empty="nothing changed",
        notes=tuple(_notes(net, span)),
    )


def _of_record(one: NetRecord) -> Iterator[_Cells]:
    """The rows of a record that changed: one a field, or one that says that it came or went."""
    command = "; ".join(one.commands)
    operations = tuple(f"H{each.number}" for each in one.operations)
    head = one.account, f"{one.noun} {one.reference}"
    kept = command, operations, one.noun, one.what
    if not one.fields:
        old, new = (one.words or None, None) if one.now is None else (None, one.words or None)
        yield (*head, f"{one.what}: {one.words}" if one.words else one.what, *kept, None, old, new, None, ())
    for field in one.fields:
        yield (*head, str(field), *kept, field.name, field.old or None, field.new or None, None, ())


def _of_bulk(one: BulkChange, account: str | None) -> _Cells:
    head = account, HOMES[one.noun].plural, str(one), one.command, (f"H{one.operation}",)
    return (*head, one.noun, one.what, None, None, None, one.size, tuple(map(str, one.sums)))


def _codes(reader: Reader, owners: set[int]) -> dict[int, str]:
    """The codes of accounts by their ids; of one that is gone there is none."""
    noun = NOUNS[owner_named()]
    if not owners:
        return {}
    ids = ", ".join(map(str, sorted(owners)))
    return dict(reader.rows(f'SELECT id, code FROM "{noun.name}" WHERE id IN ({ids})'))


def _title(span: Span) -> str:
    since = f"since {span.since}" if span.since else f"after H{span.after}"
    until = f" until {span.last}" if span.last else ""
    return f"Changes {since}{until}"


def _notes(net: NetChanges, span: Span) -> Iterator[str]:
    if net.begins:
        yield f"the history begins on {net.begins}: what changed before that is not known"
    if net.passed:
        yield f"{_counted(net.passed, 'record')} came and went between, and {_are(net.passed)} not told"
    if net.turned:
        yield f"{_counted(net.turned, 'record')} changed and {_are(net.turned)} again as before"
    if net.undone:
        yield f"{_counted(net.undone, 'change')} of these days {_are(net.undone)} undone, and left out"
    if within := net.taken_back.within:
        yield f"{_operations(within)} of before {_are(len(within))} undone after the latest change, and not told here"
    if perhaps := net.taken_back.perhaps:
        yield (
            f"{_operations(perhaps)} of before {_are(len(perhaps))} undone: whether before or since then the history "
            "does not say, and it is not told here"
        )


def _counted(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _operations(numbers: Sequence[int]) -> str:
    """`H5 and H6`; of many the latest, and how many more."""
    named = [f"H{number}" for number in numbers[-_NAMED:]]
    more = len(numbers) - len(named)
    return f"{', '.join(named)} and {more:,} more" if more else with_and(named)
