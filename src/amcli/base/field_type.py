"""What every type of field can do, as a plain text does it.

A type knows how its value is typed, written in a cell, held by JSON, filtered, described and shown. It imports what it
reads with when it reads, because every command loads all types.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from amcli.base.errors import AmcliError, BadValue
from amcli.base.results import Kind
from amcli.base.text import clean, is_empty, name_key, nearest, one_line, quote

if TYPE_CHECKING:
    from datetime import date

    from amcli.base.field_contexts import CellFormats, DocumentContext, FilterContext, LookupContext, SpellContext
    from amcli.base.fields import Field

SEPARATOR = ";"  # between the members of a set, in the file and in an import's cell
# These are looked for inside a text; any other text is compared whole, in any case.
WITHIN = frozenset({"name", "text", "title", "note", "memo", "address", "competitor", "reason"})

NONE, ARROW = "none", "→"  # what is said of a value that is not there, and of a change from one to another
CHANGED = "changed"  # all that is said of a change of what is private

Row = Mapping[str, Any]  # the columns of a row of the table
Term = tuple[str, Sequence[Any]]  # SQL over a noun's view, and its parameters
Schema = dict[str, Any]


class ValueRejected(Exception):
    """A value of a document that cannot be taken: the message says why."""


class Type:
    """How a field's text is read, and so what it may hold. There is one instance of each (base/field_types.py).

    name: as the source has it. kind: what its column holds; timed: a day that may have a time. metavar: what the help
    calls its value. suffix: what its column is called beside the field. escaped: an export writes it so that no
    spreadsheet runs it. telling: its value alone says which row is meant. remembered: a file has few different texts of
    it, and each is worth reading once only.
    """

    name: ClassVar[str] = "TEXT"
    kind: ClassVar[Kind] = Kind.TEXT
    timed: ClassVar[bool] = False
    metavar: ClassVar[str] = ""
    suffix: ClassVar[str] = ""
    escaped: ClassVar[bool] = False
    telling: ClassVar[bool] = True
    remembered: ClassVar[bool] = True

    TEXT: ClassVar[Type]  # one line or more, cleaned of control characters
    CODE: ClassVar[Type]
    INT: ClassVar[Type]
    CHOICE: ClassVar[Type]
    DATE: ClassVar[Type]
    DUE: ClassVar[Type]  # a date, or a date with a time
    MONEY: ClassVar[Type]  # in the record's currency
    CURRENCY: ClassVar[Type]
    NUMBER: ClassVar[Type]  # a quantity
    RATE: ClassVar[Type]
    PERIOD: ClassVar[Type]
    RULE: ClassVar[Type]  # how a deadline comes again
    LEAD_TIMES: ClassVar[Type]  # how long before a deadline it is said
    SPAN: ClassVar[Type]  # a length of time, such as 3m
    REF: ClassVar[Type]  # another record, by the name of `noun`
    ABOUT: ClassVar[Type]  # a record of one of `nouns`, by its id
    PHRASE: ClassVar[Type]  # a text that may hold commas; of a set each is typed by itself
    FLAG: ClassVar[Type]  # yes or no, 1 or 0 in the file; typed as --NAME or --no-NAME

    def __repr__(self) -> str:
        return f"Type.{self.name}"

    def read(self, field: Field, text: str, context: LookupContext, owner: int | None = None) -> Any:
        """What was typed, as the field's column holds it. owner: of a reference, whose records are meant.

        An amount comes as TypedAmount and a period as Period, because more than one column holds them. Raises BadValue,
        NotFound, Ambiguous.
        """
        cleaned, count = clean(text)
        if count:
            context.removed(field, count)
        if cleaned.strip() and not (field.required and is_empty(cleaned)):
            return cleaned
        if field.required:
            raise BadValue(f"the {field.name} cannot be empty")
        return None

    def read_many(
        self, field: Field, raw: str | Iterable[str], context: LookupContext, owner: int | None = None
    ) -> Any:
        """A set, of one text or several: its words joined for a column, None for none. Raises BadValue."""
        texts = [raw] if isinstance(raw, str) else raw
        words = [word.strip() for text in texts for word in text.replace(",", SEPARATOR).split(SEPARATOR)]
        values = dict.fromkeys(value for word in words if word and (value := self.read(field, word, context)))
        if field.choices:
            return SEPARATOR.join(word for word in field.choices if word in values) or None
        return SEPARATOR.join(values) or None

    def as_typed(self, word: str) -> str:
        """A word of a set as a person types it, from what a column has of it."""
        return word

    def as_kept(self, word: str) -> str:
        """The inverse of `as_typed`."""
        return word

    def read_cell(self, field: Field, text: str, context: LookupContext, formats: CellFormats) -> Any:
        """The text of a file's cell, which is not blank, as other programs write it; otherwise as `read`.

        A number that is less than zero comes with its minus, an amount as a FileAmount. Raises BadValue, NotFound,
        Ambiguous.
        """
        return self.read(field, text, context)

    def json_reader(self, field: Field, document: DocumentContext) -> Callable[[Any], Any]:
        """What makes of a document's value, which is not null, what the column holds. It raises ValueRejected.

        Money stays a number, because its currency is in another key.
        """
        if not field.many:
            return document.text

        def read_words(value: Any) -> str:
            words = [self.as_kept(document.text(word)) for word in items(value)]
            if field.choices:
                words = [choice(word, field) for word in words]
            if not all(words) or any(SEPARATOR in word for word in words):
                raise ValueRejected(f"has a word that is empty or holds {SEPARATOR}")
            return SEPARATOR.join(words)

        return read_words

    def spell(self, field: Field, row: Row, context: SpellContext) -> str:
        """The value in a row of the table as a person reads it, on one line; an empty text where there is none."""
        value = row.get(field.column)
        if value is None:
            return ""
        return one_line(", ".join(map(self.as_typed, str(value).split(SEPARATOR))) if field.many else str(value))

    def spell_change(self, field: Field, before: Row, after: Row, context: SpellContext) -> str:
        """From what to what, `none → high`: the values in a row before a change and after it."""
        old, new = (self.spell(field, row, context) or NONE for row in (before, after))
        return f"{old} {ARROW} {new}"

    def days(self, field: Field, text: str, today: date) -> tuple[date, ...]:
        """The days that are typed and may be far away, none where the type is about no days. Raises BadValue."""
        return ()

    def where(self, field: Field, text: str, context: FilterContext) -> Term:
        """The records whose field is what was typed, which is not empty. Raises BadValue, NotFound, Ambiguous."""
        folded = f'name_key("{field.column}")'
        test = f"instr({folded}, ?) > 0" if field.name in WITHIN else f"{folded} = ?"
        return (test, (name_key(text),))

    def where_all(self, field: Field, noun: str, texts: Sequence[str], context: FilterContext) -> Term:
        """The records of a noun whose set has all that was typed; an empty text asks for those without any."""
        if tuple(texts) == ("",):
            return self.where_empty(field)
        if field.choices:
            texts = [one_of(field, text) for text in texts]
        test = f"""instr(';' || name_key("{field.column}") || ';', ';' || ? || ';') > 0"""
        return (" AND ".join([test] * len(texts)), [name_key(text) for text in texts])

    def where_empty(self, field: Field) -> Term:
        """The records that have no value."""
        return (f'"{field.column}" IS NULL', ())

    def schema(self, field: Field, pattern_of: Callable[[str], str]) -> Schema:
        """What JSON Schema says of one value. pattern_of: how the records of a noun are named."""
        return {"type": "string", "enum": list(field.choices)} if field.choices else {"type": "string"}


def one_of(field: Field, text: str) -> str:
    """A word of the field's choices, in any case. Raises BadValue."""
    word = text.strip().lower()
    if word not in field.choices:
        accepted = ", ".join(field.choices)
        raise BadValue(f"{quote(text)} is no {field.name}: use one of {accepted}", nearest(text, field.choices, 1))
    return word


def string(value: Any) -> str:
    """A text of a document. Raises ValueRejected."""
    if not isinstance(value, str):
        raise ValueRejected("is no text")
    return value


def items(value: Any) -> list[Any]:
    """The items of a document's array; an object comes as a list too, but of pairs. Raises ValueRejected."""
    if not isinstance(value, list) or not value or any(isinstance(item, tuple) for item in value):
        raise ValueRejected("is no list of texts")
    return value


def choice(value: Any, field: Field) -> str:
    """A word of the field's choices, spelled so. Raises ValueRejected."""
    if value not in field.choices:
        raise ValueRejected(f"is none of {', '.join(field.choices)}")
    return str(value)


def checked(parse: Callable[[str], Any], text: str) -> Any:
    """What a rule of the command line makes of a text; what it complains of, as ValueRejected."""
    try:
        return parse(text)
    except AmcliError as error:
        raise ValueRejected(error.message) from error
