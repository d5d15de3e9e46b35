"""Numbers and addresses of people in several columns, of which a contact has two each.

The whole kind: the contacts.csv of Outlook, with a column for each number by what it is of, and of Google, with columns
of numbers beside columns that say what each is of, several values in one cell. Each row is looked at by itself: its
first number that somebody answers is the phone, the first of a mobile the mobile, a fax or a pager is neither while
there is another; its first two addresses are the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, MutableMapping, Sequence, Set
from functools import cache
from typing import NamedTuple

from amcli.base.fields import Noun
from amcli.base.phone_kinds import NumberKind, kind_of_number, place_of_numbers
from amcli.base.text import number_of, quote, unescape_cell
from amcli.tools.importing.services.columns.column_source import ColumnSource
from amcli.tools.importing.services.columns.first_rows import FirstRows
from amcli.tools.importing.services.columns.header import Header, plain_title, plain_titles
from amcli.tools.importing.services.columns.rivals import unfit

SEVERAL = ":::"  # between the values of a cell
MOST_SHOWN = 2  # columns that a message names
# The columns of Outlook by what is in them, in its order of preference: English, German, French, Spanish.
_VOICE = """Business Phone | Telefon geschäftlich | Telefon (geschäftlich) | Téléphone (bureau) | Teléfono del trabajo |
    Business Phone 2 | Telefon geschäftlich 2 | Telefon (geschäftlich 2) | Téléphone 2 (bureau) |
    Teléfono del trabajo 2 | Primary Phone | Haupttelefon | Téléphone principal | Teléfono principal |
    Company Main Phone | Telefon Firma | Telefon (Zentrale) | Téléphone société |
    Número de centralita de la organización | Other Phone | Weiteres Telefon | Téléphone (autre) | Otro teléfono |
    Home Phone | Telefon privat | Telefon (privat) | Téléphone (domicile) | Particular | Teléfono particular |
    Home Phone 2 | Telefon privat 2 | Telefon (privat 2) | Téléphone 2 (domicile) | Teléfono particular 2"""
_MOBILE = """Mobile Phone | Mobiltelefon | Tél. mobile | Téléphone mobile | Móvil | Teléfono móvil | Mobile Phone 2 |
    Mobiltelefon 2 | Car Phone | Autotelefon | Téléphone (voiture) | Teléfono del automóvil"""
_MACHINE = """Business Fax | Fax geschäftlich | Fax (geschäftlich) | Télécopie (bureau) | Fax del trabajo | Home Fax |
    Fax privat | Télécopie (domicile) | Fax particular | Other Fax | Weiteres Fax | Télécopie (autre) | Otro fax |
    Pager | Récepteur de radiomessagerie | Localizador"""
_ADDRESSES = """E-mail Address | E-Mail-Adresse | Adresse de messagerie | Dirección de correo electrónico |
    Correo electrónico | E-mail 2 Address | E-Mail 2: Adresse | E-Mail-Adresse 2 | Adresse de messagerie 2 |
    Dirección de correo electrónico 2 | Correo electrónico 2 | E-mail 3 Address | E-Mail 3: Adresse |
    E-Mail-Adresse 3 | Adresse de messagerie 3 | Dirección del correo electrónico 3 |
    Dirección de correo electrónico 3 | Correo electrónico 3"""
# What Outlook alone has beside a company and a job: an empty field of its own, and Mr. or Dr.
_OUTLOOK = "Business Phone | Business Fax | E-mail Display Name | E-mail Type | Company Main Phone"
_NOT_OURS = {"account": "Company", "title": "Job Title"}
_TWICE = "titre"  # which French Outlook has for both, the form of address first
_KINDS_OF: Mapping[str, tuple[NumberKind | None, ...]] = {
    "phone": (NumberKind.VOICE, NumberKind.MACHINE, None), "mobile": (NumberKind.MOBILE, None),
    "email": (None,), "email_other": (None,),
}  # fmt: skip
_GOOGLE = re.compile(r"(phone|email)([0-9]{1,3})value")
_STAR = re.compile(r"\*\s*")


class ReachColumn(NamedTuple):
    """A column of numbers, or of addresses. kind: what they are of; label: the column that says so of each cell."""

    place: int
    kind: NumberKind | None = None
    label: int | None = None


class ReachColumns(NamedTuple):
    """The columns of numbers and of addresses, the preferred one first; and what is found, each once.

    beyond: what rows have more of than there are fields. machines: faxes and pagers beside a phone. only_machines:
    those that are the phone, because there is no other number.
    """

    numbers: tuple[ReachColumn, ...]
    addresses: tuple[ReachColumn, ...]
    beyond: dict[str, None]
    machines: dict[str, None]
    only_machines: dict[str, None]

    def text(self, cells: Sequence[str], field: str) -> str:
        """What a field is in a row."""
        if field in ("email", "email_other"):
            found = list(dict.fromkeys(value for value, _ in _values(self.addresses, cells)))
            folded = {value.casefold(): value for value in reversed(found)}
            unique = [value for value in found if folded[value.casefold()] == value]
            self.beyond.update(dict.fromkeys(unique[2:]))
            return "".join(unique[:2][0 if field == "email" else 1 :][:1])
        numbers = _values(self.numbers, cells)
        places = place_of_numbers([kind for _, kind in numbers])
        taken = {numbers[place][0] for place in places if place is not None}
        others = [text for text, kind in numbers if text not in taken and kind is not NumberKind.MACHINE]
        self.beyond.update(dict.fromkeys(others))
        machines = [text for text, kind in numbers if kind is NumberKind.MACHINE]
        self.machines.update(dict.fromkeys(text for text in machines if text not in taken))
        if places[0] is not None and numbers[places[0]][1] is NumberKind.MACHINE:
            self.only_machines[numbers[places[0]][0]] = None
        place = places[0 if field == "phone" else 1]
        return numbers[place][0] if place is not None else ""

    def said(self) -> Iterator[str]:
        """What is to be said of what has no field, and of machines."""
        if self.beyond:
            what = number_of(len(self.beyond), "number or address", "numbers and addresses")
            yield f"left out {what} beyond the two of each that a contact has, such as {quote(next(iter(self.beyond)))}"
        if self.machines:
            what = number_of(len(self.machines), "number", "numbers")
            yield f"left out {what} of a fax or a pager beside a phone, such as {quote(next(iter(self.machines)))}"
        if count := len(self.only_machines):
            phones = "phone is the number" if count == 1 else "phones are the numbers"
            yield f"{count:,} {phones} of a fax or a pager: such contacts have no other number"


def settle_reach(noun: Noun, header: Header, found: MutableMapping[str, ColumnSource], mapped: Set[str]) -> None:
    """Let the numbers and addresses of a noun that has two of each be taken from all columns that have some."""
    if noun.reach is None or len(noun.reach.numbers) < 2:
        return
    _take_last_title(noun, header, found, mapped)
    reach = _columns(header, {name: found[name].columns[0] for name in noun.reach.numbers + noun.reach.addresses
                              if name in found and len(found[name].columns) == 1})  # fmt: skip
    for fields, columns in ((noun.reach.numbers, reach.numbers), (noun.reach.addresses, reach.addresses)):
        taken = {n for name in fields if name in found for n in found[name].columns}
        as_it_stands = {each.place for each in columns} <= taken and not _of_google(header, columns)
        if as_it_stands or not mapped.isdisjoint(fields):
            continue  # what has a column for each, or what the user maps
        places = tuple(dict.fromkeys(n for each in columns for n in (each.place, each.label) if n is not None))
        for place, name in enumerate(fields):
            shown = [header.shown(each.place) for each in columns if each.kind in _KINDS_OF[name]]
            if shown and (name not in noun.reach.addresses or place < len(columns) or _of_google(header, columns)):
                title = " or ".join([*shown[:MOST_SHOWN], *(["…"] if shown[MOST_SHOWN:] else [])])
                found[name] = ColumnSource(noun.field(name), places, title, reach=reach)


def other_columns(noun: Noun, titles: Sequence[str], rows: FirstRows, mapping: Mapping[str, str]) -> tuple[str, ...]:
    """The columns of Outlook that have our names, mean something else, and have what could be ours."""
    places = {plain_title(title): place for place, title in enumerate(titles)}
    is_outlook = not plain_titles(_OUTLOOK).isdisjoint(places) and "firstname" in places
    if noun.reach is None or len(noun.reach.numbers) < 2 or not is_outlook:
        return ()
    typed = {plain_title(text) for text in mapping.values()}
    return tuple(
        titles[places[name]]
        for name, beside in _NOT_OURS.items()
        if name in places and plain_title(beside) in places and name not in typed
        if not unfit(noun.field(name), places[name], rows)
    )


def _take_last_title(noun: Noun, header: Header, found: MutableMapping[str, ColumnSource], mapped: Set[str]) -> None:
    places = [n for n, plain in enumerate(header.plains) if plain == _TWICE]
    if len(places) == 2 and "title" not in mapped and "title" not in found:
        found["title"] = ColumnSource(noun.field("title"), (places[1],), header.shown(places[1]))


def _columns(header: Header, named: Mapping[str, int]) -> ReachColumns:
    """named: the columns that were found by the names of the fields."""
    of_google = {n: match for n, plain in enumerate(header.plains) if (match := _GOOGLE.fullmatch(plain))}
    numbers: dict[int, ReachColumn] = {}
    addresses: dict[int, ReachColumn] = {}
    for n, match in sorted(of_google.items(), key=lambda each: int(each[1][2])):
        stem = f"{match[1]}{match[2]}"
        label = next((at for at, plain in enumerate(header.plains) if plain in (f"{stem}type", f"{stem}label")), None)
        (numbers if match[1] == "phone" else addresses)[n] = ReachColumn(n, None, label)
    kinds = {"phone": NumberKind.VOICE, "mobile": NumberKind.MOBILE}
    for name, place in named.items():
        if name in kinds:
            numbers.setdefault(place, ReachColumn(place, kinds[name]))
        else:
            addresses.setdefault(place, ReachColumn(place))
    for names, kind in ((_VOICE, NumberKind.VOICE), (_MOBILE, NumberKind.MOBILE), (_MACHINE, NumberKind.MACHINE)):
        for place in _places(header, names):
            numbers.setdefault(place, ReachColumn(place, kind))
    for place in _places(header, _ADDRESSES):
        addresses.setdefault(place, ReachColumn(place))
    return ReachColumns(tuple(numbers.values()), tuple(addresses.values()), {}, {}, {})


def _places(header: Header, names: str) -> list[int]:
    ranks = _ranks(names)
    found = [n for n, plain in enumerate(header.plains) if plain in ranks]
    return sorted(found, key=lambda n: ranks[header.plains[n]])


@cache
def _ranks(names: str) -> Mapping[str, int]:
    return {plain_title(name): rank for rank, name in enumerate(names.split("|"))}


def _of_google(header: Header, columns: Sequence[ReachColumn]) -> bool:
    """Whether a cell may have several values, and says beside it what they are of."""
    return any(_GOOGLE.fullmatch(header.plains[each.place]) for each in columns)


def _values(columns: Sequence[ReachColumn], cells: Sequence[str]) -> list[tuple[str, NumberKind]]:
    """The values of a row with what each is of; those that a star marks come first."""
    found: list[tuple[bool, str, NumberKind]] = []
    for column in columns:
        label = cells[column.label] if column.label is not None else ""
        kind = column.kind
        if kind is None:
            kind = kind_of_number((), label)
        for part in unescape_cell(cells[column.place]).split(SEVERAL):
            if text := part.strip():
                found.append((not _STAR.match(label), text, kind))
    found.sort(key=lambda each: each[0])
    return [(text, kind) for _, text, kind in found]
