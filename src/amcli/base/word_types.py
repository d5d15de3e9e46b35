"""The types of fields that hold words: codes, choices, whole numbers, currencies, rules, other records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from amcli.base.errors import Ambiguous, BadValue, NotFound
from amcli.base.field_type import (
    SEPARATOR,
    Row,
    Schema,
    Term,
    Type,
    ValueRejected,
    checked,
    choice,
    items,
    one_of,
    string,
)
from amcli.base.results import Kind
from amcli.base.text import check_code, escape_phrase, nearest, quote, unescape_phrase

if TYPE_CHECKING:
    from amcli.base.field_contexts import CellFormats, DocumentContext, FilterContext, LookupContext, SpellContext
    from amcli.base.fields import Field

CODE_PATTERN = "^[A-Za-z0-9._-]{1,40}$"
CURRENCY_PATTERN = "^[A-Z]{3}$"
YES, NO = ("yes", "y", "true", "1", "x"), ("no", "n", "false", "0")


class TextType(Type):
    """Any text, cleaned of control characters."""

    escaped = True
    remembered = False  # each row has its own

    def spell(self, field: Field, row: Row, context: SpellContext) -> str:
        """Quoted, because a text of a person's own may look like anything; a set of words as the words."""
        value = row.get(field.column)
        return super().spell(field, row, context) if value is None or field.many else quote(str(value))


class PhraseType(TextType):
    """A text that may hold commas, such as a link or the name of a group. In a set a semicolon within one is %3B,
    and a percent sign %25 (base/text.py).

    A cell of a file has commas between them, as our own export writes it (Column.phrases): one within them is %2C.
    """

    name = "PHRASE"
    metavar = "TEXT"

    def read_many(
        self, field: Field, raw: str | Iterable[str], context: LookupContext, owner: int | None = None
    ) -> str | None:
        if isinstance(raw, str):
            texts = [unescape_phrase(text) for text in raw.replace(",", SEPARATOR).split(SEPARATOR)]
        else:
            texts = list(raw)
        found = dict.fromkeys(self.read(field, text.strip(), context) for text in texts if text.strip())
        return SEPARATOR.join(escape_phrase(text) for text in found if text) or None

    def as_typed(self, word: str) -> str:
        return unescape_phrase(word)

    def as_kept(self, word: str) -> str:
        return escape_phrase(word)

    def where_all(self, field: Field, noun: str, texts: Sequence[str], context: FilterContext) -> Term:
        return super().where_all(field, noun, [escape_phrase(text) for text in texts], context)


class CodeType(Type):
    """The name that a record is called by."""

    name = "CODE"
    escaped = True
    remembered = False

    def read(self, field: Field, text: str, context: LookupContext, owner: int | None = None) -> str:
        return check_code(text.strip())

    def json_reader(self, field: Field, document: DocumentContext) -> Callable[[Any], str]:
        return lambda value: checked(check_code, string(value))

    def schema(self, field: Field, pattern_of: Callable[[str], str]) -> Schema:
        return {"type": "string", "pattern": CODE_PATTERN}


class _Translated(Type):
    """What other systems have words of their own for."""

    def read_cell(self, field: Field, text: str, context: LookupContext, formats: CellFormats) -> Any:
        if (told := formats.told_word(text)) is not None:
            return self.read(field, told, context)
        try:
            return self.read(field, self._typed(text, formats), context)
        except BadValue:
            our_word = formats.our_word(text)
            if our_word is None:
                raise
            return self.read(field, our_word, context) if our_word else None

    def _typed(self, text: str, formats: CellFormats) -> str:
        return text


class ChoiceType(_Translated):
    """One of some words."""

    name = "CHOICE"
    telling = False

    def read(self, field: Field, text: str, context: LookupContext, owner: int | None = None) -> str:
        """As the type says; raises BadValue for anything else."""
        word = text.strip().lower()
        if word in field.choices:
            return word
        accepted = ", ".join(field.choices)
        raise BadValue(f"{quote(text)} is no {field.name}: use one of {accepted}", nearest(word, field.choices, 1))

    def json_reader(self, field: Field, document: DocumentContext) -> Callable[[Any], str]:
        return super().json_reader(field, document) if field.many else lambda value: choice(value, field)

    def where(self, field: Field, text: str, context: FilterContext) -> Term:
        return (f'"{field.column}" = ?', (one_of(field, text),))


class IntType(_Translated):
    """A whole number within the field's bounds."""

    name = "INT"
    kind = Kind.INT
    metavar = "N"

    def read(self, field: Field, text: str, context: LookupContext, owner: int | None = None) -> int:
        """As the type says; raises BadValue for anything else."""
        word = text.strip()
        if word.isascii() and word.isdigit() and len(word) <= 18 and field.least <= int(word) <= field.most:
            return int(word)
        raise BadValue(f"{quote(text)} is no {field.name}: use a whole number from {field.least:,} to {field.most:,}")

    def _typed(self, text: str, formats: CellFormats) -> str:
        return formats.whole(text)

    def json_reader(self, field: Field, document: DocumentContext) -> Callable[[Any], int]:
        def read_whole(value: Any) -> int:
            # A bool is an int to isinstance, and no number to anybody else.
            if type(value) is not int or not field.least <= value <= field.most:
                raise ValueRejected(f"is no whole number from {field.least:,} to {field.most:,}")
            return value

        return read_whole

    def where(self, field: Field, text: str, context: FilterContext) -> Term:
        """As the type says; raises BadValue for anything else."""
        if not (text.isascii() and text.isdigit() and len(text) < 18):
            raise BadValue(f"{quote(text)} is no {field.name}: use a whole number")
        return (f'"{field.column}" = ?', (int(text),))

    def schema(self, field: Field, pattern_of: Callable[[str], str]) -> Schema:
        return {"type": "integer", "minimum": field.least, "maximum": field.most}


class FlagType(_Translated):
    """Yes or no: 1 or 0 in the file."""

    name = "FLAG"
    telling = False
    kind = Kind.FLAG

    def read(self, field: Field, text: str, context: LookupContext, owner: int | None = None) -> int:
        """As the type says; raises BadValue for anything else."""
        return int(_yes(field, text))

    def json_reader(self, field: Field, document: DocumentContext) -> Callable[[Any], int]:
        def read_flag(value: Any) -> int:
            if not isinstance(value, bool):
                raise ValueRejected("is neither true nor false")
            return int(value)

        return read_flag

    def where(self, field: Field, text: str, context: FilterContext) -> Term:
        return (f'"{field.column}" = ?', (int(_yes(field, text)),))

    def spell(self, field: Field, row: Row, context: SpellContext) -> str:
        return "yes" if row.get(field.column) else "no"

    def schema(self, field: Field, pattern_of: Callable[[str], str]) -> Schema:
        return {"type": "boolean"}


def _yes(field: Field, text: str) -> bool:
    """Whether a word says yes. Raises BadValue for one that says neither."""
    word = text.strip().lower()
    if word not in (*YES, *NO):
        raise BadValue(f"{quote(text)} says neither yes nor no for {field.name}: use yes or no")
    return word in YES


class CurrencyType(_Translated):
    """The code of a currency that the file knows."""

    name = "CURRENCY"
    metavar = "CUR"

    def read(self, field: Field, text: str, context: LookupContext, owner: int | None = None) -> str:
        code = text.strip().upper()
        context.decimals(code)
        return code

    def json_reader(self, field: Field, document: DocumentContext) -> Callable[[Any], str]:
        return document.currency

    def schema(self, field: Field, pattern_of: Callable[[str], str]) -> Schema:
        return {"type": "string", "pattern": CURRENCY_PATTERN}


class RuleType(Type):
    """How a deadline comes again."""

    name: ClassVar[str] = "RULE"

    def read(self, field: Field, text: str, context: LookupContext, owner: int | None = None) -> str:
        from amcli.base.time.recurrence import parse_rule

        return str(parse_rule(text))

    def json_reader(self, field: Field, document: DocumentContext) -> Callable[[Any], str]:
        def read_rule(value: Any) -> str:
            from amcli.base.time.recurrence import parse_rule

            checked(parse_rule, string(value))
            return str(value)

        return read_rule


class LeadTimesType(Type):
    """How long before a deadline it is said."""

    name = "LEAD_TIMES"
    metavar = "LEADS"

    def read(self, field: Field, text: str, context: LookupContext, owner: int | None = None) -> str:
        from amcli.base.time.lead_times import parse_lead_times, spell_lead_times

        return spell_lead_times(parse_lead_times(text))

    def json_reader(self, field: Field, document: DocumentContext) -> Callable[[Any], str]:
        def read_leads(value: Any) -> str:
            from amcli.base.time.lead_times import parse_lead_times

            checked(parse_lead_times, string(value))
            return str(value)

        return read_leads


ME = "me"  # in a filter whoever keeps the file, as the setting of that name says


class RefType(Type):
    """Another record, by what a person calls it."""

    name = "REF"
    telling = False
    suffix = "_id"
    escaped = True
    remembered = False  # who looks up remembers

    def read(self, field: Field, text: str, context: LookupContext, owner: int | None = None) -> int:
        return context.record_id(field.noun, text, owner)

    def read_many(
        self, field: Field, raw: str | Iterable[str], context: LookupContext, owner: int | None = None
    ) -> tuple[int, ...]:
        """The ids of the records, each once. Raises NotFound, Ambiguous."""
        texts = [raw] if isinstance(raw, str) else raw
        return tuple(dict.fromkeys(context.record_id(field.noun, text, owner) for text in texts if text))

    def json_reader(self, field: Field, document: DocumentContext) -> Callable[[Any], Any]:
        read = document.reference_reader(field.noun)
        return (lambda value: [read(item) for item in items(value)]) if field.many else read

    def spell(self, field: Field, row: Row, context: SpellContext) -> str:
        record_id = row.get(field.column)
        return "" if record_id is None else context.reference(field.noun, record_id)

    def where(self, field: Field, text: str, context: FilterContext) -> Term:
        """The records of the one that is named, `me` being whoever keeps the file. Raises NotFound, Ambiguous."""
        keeper = context.keeper(field.noun) if field.mine else None
        if field.mine and text.strip().lower() == ME:
            if keeper is None:
                raise NotFound(f"nobody is said to keep this file: type `amcli config set {ME} CODE` ({field.noun})")
            record_id = keeper
        else:
            record_id = context.record_id(field.noun, text)
        if keeper is not None and record_id == keeper:
            return (f'("{field.column}" = ? OR "{field.column}" IS NULL)', (record_id,))
        return (f'"{field.column}" = ?', (record_id,))

    def where_all(self, field: Field, noun: str, texts: Sequence[str], context: FilterContext) -> Term:
        table, own, theirs = field.link(noun)
        test = f"EXISTS (SELECT 1 FROM {table} link WHERE link.{own} = v.record_id AND link.{theirs} = ?)"
        return (" AND ".join([test] * len(texts)), [context.record_id(field.noun, text) for text in texts])

    def schema(self, field: Field, pattern_of: Callable[[str], str]) -> Schema:
        return {"type": "string", "pattern": pattern_of(field.noun)}


class AboutType(Type):
    """A record of one of several nouns: by its id, whose letters tell which (OP3), or as the noun's records are found
    everywhere. Each noun has a column of its own.
    """

    name = "ABOUT"
    metavar = "ID"
    telling = False

    def read(self, field: Field, text: str, context: LookupContext, owner: int | None = None) -> dict[str, int | None]:
        """The columns of all nouns, of which one has the record. Raises BadValue, NotFound, Ambiguous."""
        column, record_id = self._named(field, text, lambda noun: context.record_id(noun, text.strip(), owner))
        return dict.fromkeys(field.columns) | {column: record_id}

    def spell(self, field: Field, row: Row, context: SpellContext) -> str:
        for noun, column in zip(field.nouns, field.columns, strict=True):
            if (record_id := row.get(column)) is not None:
                return context.reference(noun, record_id)
        return ""

    def where(self, field: Field, text: str, context: FilterContext) -> Term:
        column, record_id = self._named(field, text, lambda noun: context.record_id(noun, text.strip()))
        return (f'"{column}" = ?', (record_id,))

    def where_empty(self, field: Field) -> Term:
        return (" AND ".join(f'"{column}" IS NULL' for column in field.columns), ())

    def schema(self, field: Field, pattern_of: Callable[[str], str]) -> Schema:
        return {"type": "string", "pattern": "|".join(map(pattern_of, field.nouns))}

    def _named(self, field: Field, text: str, find: Callable[[str], int]) -> tuple[str, int]:
        """The column and the record that are meant: of the noun of an id, else of the one noun that has a record called
        so. find: the record of a noun. Raises NotFound, and Ambiguous where records of several nouns are called so.
        """
        from amcli.base.numbered import place_in
        from amcli.base.registry import NOUNS

        letters = {NOUNS[name].letter: (name, column) for name, column in zip(field.nouns, field.columns, strict=True)}
        numbered = (letter for letter, (name, _) in letters.items() if place_in(NOUNS[name], text))
        if letter := id_of(text, letters) or next(numbered, None):
            name, column = letters[letter]
            return column, find(name)
        found: list[tuple[str, int, str]] = []
        missing = None
        for letter, (name, column) in letters.items():
            try:
                found.append((column, find(name), letter))
            except NotFound as error:
                missing = error
        if len(found) > 1:
            called = [f"{letter}{record_id}" for _, record_id, letter in found]
            raise Ambiguous(f"{quote(text)} is {' and '.join(called)}: type the id of one", called)
        if not found:
            assert missing  # one for each noun
            raise missing
        return found[0][:2]


def id_of(text: str, letters: Iterable[str]) -> str | None:
    """The letters of an id, in any case, where they are one of these; None for another text."""
    word = text.strip().upper()
    return next((each for each in letters if word.startswith(each) and word[len(each) :].isdecimal()), None)
