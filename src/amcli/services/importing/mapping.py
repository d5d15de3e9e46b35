"""Which column of the file each field is taken from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from amcli.domain.errors import BadValue
from amcli.domain.fields import Field, Noun, Type
from amcli.domain.text import nearest, one_line, quote

REJECT_COLUMNS = ("line", "reason")  # what a file of rejected rows has besides the original columns
JOINT = "+"

_OWNER = Field("account", Type.REF, "The account whose budget it is.", noun="account")
_SPACE = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class Taken:
    """A field, the numbers of the columns that it is taken from, and what those are called in the file."""

    field: Field
    columns: tuple[int, ...]
    title: str


def fields_of(noun: Noun) -> tuple[Field, ...]:
    """What a file may say of a record: its fields, and for an expense the account, which tells budgets apart."""
    return (_OWNER, *noun.fields) if noun.name == "expense" else noun.fields


def take(noun: Noun, header: Sequence[str], mapping: Mapping[str, str]) -> tuple[Taken, ...]:
    """Where each field comes from: as `mapping` (field → "COLUMN" or "COL1+COL2") says, else by the header's names.

    A name counts in any case, with or without spaces, underscores and hyphens. BadValue for a field or column that
    there is not, for a name that two columns have, and for a needed field without a column.
    """
    fields = {spelling: field for field in fields_of(noun) for spelling in _spellings(field)}
    plain = [_plain(name) for name in header]
    found: dict[Field, Taken] = {}
    for name, column in mapping.items():
        field = fields.get(_plain(name))
        if field is None:
            known = [field.name for field in fields_of(noun)]
            raise BadValue(f"{quote(name)} is no field of {noun.view}: use {', '.join(known)}", nearest(name, known))
        found[field] = Taken(field, _mapped(field, column, header, plain), one_line(column))
    for field in fields_of(noun):
        if field not in found and (columns := [n for n, name in enumerate(plain) if name in _spellings(field)]):
            if len(columns) > 1:
                both = " and ".join(quote(header[n]) for n in columns)
                raise BadValue(f"the columns {both} may both be the {field.name}: type --map {field.name}=COLUMN")
            found[field] = Taken(field, (columns[0],), one_line(header[columns[0]]))
    _needed(noun, header, found)
    return tuple(found[field] for field in fields_of(noun) if field in found)


def left_out(header: Sequence[str], taken: Sequence[Taken]) -> tuple[str, ...]:
    """The columns that no field is taken from."""
    used = {column for one in taken for column in one.columns}
    return tuple(
        one_line(name)
        for n, name in enumerate(header)
        if n not in used and name.strip() and _plain(name) not in REJECT_COLUMNS
    )


def _mapped(field: Field, text: str, header: Sequence[str], plain: Sequence[str]) -> tuple[int, ...]:
    whole = _numbers(text, header, plain)
    parts = [whole] if whole else [_numbers(part, header, plain) for part in text.split(JOINT)]
    for part, numbers in zip([text] if whole else text.split(JOINT), parts, strict=True):
        if not numbers:
            near = nearest(part, header)
            raise BadValue(
                f"--map {field.name}: the file has no column {quote(part.strip())}; {_columns(header)}", near
            )
        if len(numbers) > 1:
            raise BadValue(f"--map {field.name}: the file has {len(numbers)} columns {quote(part.strip())}")
    return tuple(numbers[0] for numbers in parts)


def _numbers(text: str, header: Sequence[str], plain: Sequence[str]) -> list[int]:
    """The columns of that name: spelled just so, else in any case."""
    exact = [n for n, name in enumerate(header) if name.strip() == text.strip()]
    return exact or [n for n, name in enumerate(plain) if name and name == _plain(text)]


def _needed(noun: Noun, header: Sequence[str], found: Mapping[Field, Taken]) -> None:
    """A file that does not say the day would be taken as all of today: that is asked for too."""
    for field in noun.fields:
        if field not in found and (field.required or field.default == "today"):
            raise BadValue(
                f"{noun.view} need the {field.name}, and no column has this name: "
                f"type --map {field.name}=COLUMN; {_columns(header)}"
            )


def _columns(header: Sequence[str]) -> str:
    shown = ", ".join(one_line(name) for name in header[:20])
    return f"the columns are {shown}{', …' if len(header) > 20 else ''}"


def _spellings(field: Field) -> set[str]:
    return {_plain(field.name), _plain(field.flag), _plain(field.stored or field.name)}


def _plain(name: str) -> str:
    return _SPACE.sub("", name).casefold()
