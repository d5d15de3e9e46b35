"""Which column of the file each field is taken from.

The whole kind: a column is known by its name, in our words or those of other systems (crm_names), with the currency of
its amounts behind it or not. Where several could be the field, the one that is filled and fits wins, and that is said;
where more than one is and does, the import stops with a question (rivals). What `--map` says comes before all of this,
and what `--ignore` names is as if it were not there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.fields import CURRENCY_FIELD, Field, Noun, Type, is_record_currency
from amcli.base.registry import NOUNS
from amcli.base.text import nearest, one_line, quote
from amcli.tools.importing.services.columns import column_words as words
from amcli.tools.importing.services.columns import crm_names as crm
from amcli.tools.importing.services.columns.column_source import ColumnSource
from amcli.tools.importing.services.columns.currency_column import find_currency
from amcli.tools.importing.services.columns.deal_columns import ACTUAL, FLAGS, LOST_ON, STAGE, STATUS, settle_deals
from amcli.tools.importing.services.columns.first_rows import FirstRows
from amcli.tools.importing.services.columns.header import (
    Header,
    plain_title,
    plain_titles,
    reject_columns,
    without_clock,
)
from amcli.tools.importing.services.columns.key_columns import key_beside
from amcli.tools.importing.services.columns.ledger_columns import ask_of_refunds, ledger_answer
from amcli.tools.importing.services.columns.map_option import Part, parts_of
from amcli.tools.importing.services.columns.reach_columns import other_columns, settle_reach
from amcli.tools.importing.services.columns.register_columns import settle_register
from amcli.tools.importing.services.columns.rivals import choose
from amcli.tools.importing.services.columns.ticket_names import ORGANISATIONS, PERSONS

__all__ = [
    "STAGE", "STATUS", "ColumnSource", "Mapped", "fields_of", "left_out", "map_columns",
    "plain_title",
]  # fmt: skip

JOINT = "+"
VOIDED = "voided"  # that a row does not
# Nouns whose files have columns that none of ours is, and words of each system's user.
DEALS = "opportunity"
REGISTERED = "contract"
TICKETS = "issue"
SUMMED = (Type.MONEY, Type.NUMBER)  # of which --map takes sums

_OWNER = Field("account", Type.REF, "The account whose budget it is.", noun="account")
_OF_A_NAME = (Field("first_name", help="Joined to the name."), Field("last_name", help="Joined to the name."))
# What a file may say besides the fields of a record.
_MORE = {
    "expense": (_OWNER,),
    "contact": _OF_A_NAME,
    "colleague": _OF_A_NAME,
    "interaction": (Field("subject", help="Joined to the text."), Field("comments", help="Joined to the text.")),
    "deadline": (Field("status", help="Whether it is done."),),
    "opportunity": (
        Field(STATUS, help="Whether it is open, won or lost, beside its stage."),
        *(Field(name, help="A yes where it is so.") for name in FLAGS),
        Field(LOST_ON, Type.DATE, "The day it was lost, where that is not in the column of `closed`."),
        Field(ACTUAL, Type.MONEY, "What a won one came to, beside what was expected."),
    ),
    "contract": (Field("extendable", help="Whether it can go on after its end, where no column says how."),),
    "issue": (
        Field("solved", Type.DUE, "When it was solved, where that is not when it was closed."),
        Field("raised_by_email", help="Whose address is that of who raised it."),
    ),
    "sale": (Field(STAGE, help="Whether the deal is won: others are left out."),),
    "target": (Field("start_date", help="Joined to the period."), Field("end_date", help="Joined to the period.")),
}
# And of what adds or takes away.
_STATES = (
    Field(STATUS, help="Whether the row counts: a draft or what is void is left out."),
    Field(VOIDED, help="A yes or a day, where the row was cancelled."),
)
# The field that others make, what is between them, and those others in their order.
_PARTS = {
    "contact": ("name", " ", ("first_name", "last_name")),
    "colleague": ("name", " ", ("first_name", "last_name")),
    "interaction": ("text", "\n", ("subject", "comments")),
    "target": ("period", "..", ("start_date", "end_date")),
}


class Mapped(NamedTuple):
    """Where each field comes from, in the order of the fields, and what was decided for the user, a line each."""

    sources: tuple[ColumnSource, ...]
    decisions: tuple[str, ...] = ()


def fields_of(noun: Noun) -> tuple[Field, ...]:
    """What a file may say of a record: its fields, and what only files have, such as the stage of a deal.

    The currency too, of amounts that are in that of another record: a file may contradict it.
    """
    more = _MORE.get(noun.name, ()) + (_STATES if noun.signs else ())
    types = {field.type for field in noun.fields}
    lent = (CURRENCY_FIELD,) if Type.MONEY in types and Type.CURRENCY not in types else ()
    own = [field for field in noun.fields if not field.nouns]  # what a record is about is amcli's own id
    return (*more, *own, *lent) if noun.name == "expense" else (*own, *more, *lent, *noun.beside)


def map_columns(
    noun: Noun,
    titles: Sequence[str],
    mapping: Mapping[str, str],
    *,
    ignored: Sequence[str] = (),
    rows: FirstRows | None = None,
    whose: str = "",
) -> Mapped:
    """Where each field comes from: as `mapping` (field → what --map takes) says, else by the names of the columns.

    ignored: columns that are as if they were not there. rows: the first of the file, which tell what columns hold.
    whose: the records are where no column says it. A name of ours counts before one that another system uses, and no
    column is taken twice unless the mapping says so.
    BadValue for a field or column that there is not, for a needed field without a column, and for what has to be asked:
    two columns that may both be one field, and a currency that is not understood.
    """
    rows = rows or FirstRows()
    header = Header(titles, (*ignored, *other_columns(noun, titles, rows, mapping)))
    found = _mapped_fields(noun, header, mapping)
    mapped = set(found)
    said = _named_fields(noun, header, rows, found)
    currency = next(filter(is_record_currency, fields_of(noun)), None)
    if currency and currency.name not in found:
        source, why = find_currency(currency, noun, header, rows, found)
        said += why
        if source:
            found[currency.name] = source
    said += _add_keys(noun, header, rows, found, mapped)
    _join(noun, found, mapped)
    settle_reach(noun, header, found, mapped)
    _imply(noun, header.plains, found)
    if has_stages(noun):
        said += settle_deals(fields_of(noun), found, rows)
    if noun.name == TICKETS:
        _join_address(noun, found)
    if noun.name == REGISTERED:
        said += settle_register(noun, found)
    if whose and noun.owner and noun.owner.name not in found:
        found[noun.owner.name] = ColumnSource(noun.owner, (), "--account", constant=whose)
    _needed(noun, header, found)
    if noun.signs:
        ask_of_refunds(header, rows, found.values())
    sources = tuple(found[field.name] for field in fields_of(noun) if field.name in found)
    return Mapped(sources, tuple(said))


def _named_fields(noun: Noun, header: Header, rows: FirstRows, found: dict[str, ColumnSource]) -> list[str]:
    """Find the fields that are not mapped by the names of columns, ours first; what was decided. BadValue."""
    said: list[str] = []
    foreign = _foreign_names(noun, header)
    # Whether Status is a stage or a state, the other columns tell.
    named = {
        field.name: field for field in fields_of(noun) if field.name not in ((STAGE, STATUS) if noun.signs else ())
    }
    own = {spelling for field in named.values() for spelling in _spellings(field)}

    def own_names(field: Field) -> list[Set[str]]:
        return [_spellings(field)] if field.name in named else []

    for names_of in (own_names, foreign):
        used = {column for source in found.values() for column in source.columns}
        for field in fields_of(noun):
            if field.name in found or is_record_currency(field) or not header.any_of(names_of(field), field, used):
                continue
            names = [*own_names(field), *foreign(field)]
            place, why = choose(field, names, header, rows, used, own - _spellings(field))
            said += why
            if place is not None:
                found[field.name] = ColumnSource(field, (place,), header.shown(place), unit=header.unit(field, [place]))
                used.add(place)
    return said


def _add_keys(
    noun: Noun, header: Header, rows: FirstRows, found: dict[str, ColumnSource], mapped: Set[str]
) -> list[str]:
    """Let records that have codes be found by their keys too, beside the column of their names; what is said."""
    said = []
    used = {column for source in found.values() for column in source.columns}
    for name, source in found.items():
        field = source.field
        if name in mapped or field.many or field.noun in ("", noun.name) or not NOUNS[field.noun].coded:
            continue
        place = key_beside(noun, source, header, rows, used)
        if place is not None:
            found[name] = replace(source, key=place)
            said.append(
                f"{name} is {quote(source.title)}, and {quote(header.shown(place))} where a record has that key"
            )
    return said


def is_column_name(noun: Noun, mapping: Mapping[str, str]) -> Callable[[str], bool]:
    """Whether a name may be that of a column: of a field, of what CRMs call one, or one that `mapping` names."""
    names = {spelling for field in fields_of(noun) for spelling in _spellings(field)}
    names = names.union(*map(plain_titles, crm.NAMES.get(noun.name, {}).values()))
    names |= {plain_title(part) for column in mapping.values() for part in (column, *re.split("[+-]", column))}
    names -= {""}
    return lambda title: plain_title(title) in names or plain_title(without_clock(title)) in names


def needed_columns(sources: Sequence[ColumnSource]) -> frozenset[int]:
    """The columns of what a record cannot be without."""
    needed = (source for source in sources if source.field.required or source.field.default == "today")
    return frozenset(column for source in needed for column in source.columns)


def left_out(titles: Sequence[str], sources: Sequence[ColumnSource]) -> tuple[str, ...]:
    """The names of the columns that no field is taken from, without those of a file of rejects."""
    used = {column for source in sources for column in source.all_columns} | reject_columns(titles)
    return tuple(one_line(name) for n, name in enumerate(titles) if n not in used and name.strip())


def _mapped_fields(noun: Noun, header: Header, mapping: Mapping[str, str]) -> dict[str, ColumnSource]:
    """The fields that --map names. BadValue for a field or a column that there is not."""
    fields = {spelling: field for field in fields_of(noun) for spelling in _spellings(field)}
    found: dict[str, ColumnSource] = {}
    for name, typed in mapping.items():
        field = fields.get(plain_title(name))
        if field is None:
            known = [field.name for field in fields_of(noun)]
            raise BadValue(f"{quote(name)} is no field of {noun.view}: use {', '.join(known)}", nearest(name, known))
        found[field.name] = _mapped(field, typed, header)
    return found


def _mapped(field: Field, typed: str, header: Header) -> ColumnSource:
    numeric = field.type in SUMMED
    parts = parts_of(typed, lambda name: bool(header.numbers(name)), header.is_spelled, numeric=numeric)
    pieces = tuple(part.text if part.is_text else _number(field, part, header) for part in parts)
    columns = tuple(piece for piece in pieces if isinstance(piece, int))
    title = one_line(typed)
    if not columns:
        return ColumnSource(field, (), title, constant="".join(map(str, pieces)))
    if numeric and (len(parts) > 1 or parts[0].minus):
        return ColumnSource(
            field, columns, title, minus=tuple(part.minus for part in parts), unit=header.unit(field, columns)
        )
    has_texts = len(columns) < len(pieces)
    return ColumnSource(field, columns, title, pieces=pieces if has_texts else (), unit=header.unit(field, columns))


def _number(field: Field, part: Part, header: Header) -> int:
    numbers = header.numbers(part.text)
    if not numbers:
        near = nearest(part.text, header.titles)
        what = f"--map {field.name}: the file has no column {quote(part.text.strip())}"
        raise BadValue(f"{what}; {header.listed()}", near)
    if len(numbers) > 1:
        raise BadValue(f"--map {field.name}: the file has {len(numbers)} columns {quote(part.text.strip())}")
    return numbers[0]


def _foreign_names(noun: Noun, header: Header) -> Callable[[Field], list[Set[str]]]:
    """What other systems call a field, the preferred name first."""
    signs = f"{crm.SIGN_NAMES} | {crm.BACK_NAMES}"
    signing = {STATUS: crm.STATE_NAMES, VOIDED: crm.VOID_NAMES, noun.signs: signs} if noun.signs else {}
    known = {**crm.NAMES.get(noun.name, {}), **signing}
    deals = not plain_titles(crm.SHOWING_DEALS).isdisjoint(header.plains)
    unlikely = frozenset() if deals or not noun.signs else plain_titles(crm.ONLY_OF_DEALS)
    firms = noun.name == TICKETS and not plain_titles(f"{words.FIRM} | {ORGANISATIONS}").isdisjoint(header.plains)
    persons = plain_titles(PERSONS) if firms else frozenset()  # beside the firm they are who wrote

    def names(field: Field) -> list[Set[str]]:
        if deals and noun.signs and field.name in (STATUS, noun.signs):
            return []  # a deal has a stage, and its type is that of the deal
        spelled = [plain_title(name) for name in known.get(field.name, "").split("|")]
        if field == noun.owner:
            spelled = [name for name in spelled if name not in persons]
        return [{name} for name in spelled if name and not (field.name == STAGE and name in unlikely)]

    return names


def _join(noun: Noun, found: dict[str, ColumnSource], mapped: Set[str]) -> None:
    """Make one field of its parts, such as the name of first and last name, unless the file has it as a whole."""
    if noun.name not in _PARTS:
        return
    whole, joint, names = _PARTS[noun.name]
    parts = [found.pop(name) for name in names if name in found]
    if parts and (whole not in found or (whole not in mapped and not mapped.isdisjoint(names))):
        columns = tuple(column for part in parts for column in part.columns)
        found[whole] = ColumnSource(noun.field(whole), columns, JOINT.join(part.title for part in parts), joint)


def _join_address(noun: Noun, found: dict[str, ColumnSource]) -> None:
    """Let the address of who raised a ticket stand beside the name, as the key of a person."""
    email = found.pop("raised_by_email", None)
    if email is None or not email.columns:
        return
    by_name = found.get("raised_by")
    if by_name is None:
        found["raised_by"] = replace(email, field=noun.field("raised_by"))
    elif len(by_name.columns) == 1:
        found["raised_by"] = replace(by_name, key=email.columns[0])


def _imply(noun: Noun, plains: Sequence[str], found: dict[str, ColumnSource]) -> None:
    """A column of notes makes notes of all rows."""
    if noun.name != "interaction" or "kind" in found:
        return
    for kind, names in crm.KINDS_BY_COLUMN.items():
        if not plain_titles(names).isdisjoint(plains):
            found["kind"] = ColumnSource(noun.field("kind"), (), "", constant=kind)
            return


def is_needed(noun: Noun, field: Field) -> bool:
    """Whether each row has to say it. A file that does not say the day would be taken as all of today."""
    return (field.required or field.default == "today") and field.name not in noun.completed


def has_stages(noun: Noun) -> bool:
    """Whether its rows are deals, whose stages are those of the portfolio."""
    return noun.name == DEALS


def moves(noun: Noun) -> bool:
    """Whether its rows stand somewhere, in words of each system's user, which --stage tells."""
    return noun.name in (DEALS, TICKETS)


def gathers(noun: Noun) -> bool:
    """Whether its rows name few accounts, people and stages, each in many: what is wrong with them is said once."""
    return noun.name in (DEALS, REGISTERED, TICKETS)


def _needed(noun: Noun, header: Header, found: Mapping[str, ColumnSource]) -> None:
    for field in noun.fields:
        if field.name not in found and is_needed(noun, field):
            typed = ledger_answer(field, header) or f"--map {field.name}=COLUMN"
            raise BadValue(
                f"{noun.view} need the {field.name}, and no column has this name: type {typed}; {header.listed()}"
            )


def _spellings(field: Field) -> set[str]:
    return {plain_title(field.name), plain_title(field.flag), plain_title(field.stored or field.name)}
