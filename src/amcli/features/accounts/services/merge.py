"""Two records that are one: everything that refers to the others goes to the one that is kept."""

from __future__ import annotations

from collections.abc import Sequence

from amcli.base.errors import Refused
from amcli.base.field_type import SEPARATOR
from amcli.base.fields import Field, Noun, Type
from amcli.base.registry import NOUNS, link_of, load, referrers
from amcli.base.results import Change
from amcli.base.text import number_of
from amcli.features.accounts.services.memberships import day_of_circle
from amcli.features.accounts.services.merge_figures import ASK, SameFigures, merge_figures
from amcli.records.services.aliases import keep_former, take_over
from amcli.records.services.changes import changed
from amcli.records.services.descriptions import describe
from amcli.settings.environment import Env
from amcli.store.bulk_update import change_all
from amcli.store.lookup import Found
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork, operation
from amcli.store.stand_in import subjects

SHOWN = 3
_SINCE = "parent_since"  # is said of the parent, which stays as it is
# What makes two sales of one reference the same sale.
_SAME_SALE = "b.date = a.date AND b.amount_minor = a.amount_minor AND b.currency = a.currency"


def merge(
    env: Env, name: str, keep: str, others: Sequence[str], *, figures: str = ASK, dry_run: bool = False
) -> Change:
    """Make one account or contact of several: `keep` stays, what it lacks is filled from the others, and they go.

    figures: what becomes of targets and budgets that both have for one period, SUM or KEEP; with ASK there may be none,
    else SameFigures. Refused where the two contradict each other: one reference with two contents, contacts of
    different accounts, accounts that would be above themselves.
    """
    noun = NOUNS[name]
    with operation(env, dry_run=dry_run) as work:
        kept = work.find(name, keep)
        gone = list(dict.fromkeys(work.find(name, other) for other in others))
        if kept in gone:
            raise Refused(f"{name} {kept.reference} cannot be merged with itself")
        said = ", ".join(describe(work, noun, one.record_id) for one in gone)
        same: list[str] = []
        for one in gone:
            if name == "account":
                same += _merge_accounts(work, kept, one, figures)
            else:
                _merge_contacts(work, kept, one)
            _fill(work, noun, kept, one)
        if same and figures == ASK:
            raise SameFigures(same, kept.reference)
        work.notes += same
        work.summary = f"merged {name} {said} into {describe(work, noun, kept.record_id)}"
        return changed(work, [kept.reference], dry_run=dry_run)


def _merge_accounts(work: UnitOfWork, kept: Found, gone: Found, figures: str) -> list[str]:
    """Everything of one account goes to the other; what is said of the figures that both have."""
    same = merge_figures(work, kept, gone, figures)
    _one_sale_a_reference(work, kept, gone)
    for table in dict.fromkeys(referrer.table for referrer in referrers("account")):
        if table in NOUNS and NOUNS[table].merged:
            load(NOUNS[table].merged)(work, kept.record_id, gone.record_id)
    _stay_below(work, "account", "parent_id", kept, gone)
    sql = """SELECT a.name, 'C' || a.id, 'C' || b.id
        FROM contact a JOIN contact b ON name_key(b.name) = name_key(a.name)
        WHERE a.account_id = ? AND b.account_id = ?"""
    for person, one, other in work.connection.execute(sql, (kept.record_id, gone.record_id)).fetchall()[:SHOWN]:
        work.notes.append(f"{person} is a contact of both: `amcli contact merge {one} {other}`")
    work.notes += _twins(work, kept, gone)
    _move(work, "account", kept, gone)
    if (day := day_of_circle(work, kept.record_id)) is not None:
        raise Refused(
            f"{kept.reference} would be part of itself{day}: what one of the two was part of was below the other then; "
            f"see `amcli membership list`"
        )
    return same


def _twins(work: UnitOfWork, kept: Found, gone: Found) -> list[str]:
    """The records that something can be about, and that both accounts have by the same key: they may be the same one.

    A key of another system is none here: two records that have one are known by it.
    """
    found: dict[tuple[str, str], str] = {}
    for noun in (NOUNS[name] for name in subjects().values()):
        texts = {field.column for field in noun.fields if field.type is Type.TEXT}
        names = {field.column: field.name for field in noun.fields}
        for key in noun.keys:
            columns = [column for column in key if noun.owner and column != noun.owner.column]
            if len(columns) == len(key):
                continue
            same = [f"a.{each} = b.{each}" for each in columns if each not in texts]
            same += [f"name_key(a.{each}) = name_key(b.{each})" for each in columns if each in texts]
            sql = f"""SELECT a.id, b.id FROM {noun.name} a JOIN {noun.name} b ON {" AND ".join(same)}
                WHERE a.account_id = ? AND b.account_id = ? ORDER BY a.id, b.id"""
            said = " and ".join(names.get(column, column) for column in columns)
            for pair in work.connection.execute(sql, (kept.record_id, gone.record_id)).fetchmany(SHOWN):
                one, other = (f"{noun.letter}{each}" for each in pair)
                remove = f"`amcli {noun.name} remove {other}` where they are one"
                found.setdefault((one, other), f"{one} and {other} have the same {said}: {remove}")
    return list(found.values())


def _merge_contacts(work: UnitOfWork, kept: Found, gone: Found) -> None:
    homes = {work.row("contact", one.record_id)["account_id"] for one in (kept, gone)}
    if len(homes) > 1:
        raise Refused(
            f"{kept.reference} and {gone.reference} are contacts of two accounts: "
            "merge the accounts, or `amcli contact edit` one first"
        )
    _stay_below(work, "contact", "reports_to_id", kept, gone)
    stays, goes = (work.row("contact", one.record_id)["left"] for one in (kept, gone))
    if goes and not stays:
        work.notes.append(
            f"{gone.reference} left on {goes} and {kept.reference} did not, which holds: "
            f"`amcli contact edit {kept.reference} --left {goes}` changes that"
        )
    _move(work, "contact", kept, gone)


def _one_sale_a_reference(work: UnitOfWork, kept: Found, gone: Found) -> None:
    """The same sale recorded in both counts once; one reference for two different sales is nobody's to decide here."""
    sql = f"""SELECT b.id, a.ref, {_SAME_SALE} FROM sale a JOIN sale b ON b.kind = a.kind AND b.ref = a.ref
        WHERE a.account_id = ? AND b.account_id = ? ORDER BY a.ref"""
    pairs = work.connection.execute(sql, (kept.record_id, gone.record_id)).fetchall()
    different = [str(ref) for _, ref, same in pairs if not same]
    if different:
        shown = ", ".join(different[:SHOWN]) + (" …" if len(different) > SHOWN else "")
        raise Refused(f"both accounts have sales of the reference {shown}, and not the same: edit or remove one first")
    for number, _, _ in pairs:
        work.delete("sale", number)
    if pairs:
        sales, count = number_of(len(pairs), "sale"), "counts" if len(pairs) == 1 else "count"
        work.notes.append(f"{sales} stood in both with the same reference, day and amount, and {count} once now")


def _stay_below(work: UnitOfWork, table: str, column: str, kept: Found, gone: Found) -> None:
    """Nobody comes to be above itself: where the one that goes is right above, what was above it takes its place."""
    if work.row(table, kept.record_id)[column] == gone.record_id:
        work.update(table, kept.record_id, {column: work.row(table, gone.record_id)[column]})
    sql = f"""WITH RECURSIVE up (id) AS (
        SELECT "{column}" FROM {table} WHERE id = ? UNION SELECT t."{column}" FROM up JOIN {table} t ON t.id = up.id
    ) SELECT 1 FROM up WHERE id = ?"""
    if work.scalar(sql, kept.record_id, gone.record_id):
        raise Refused(f"{gone.reference} is further above {kept.reference}: merge it with what is between them first")


def _move(work: UnitOfWork, name: str, kept: Found, gone: Found) -> None:
    """Whatever names the one that goes names the one that stays, and none names it twice."""
    for table, column, *_ in referrers(name):
        if link := link_of(table):
            _, own, theirs = link.field.link(link.noun.name)
            double = f"""SELECT id FROM {table} WHERE {theirs} = ? AND {own} IN
                (SELECT {own} FROM {table} WHERE {theirs} = ?)"""
            for (link_id,) in work.connection.execute(double, (gone.record_id, kept.record_id)).fetchall():
                work.delete(table, link_id)
        where = f't."{column}" = ? AND t.id IS NOT {int(kept.record_id)}' if table == name else f't."{column}" = ?'
        if change_all(work.connection, table, f'"{column}" = {int(kept.record_id)}', where, (gone.record_id,)):
            work.bulk_images = True


def _fill(work: UnitOfWork, noun: Noun, kept: Found, gone: Found) -> None:
    """Give the one that stays what it lacks, take the other out, and keep what that was called."""
    stays, goes = work.row(noun.name, kept.record_id), work.row(noun.name, gone.record_id)
    found = {
        field.column: value
        for field in noun.fields
        if field.column not in (noun.ended, _SINCE)
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
