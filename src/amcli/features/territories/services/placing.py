"""Accounts put into territories by day: an account may lie in several at a time."""

from __future__ import annotations

from collections.abc import Sequence

from amcli.base.time.day_span import DaySpan
from amcli.features.territories.services.checks import ONCE_A_DAY
from amcli.records.services.day_spans import give_way, rows_beside, span_of, take_over_days
from amcli.records.services.field_values import TypedFields
from amcli.store.session import UnitOfWork

_FIRST = "0001-01-01"


def place(work: UnitOfWork, account_id: int, territories: Sequence[int], start: str | None = None) -> None:
    """Let an account lie in these territories, and in no other ones, from a day on (ISO). start: None is since ever
    where it lay in none before, else today, which is noted.
    """
    span = DaySpan(_first_day(work, account_id, start), None)
    for row in rows_beside(work, "placement", {"account_id": account_id}):
        if row["territory_id"] not in territories:
            give_way(work, "placement", row, [span])
    _put(work, account_id, territories, span)


def add_places(work: UnitOfWork, account_id: int, territories: Sequence[int], start: str | None = None) -> None:
    """Let an account lie in these territories too from a day on. start: as for `place`."""
    _put(work, account_id, territories, DaySpan(_first_day(work, account_id, start), None))


def take_out(work: UnitOfWork, account_id: int, territories: Sequence[int], start: str | None = None) -> None:
    """Let an account lie in these territories no more from a day on, which is today where none is said."""
    span = DaySpan(start or work.day, None)
    for row in rows_beside(work, "placement", {"account_id": account_id}):
        if row["territory_id"] in territories:
            give_way(work, "placement", row, [span])


def merge_placements(work: UnitOfWork, name: str, kept: int, gone: int) -> None:
    """The account that stays lies where either of two lay, and what lay in either territory in the one that stays, once
    on a day (Noun.merged).
    """
    (other,) = (column for column in ONCE_A_DAY if column != f"{name}_id")
    take_over_days(work, "placement", f"{name}_id", kept, gone, lambda row: row[other])


def day_to_type(work: UnitOfWork, given: TypedFields) -> str:
    """The first day of a new placement that was typed without one, as one could have typed it; no text is since ever.

    given: its other fields. Raises NotFound and Ambiguous for the account.
    """
    if given.get("until"):
        return ""  # it says of which days it is
    return _first_day(work, work.find_owner("account", str(given["account"])).record_id, None) or ""


def _first_day(work: UnitOfWork, account_id: int, start: str | None) -> str | None:
    """The day that was said; else none for the first territories of an account, and today for others, which is noted:
    what it sold before was sold where it lay then.
    """
    if start or work.scalar("SELECT 1 FROM placement WHERE account_id = ?", account_id) is None:
        return start
    work.notes.append(f"from {work.day} on; --from says another day")
    return work.day


def _put(work: UnitOfWork, account_id: int, territories: Sequence[int], span: DaySpan) -> None:
    """Let an account lie in territories on the days of a span without an end; where it does already it goes on."""
    for territory in territories:
        same = {"account_id": account_id, "territory_id": territory}
        rows = rows_beside(work, "placement", same)
        later = [row for row in rows if span_of(row).overlaps(span)]
        now = next((row for row in later if span_of(row).holds(span.start or _FIRST)), None)
        for row in later:
            if row is not now:
                work.delete("placement", row["id"])
        if now:
            work.update("placement", now["id"], {"until": None})
        else:
            work.insert("placement", same | span._asdict())
