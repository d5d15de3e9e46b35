"""Records that hold from a day to a day (base/time/day_span.py): what may not overlap, and what makes room."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from amcli.base.errors import Refused
from amcli.base.registry import NOUNS
from amcli.base.time.day_span import DaySpan
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork

_OWN = ("id", "external_id")  # what a row has that a second one, made of it, has not


def span_of(row: Row) -> DaySpan:
    """The days of a row."""
    return DaySpan(row["start"], row["until"])


def rows_beside(work: UnitOfWork, name: str, same: Row, but: int | None = None) -> list[Row]:
    """The rows of a noun with these values, in the order of their days, without one of them."""
    where = " AND ".join(f"{column} = ?" for column in same)
    sql = f"SELECT id FROM {name} WHERE {where} AND id IS NOT ? ORDER BY start NULLS FIRST, id"
    return [work.row(name, row_id) for (row_id,) in work.connection.execute(sql, (*same.values(), but)).fetchall()]


def check_days(work: UnitOfWork, name: str, columns: Sequence[str], row: Row, record_id: int | None) -> None:
    """Raises Refused where a row would end before it begins, or hold on a day of another one with the same values in
    these columns. row: what is new of it.
    """
    current = work.row(name, record_id) if record_id is not None else {"start": None, "until": None}
    whole = current | row
    span = span_of(whole)
    if wrong := backwards(span):
        raise Refused(f"{wrong}: --until takes a later day")
    for other in rows_beside(work, name, {column: whole[column] for column in columns}, record_id):
        if span.overlaps(span_of(other)):
            raise Refused(said_by(name, other["id"], span_of(other)))


def said_by(name: str, record_id: int, span: DaySpan) -> str:
    """That a record says so already, and what changes its days."""
    noun = NOUNS[name]
    one = f"{noun.letter}{record_id}"
    how = f"edit {one}` changes its days" if "edit" in noun.examples else f"show {one}`"
    return f"{one} says so already for {spell_span(span)}: `amcli {name} {how}"


def backwards(span: DaySpan) -> str:
    """What is wrong with days that end before they begin; an empty text where they do not."""
    ends_early = span.until is not None and span.until < (span.start or "")
    return f"the last day {span.until} is before the first one, {span.start}" if ends_early else ""


def give_way(work: UnitOfWork, name: str, row: Row, spans: Sequence[DaySpan]) -> None:
    """Cut the days of some spans out of a row: what is left of it stays, in two rows where it lies around one of them,
    and where nothing is, it goes. One that has no such day stays as it is.
    """
    left = span_of(row).minus(spans)
    if not left:
        work.delete(name, row["id"])
        return
    work.update(name, row["id"], left[0]._asdict())
    for more in left[1:]:
        write_again(work, name, row, more)


def write_again(work: UnitOfWork, name: str, row: Row, span: DaySpan) -> None:
    """Write what a row says for other days too."""
    work.insert(name, {key: value for key, value in row.items() if key not in _OWN} | span._asdict())


def take_over_days(
    work: UnitOfWork, name: str, owner: str, kept: int, gone: int, same: Callable[[Row], object]
) -> bool:
    """Let the rows of one owner be another's on the days on which that has none of the same; whether any had to give
    way. owner: the column that says whose they are; same: what two rows may not both have on a day.
    """
    there = rows_beside(work, name, {owner: kept})
    gave_way = False
    for row in rows_beside(work, name, {owner: gone}):
        spans = [span_of(each) for each in there if same(each) == same(row)]
        gave_way |= any(span.overlaps(span_of(row)) for span in spans)
        work.update(name, row["id"], {owner: kept})
        give_way(work, name, work.row(name, row["id"]), spans)
    return gave_way


def spell_span(span: DaySpan) -> str:
    """`2026-01-01 to 2026-06-30`, `the days since 2026-07-01`, `the days until 2026-06-30`, `all days`."""
    if span.start and span.until:
        return f"{span.start} to {span.until}"
    if span.start:
        return f"the days since {span.start}"
    return f"the days until {span.until}" if span.until else "all days"
