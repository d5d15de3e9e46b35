"""Two records that are one: everything that refers to the others goes to the one that is kept."""

from __future__ import annotations

from collections.abc import Sequence

from amcli.base.errors import Refused
from amcli.base.field_type import SEPARATOR
from amcli.base.fields import Field, Noun, Type
from amcli.base.registry import NOUNS, Referrer, link_of, load, referrers
from amcli.base.results import Change
from amcli.records.services.aliases import keep_former, take_over
from amcli.records.services.changes import changed
from amcli.records.services.descriptions import describe
from amcli.settings.environment import Env
from amcli.store.bulk_update import change_all
from amcli.store.lookup import Found
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork, operation
from amcli.store.stand_in import find_id

ASK, SUM, KEEP = "", "sum", "keep"  # what becomes of figures that both have; ASK: SameFigures says what there is
APART = ", which are not added"  # the end of a line of figures that are of two currencies
SHOWN = 3


class SameFigures(Refused):
    """Both records have figures of one period, and nothing said what becomes of them. lines: each with its sum."""

    def __init__(self, lines: Sequence[str], kept: str, view: str) -> None:
        """kept: the reference of the one that stays. view: what both are, in the plural."""
        self.lines, self._view = tuple(lines), view
        adds = "edit or remove one first" if any(line.endswith(APART) for line in lines) else "--sum adds them up"
        super().__init__(f"{self.said}: {adds}, --keep keeps those of {kept}")

    @property
    def said(self) -> str:
        """The first of them, and how many more."""
        more = f" and {len(self.lines) - SHOWN} more" if len(self.lines) > SHOWN else ""
        return f"both {self._view} have {', '.join(self.lines[:SHOWN])}{more}"


class Merging:
    """What a noun asks for when two of its records become one (Noun.merging), by itself nothing."""

    unfilled: tuple[str, ...] = ()
    """The columns that the one that stays does not take from the other, because they belong to another one."""

    def begin(self, work: UnitOfWork, kept: Found, gone: Found, figures: str) -> list[str]:
        """Before anything is moved: make room, and note what the user is to know; what is said of the figures that both
        have. figures: as for `merge`. Raises Refused where the two contradict each other.
        """
        del work, kept, gone, figures
        return []

    def end(self, work: UnitOfWork, kept: Found) -> None:
        """When everything that named the other names the one that stays. Raises Refused where that breaks a rule."""


def merge(
    env: Env, name: str, keep: str, others: Sequence[str], *, figures: str = ASK, dry_run: bool = False
) -> Change:
    """Make one record of several: `keep` stays, what it lacks is filled from the others, and they go.

    figures: what becomes of figures that both have for one period, SUM or KEEP; with ASK there may be none, else
    SameFigures. Refused where the two contradict each other, or a record would be above itself.
    """
    noun = NOUNS[name]
    merging: Merging = load(noun.merging) if noun.merging else Merging()
    with operation(env, dry_run=dry_run) as work:
        kept = work.find(name, keep)
        gone = list(dict.fromkeys(work.find(name, other) for other in others))
        if kept in gone:
            raise Refused(f"{name} {kept.reference} cannot be merged with itself")
        said = ", ".join(describe(work, noun, one.record_id) for one in gone)
        same: list[str] = []
        for one in gone:
            same += merging.begin(work, kept, one, figures)
            _make_room(work, name, kept, one)
            _stay_below(work, noun, kept, one)
            _move(work, name, kept, one)
            merging.end(work, kept)
            _fill(work, noun, kept, one, merging.unfilled)
        if same and figures == ASK:
            raise SameFigures(same, kept.reference, noun.view)
        work.notes += same
        work.summary = f"merged {name} {said} into {describe(work, noun, kept.record_id)}"
        return changed(work, [kept.reference], dry_run=dry_run)


def note_ended(work: UnitOfWork, noun: Noun, kept: Found, gone: Found) -> None:
    """Say that the one that goes had ended, such as who left, and the one that stays has not."""
    stays, goes = (work.row(noun.name, one.record_id)[noun.ended] for one in (kept, gone))
    if goes and not stays:
        work.notes.append(
            f"{gone.reference} {noun.ended} on {goes} and {kept.reference} did not, which holds: "
            f"`amcli {noun.name} edit {kept.reference} --{noun.ended} {goes}` changes that"
        )


def _stay_below(work: UnitOfWork, noun: Noun, kept: Found, gone: Found) -> None:
    """Nobody comes to be above itself: where the one that goes is right above, what was above it takes its place."""
    field = next((each for each in noun.references if each.noun == noun.name and not each.many), None)
    if field is None:
        return
    column = field.column
    stays, goes = (work.row(noun.name, one.record_id)[column] for one in (kept, gone))
    if stays == gone.record_id:
        work.update(noun.name, kept.record_id, {column: goes})
    elif stays is None and goes not in (None, kept.record_id):
        above = find_id(work.connection, noun.name, goes).reference
        work.notes.append(
            f"{gone.reference} has the {field.name.replace('_', ' ')} {above} and {kept.reference} none, which holds: "
            f"`amcli {noun.name} edit {kept.reference} {field.flag} {above}` changes that"
        )
    sql = f"""WITH RECURSIVE up (id) AS (
        SELECT "{column}" FROM {noun.name} WHERE id = ?
        UNION SELECT t."{column}" FROM up JOIN {noun.name} t ON t.id = up.id
    ) SELECT 1 FROM up WHERE id = ?"""
    if work.scalar(sql, kept.record_id, gone.record_id):
        raise Refused(f"{gone.reference} is further above {kept.reference}: merge it with what is between them first")


def _make_room(work: UnitOfWork, name: str, kept: Found, gone: Found) -> None:
    """Let those that name both make one of what they say twice, while they still tell the two apart."""
    for table in dict.fromkeys(referrer.table for referrer in referrers(name)):
        if table in NOUNS and NOUNS[table].merged:
            load(NOUNS[table].merged)(work, name, kept.record_id, gone.record_id)


def _move(work: UnitOfWork, name: str, kept: Found, gone: Found) -> None:
    """Whatever names the one that goes names the one that stays, and none names it twice."""
    naming = referrers(name)
    work.kept |= _told_again(name, naming)
    for table, column, *_ in naming:
        if link := link_of(table):
            _, own, theirs = link.field.link(link.noun.name)
            double = f"""SELECT id FROM {table} WHERE {theirs} = ? AND {own} IN
                (SELECT {own} FROM {table} WHERE {theirs} = ?)"""
            for (link_id,) in work.connection.execute(double, (gone.record_id, kept.record_id)).fetchall():
                work.delete(table, link_id)
        where = f't."{column}" = ? AND t.id IS NOT {int(kept.record_id)}' if table == name else f't."{column}" = ?'
        if change_all(work.connection, table, f'"{column}" = {int(kept.record_id)}', where, (gone.record_id,)):
            work.bulk_images = True


def _told_again(name: str, naming: Sequence[Referrer]) -> set[str]:
    """The tables whose history by day names the record too: it names the other now, on all days, and nothing happened
    today.
    """
    columns = {(referrer.table, referrer.column) for referrer in naming}
    return {
        table
        for table, column in columns
        if table in NOUNS and table != name and NOUNS[table].dated
        and any((part, column) in columns for part in NOUNS[table].parts)
    }  # fmt: skip


def _fill(work: UnitOfWork, noun: Noun, kept: Found, gone: Found, unfilled: Sequence[str]) -> None:
    """Give the one that stays what it lacks, take the other out, and keep what that was called."""
    stays, goes = work.row(noun.name, kept.record_id), work.row(noun.name, gone.record_id)
    found = {
        field.column: value
        for field in noun.fields
        if field.column not in (noun.ended, *unfilled)
        and (value := _either(field, stays, goes)) is not None
        and value != stays[field.column]
    }
    take_over(work, noun, kept.record_id, gone.record_id)
    work.delete(noun.name, gone.record_id)
    work.update(noun.name, kept.record_id, found)
    keep_former(work, noun, kept.record_id, goes)


def _either(field: Field, stays: Row, goes: Row) -> object:
    """What the merged record has in a field: both sets together, else its own value, else the other's."""
    column = field.column
    if field.type is Type.REF or column not in stays:
        return stays.get(column)
    if field.many:
        words = [word for row in (stays, goes) for word in (row[column] or "").split(SEPARATOR) if word]
        return SEPARATOR.join(dict.fromkeys(words)) or None
    return goes[column] if stays[column] is None else stays[column]
