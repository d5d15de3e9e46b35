"""Two accounts, or two contacts, that are one: what they ask for beyond a merge of any two records."""

from __future__ import annotations

from amcli.base.address_card import FIELD, CardLine, added_lines, escape_value, kept_lines, kept_text
from amcli.base.errors import Refused
from amcli.base.fields import Type
from amcli.base.registry import NOUNS
from amcli.base.text import number_of
from amcli.features.accounts.services.memberships import day_of_circle
from amcli.features.accounts.services.merge_figures import merge_figures
from amcli.records.services.merge import SHOWN, Merging, note_ended
from amcli.store.lookup import Found
from amcli.store.session import UnitOfWork
from amcli.store.stand_in import subjects

# What makes two sales of one reference the same sale.
_SAME_SALE = "b.date = a.date AND b.amount_minor = a.amount_minor AND b.currency = a.currency"
_REACHED = {"email": "EMAIL", "email_other": "EMAIL", "phone": "TEL", "mobile": "TEL"}  # by the lines of cards
_SAME_PERSON = """SELECT a.name, 'C' || a.id, 'C' || b.id
    FROM contact a JOIN contact b ON name_key(b.name) = name_key(a.name)
    WHERE a.account_id = ? AND b.account_id = ?"""


class _Accounts(Merging):
    """What accounts ask for: figures of one period, sales of one reference, and what both have by the same key."""

    unfilled = ("parent_since",)  # is said of the parent, which stays as it is

    def begin(self, work: UnitOfWork, kept: Found, gone: Found, figures: str) -> list[str]:
        """Unite figures and sales; say who or what may be one. Refused for two sales of one reference."""
        same = merge_figures(work, kept, gone, figures)
        _one_sale_a_reference(work, kept, gone)
        rows = work.connection.execute(_SAME_PERSON, (kept.record_id, gone.record_id)).fetchall()
        for person, one, other in rows[:SHOWN]:
            work.notes.append(f"{person} is a contact of both: `amcli contact merge {one} {other}`")
        work.notes += _twins(work, kept, gone)
        return same

    def end(self, work: UnitOfWork, kept: Found) -> None:
        """Refused where the account would be part of itself on a day."""
        if (day := day_of_circle(work, kept.record_id)) is not None:
            raise Refused(
                f"{kept.reference} would be part of itself{day}: what one of the two was part of was below the other "
                "then; see `amcli membership list`"
            )


class _Contacts(Merging):
    """What contacts ask for: they are of one account."""

    def begin(self, work: UnitOfWork, kept: Found, gone: Found, figures: str) -> list[str]:
        """Say who of the two left. Refused for contacts of two accounts."""
        homes = {work.row("contact", one.record_id)["account_id"] for one in (kept, gone)}
        if len(homes) > 1:
            raise Refused(
                f"{kept.reference} and {gone.reference} are contacts of two accounts: "
                "merge the accounts, or `amcli contact edit` one first"
            )
        note_ended(work, NOUNS["contact"], kept, gone)
        _reach_both(work, kept, gone)
        return super().begin(work, kept, gone, figures)


ACCOUNTS, CONTACTS = _Accounts(), _Contacts()


def _reach_both(work: UnitOfWork, kept: Found, gone: Found) -> None:
    """No number and no address is lost: a second address has its place, what has none goes to the lines of the card."""
    stays, goes = (work.row("contact", one.record_id) for one in (kept, gone))
    made = {**stays, **{column: goes[column] for column in (*_REACHED, "uid") if stays[column] is None}}
    lines = {line.values(FIELD)[:1]: line for line in kept_lines(goes["card"]) if line.values(FIELD)}
    more = [line for line in kept_lines(goes["card"]) if not line.values(FIELD)]
    for column, name in _REACHED.items():
        text, line = goes[column], lines.pop((column,), CardLine(name, ""))
        if text is None or text in (stays[each] for each in _REACHED):
            continue
        if stays[column] is None or (name == "EMAIL" and made["email_other"] in (None, text)):
            taken = column if stays[column] is None else "email_other"
            made[taken] = text
            more += [line.marked(taken)] if line.values(FIELD) else []
            continue
        more.append(line.without(FIELD)._replace(value=escape_value(text)))
        work.notes.append(f"{kept.reference} keeps {text} in its card: it has another {column.replace('_', ' ')}")
    more += [line for (field,), line in lines.items() if stays.get(field) is None]
    card = added_lines(made["card"] or "", kept_text(more))
    work.update("contact", kept.record_id, {**made, "card": card or None})


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
