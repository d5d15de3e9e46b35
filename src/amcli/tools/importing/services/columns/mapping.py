"""Which column of the file each field is taken from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from amcli.base.errors import BadValue
from amcli.base.fields import Field, Noun, Type
from amcli.base.text import nearest, one_line, quote
from amcli.tools.importing.services.columns import crm_names as crm

REJECT_COLUMNS = ("line", "reason")  # what a file of rejected rows has besides the original columns
JOINT = "+"
STAGE = "stage"

_OWNER = Field("account", Type.REF, "The account whose budget it is.", noun="account")
# What a file may say besides the fields of a record.
_MORE = {
    "expense": (_OWNER,),
    "contact": (Field("first_name", help="Joined to the name."), Field("last_name", help="Joined to the name.")),
    "interaction": (Field("subject", help="Joined to the text."), Field("comments", help="Joined to the text.")),
    "deadline": (Field("status", help="Whether it is done."),),
    "sale": (Field(STAGE, help="Whether the deal is won: others are left out."),),
    "target": (Field("start_date", help="Joined to the period."), Field("end_date", help="Joined to the period.")),
}
# The field that others make, what is between them, and those others in their order.
_PARTS = {
    "contact": ("name", " ", ("first_name", "last_name")),
    "interaction": ("text", "\n", ("subject", "comments")),
    "target": ("period", "..", ("start_date", "end_date")),
}


@dataclass(frozen=True, slots=True)
class ColumnSource:
    """A field, the numbers of the columns that it is taken from, and what those are called in the file.

    joint: what is between the texts of several columns. constant: what it is in all rows, where no column says it.
    """

    field: Field
    columns: tuple[int, ...]
    title: str
    joint: str = "-"
    constant: str = ""


def fields_of(noun: Noun) -> tuple[Field, ...]:
    """What a file may say of a record: its fields, and what only files have, such as the stage of a deal."""
    more = _MORE.get(noun.name, ())
    return (*more, *noun.fields) if noun.name == "expense" else (*noun.fields, *more)


def map_columns(noun: Noun, header: Sequence[str], mapping: Mapping[str, str]) -> tuple[ColumnSource, ...]:
    """Where each field comes from: as `mapping` (field → "COLUMN" or "COL1+COL2") says, else by the header's names.

    A name of ours counts before one that a CRM uses, and no column is taken twice unless the mapping says so. BadValue
    for a field or column that there is not, for a name that two columns have, and for a needed field without a column.
    """
    fields = {spelling: field for field in fields_of(noun) for spelling in _spellings(field)}
    names = [plain_title(name) for name in header]
    found: dict[str, ColumnSource] = {}
    for name, column in mapping.items():
        field = fields.get(plain_title(name))
        if field is None:
            known = [field.name for field in fields_of(noun)]
            raise BadValue(f"{quote(name)} is no field of {noun.view}: use {', '.join(known)}", nearest(name, known))
        found[field.name] = ColumnSource(field, _mapped(field, column, header, names), one_line(column))
    mapped = set(found)
    foreign = _foreign_names(noun, names)
    for spellings in (lambda field: [] if field.name == STAGE else [_spellings(field)], foreign):
        used = {column for source in found.values() for column in source.columns}
        for field in fields_of(noun):
            if field.name not in found and (place := _place(field, spellings(field), header, names, used)) is not None:
                found[field.name] = ColumnSource(field, (place,), one_line(header[place]))
                used.add(place)
    _join(noun, found, mapped)
    _imply(noun, names, found)
    _needed(noun, header, found)
    return tuple(found[field.name] for field in fields_of(noun) if field.name in found)


def known_titles(noun: Noun, mapping: Mapping[str, str]) -> Callable[[str], bool]:
    """Whether a name may be that of a column: of a field, of what CRMs call one, or one that `mapping` names."""
    names = {spelling for field in fields_of(noun) for spelling in _spellings(field)}
    names |= {plain_title(name) for called in crm.NAMES.get(noun.name, {}).values() for name in called.split("|")}
    names |= {plain_title(part) for column in mapping.values() for part in (column, *column.split(JOINT))}
    names -= {""}
    return lambda title: plain_title(title) in names


def needed_columns(sources: Sequence[ColumnSource]) -> frozenset[int]:
    """The columns of what a record cannot be without."""
    needed = (source for source in sources if source.field.required or source.field.default == "today")
    return frozenset(column for source in needed for column in source.columns)


def left_out(header: Sequence[str], sources: Sequence[ColumnSource]) -> tuple[str, ...]:
    """The names of the columns that no field is taken from, without those of a file of rejects."""
    used = {column for source in sources for column in source.columns}
    return tuple(
        one_line(name)
        for n, name in enumerate(header)
        if n not in used and name.strip() and plain_title(name) not in REJECT_COLUMNS
    )


def plain_title(name: str) -> str:
    """A name without what does not count: case, spaces and signs, a byte-order mark, where a reply keeps its values."""
    name = name.strip().removeprefix("properties.")
    return "".join(each for each in name if each.isalnum() or each in "#%+").casefold()


def _place(
    field: Field, names: Iterable[Set[str]], header: Sequence[str], plains: Sequence[str], used: Set[int]
) -> int | None:
    """The column that has the first of these names that any column has."""
    for wanted in names:
        columns = [n for n, name in enumerate(plains) if name in wanted and n not in used]
        if len(columns) > 1:
            both = " and ".join(quote(header[n]) for n in columns)
            raise BadValue(f"the columns {both} may both be the {field.name}: type --map {field.name}=COLUMN")
        if columns:
            return columns[0]
    return None


def _foreign_names(noun: Noun, plains: Sequence[str]) -> Callable[[Field], list[Set[str]]]:
    """What CRMs call a field, the preferred name first."""
    known = crm.NAMES.get(noun.name, {})
    unlikely = _plains(crm.ONLY_OF_DEALS) if _plains(crm.SHOWING_DEALS).isdisjoint(plains) else set()

    def names(field: Field) -> list[Set[str]]:
        spelled = [plain_title(name) for name in known.get(field.name, "").split("|")]
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


def _imply(noun: Noun, plains: Sequence[str], found: dict[str, ColumnSource]) -> None:
    """A column of notes makes notes of all rows."""
    if noun.name != "interaction" or "kind" in found:
        return
    for kind, names in crm.KINDS_BY_COLUMN.items():
        if not _plains(names).isdisjoint(plains):
            found["kind"] = ColumnSource(noun.field("kind"), (), "", constant=kind)
            return


def _mapped(field: Field, text: str, header: Sequence[str], plains: Sequence[str]) -> tuple[int, ...]:
    whole = _numbers(text, header, plains)
    parts = [whole] if whole else [_numbers(part, header, plains) for part in text.split(JOINT)]
    for part, numbers in zip([text] if whole else text.split(JOINT), parts, strict=True):
        if not numbers:
            near = nearest(part, header)
            raise BadValue(
                f"--map {field.name}: the file has no column {quote(part.strip())}; {_columns(header)}", near
            )
        if len(numbers) > 1:
            raise BadValue(f"--map {field.name}: the file has {len(numbers)} columns {quote(part.strip())}")
    return tuple(numbers[0] for numbers in parts)


def _numbers(text: str, header: Sequence[str], plains: Sequence[str]) -> list[int]:
    """The columns of that name: spelled just so, else in any case."""
    exact = [n for n, name in enumerate(header) if name.strip() == text.strip()]
    return exact or [n for n, name in enumerate(plains) if name and name == plain_title(text)]


def _needed(noun: Noun, header: Sequence[str], found: Mapping[str, ColumnSource]) -> None:
    """A file that does not say the day would be taken as all of today: that is asked for too."""
    for field in noun.fields:
        if field.name not in found and (field.required or field.default == "today"):
            raise BadValue(
                f"{noun.view} need the {field.name}, and no column has this name: "
                f"type --map {field.name}=COLUMN; {_columns(header)}"
            )


def _columns(header: Sequence[str]) -> str:
    shown = ", ".join(one_line(name) for name in header[:20])
    return f"the columns are {shown}{', …' if len(header) > 20 else ''}"


def _spellings(field: Field) -> set[str]:
    return {plain_title(field.name), plain_title(field.flag), plain_title(field.stored or field.name)}


def _plains(names: str) -> set[str]:
    return {plain_title(name) for name in names.split("|")}
