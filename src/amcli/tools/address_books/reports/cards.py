"""What an address book is told of contacts: who they are and how they are reached, and what their own cards said.

Nothing of what we think of a person goes out: no role, influence, stance, whom they answer to, no note of ours. A note
that came with a card stands in the lines that the contact keeps of it, and goes back as it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from amcli.base.address_card import (
    FIELD,
    CardLine,
    Cards,
    escape_value,
    kept_lines,
    parts_of_value,
    structured_name,
    without_labels_alone,
)
from amcli.base.errors import BadValue
from amcli.base.results import Change, Listing, Message, Record, Report
from amcli.base.text import name_key
from amcli.features.accounts.nouns import CONTACT
from amcli.records.reports.listing import rows_of
from amcli.store.lookup import id_number
from amcli.store.reader import Reader

AT_ONCE = 500  # contacts that one query reads
# What the lines of a field are where no card said more of them.
LINES: Mapping[str, CardLine] = {
    "email": CardLine("EMAIL", "", (("TYPE", ("INTERNET",)),)),
    "email_other": CardLine("EMAIL", "", (("TYPE", ("INTERNET",)),)),
    "mobile": CardLine("TEL", "", (("TYPE", ("CELL",)),)),  # before a phone that is a mobile too
    "phone": CardLine("TEL", "", (("TYPE", ("WORK", "VOICE")),)),
}
_SQL = """SELECT c.id, c.name, c.title, c.email, c.email_other, c.phone, c.mobile, c.uid, c.card,
    a.code AS account, a.name AS account_name FROM contact c JOIN account a ON a.id = c.account_id WHERE c.id IN ({})"""


def export(reader: Reader, *, account: str = "", contacts: Sequence[str] = (), everything: bool = False) -> Listing:
    """The contacts that an export tells: those who are there, of one account, or the ones that are named.

    everything: also who has left. NotFound and Ambiguous as of `find`.
    """
    terms: list[tuple[str, Any]] = []
    whose = reader.find_owner("account", account).record_id if account else None
    if account:
        terms.append(("account_id = ?", whose))
    if contacts:
        ids = [reader.find(CONTACT.name, text, whose).record_id for text in contacts]
        terms.append((f"record_id IN ({', '.join(map(str, ids))}) AND ?", 1))
    elif not everything:
        terms.append((f"{CONTACT.live_on(reader.env.today)} AND ?", 1))
    where = " AND ".join(term for term, _ in terms) or "1"
    return rows_of(reader, CONTACT.name, where, [value for _, value in terms], "account, name, record_id")


def cards(reader: Reader, result: Listing | Report | Record | Change | Message) -> Cards:
    """The contacts of any result as cards. BadValue for a result that has none to show."""
    if isinstance(result, Listing | Report):
        table = (result.columns, result.rows) if "id" in {column.key for column in result.columns} else None
    else:
        table = (result.columns, [result.row]) if isinstance(result, Record) else None
    keys = [column.key for column in table[0]] if table else []
    if table is None or not {"id", "name"} <= set(keys):
        raise BadValue("vcf is for contacts: use it with `contact list`, `contact show` or `export vcard`")
    place = keys.index("id")
    ids = list(dict.fromkeys(_ids(row[place] for row in table[1])))
    return Cards(_cards(reader, ids))


def _ids(references: Iterable[object]) -> Iterator[int]:
    for reference in references:
        number = id_number(CONTACT.letter, str(reference or ""))
        if number is None:
            raise BadValue("vcf is for contacts: use it with `contact list`, `contact show` or `export vcard`")
        yield number


def _cards(reader: Reader, ids: Sequence[int]) -> Iterator[list[CardLine]]:
    portfolio = reader.rows("SELECT uid FROM portfolio").fetchone()[0]
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        cursor = reader.rows(_SQL.format(", ".join("?" * len(some))), tuple(some))
        names = [column[0] for column in cursor.description]
        found = {cells[0]: dict(zip(names, cells, strict=True)) for cells in cursor}
        yield from (_card(found[number], portfolio) for number in some if number in found)


def _card(row: Mapping[str, Any], portfolio: str) -> list[CardLine]:
    """The lines of one card: those of our fields, then what it said beyond them."""
    kept = kept_lines(row["card"])
    marked = {value: line for line in kept if line.name not in ("N", "ORG") for value in line.values(FIELD)}
    name = str(row["name"])
    lines = [
        CardLine("UID", escape_value(row["uid"] or f"contact-{row['id']}@{portfolio}")),
        _structured(kept, name),
        _formatted(kept, name) or _filled(marked.get("name") or CardLine("FN", ""), name),
        _organisation(kept, row),
    ]
    if row["title"]:
        lines.append(_filled(marked.get("title") or CardLine("TITLE", ""), row["title"]))
    for field, plain in LINES.items():
        if row[field]:
            lines.append(_filled(marked.get(field) or plain, row[field]))
    lines += [line for line in kept if line.name != "N" and not line.values(FIELD)]
    return list(without_labels_alone(lines))


def _filled(line: CardLine, text: str) -> CardLine:
    return line.without(FIELD)._replace(value=escape_value(text))


def _structured(kept: Sequence[CardLine], name: str) -> CardLine:
    """The parts of the name as the card has them, while the name is that of the card or has all of these; else the last
    word is the family's.
    """
    lines = [line for line in kept if line.name == "N"]
    found = next((line for line in lines if line.stands_for(name)), None)
    found = found or next((line for line in lines if _is_of(line, name)), None)
    return found.without(FIELD) if found else CardLine("N", structured_name(name))


def _formatted(kept: Sequence[CardLine], name: str) -> CardLine | None:
    """The name as the card writes it (`Rao, Asha`), while it is the same."""
    found = (line for line in kept if line.name == "FN" and line.value and line.stands_for(name))
    return next((line.without(FIELD) for line in found), None)


def _organisation(kept: Sequence[CardLine], row: Mapping[str, Any]) -> CardLine:
    """What the card called it, with its departments, while the contact is of the account that it was taken in for."""
    for line in kept:
        if line.name == "ORG" and line.stands_for(row["account"]):
            return line.without(FIELD)
    return CardLine("ORG", escape_value(row["account_name"]))


def _is_of(line: CardLine, name: str) -> bool:
    """Whether the structured name is still that of the person: each word of its family and given names is in it."""
    words = set(name_key(name).split())
    said = " ".join(parts_of_value(line.value)[:2]).replace(",", " ")
    return set(name_key(said).split()) <= words and bool(said.strip())
