"""What a field is: one line says how it is typed, read, checked, filtered, imported and shown.

The command line makes its options from these lines, the services read typed text by them, `import` maps columns to
them and lists filter by them; so a field that is added here is everywhere at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from amcli.base import field_types
from amcli.base.results import IN_FULL, Column, Kind
from amcli.base.time.dates import Look

Type = field_types.Type


class Field(NamedTuple):
    """One field of a noun.

    name: the key in JSON, in `import --map` and in views; option: what is typed, when it is not `--name`.
    positional: typed without an option in `add`, and as an option in `edit` and `list`.
    many: repeatable; kept as a set. least/most: bounds of an INT, both allowed.
    stored: the column, where it is not named after the field.
    same_owner: the record that it names belongs to the same one (a contact reports to one of its account).
    called: what a person calls the records that name another one in it, {} being the s of several, where that is not
    their noun.
    below_zero: what to type for an amount of less than nothing, which is refused.
    absent: what a sentence about a record says where the field is empty.
    nouns: the kinds of records of which it names one, each in a column of its own (what a deadline is about).
    mine: nobody named is whoever keeps the file, as the setting `me` says.
    completer: what completes it in a shell, as `module:name`, where its type does not say that.
    listed: what lists the words that may be typed, as `module:name`: pairs of a word and of what else it is called.
    filtered: what lists the words that a list can be filtered by, as `module:name`: pairs of a word and of what
    describes it; any other word is a slip.
    edited: of what is no field of its noun, but of the document: `edit` takes it.
    over: those of its words that only a record has which is over: a list that is asked for one has these too.
    private: it is for whoever keeps the file alone. No view has it, no list filters by it, no message says it, and the
    journal has `…` in its place; the screen of the record it belongs to and the whole portfolio have it.
    """

    name: str
    type: Type = Type.TEXT
    help: str = ""
    option: str = ""
    required: bool = False
    positional: bool = False
    many: bool = False
    choices: tuple[str, ...] = ()
    noun: str = ""
    look: Look = Look.BACK
    default: str = ""
    least: int = 0
    most: int = 1_000_000
    stored: str = ""
    called: str = ""
    same_owner: bool = False
    below_zero: str = ""
    absent: str = ""
    nouns: tuple[str, ...] = ()
    mine: bool = False
    completer: str = ""
    listed: str = ""
    edited: bool = False
    filtered: str = ""
    private: bool = False
    over: tuple[str, ...] = ()

    @property
    def flag(self) -> str:
        """The option as it is typed."""
        return self.option or "--" + self.name.replace("_", "-")

    @property
    def column(self) -> str:
        """The table's column that holds it (a period has two: start and end)."""
        if self.stored:
            return self.stored
        return self.name + self.type.suffix

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns of the table that it fills."""
        if self.nouns:
            return tuple(f"{name}_id" for name in self.nouns)
        return ("start", "end") if self.type is Type.PERIOD else (self.column,)

    @property
    def kind(self) -> Kind:
        """What a column of a list that shows it holds."""
        return Kind.LIST if self.many else self.type.kind

    def link(self, noun: str) -> tuple[str, str, str]:
        """Where a noun keeps the records that a repeatable reference names: the table, its own column, theirs."""
        return f"{noun}_{self.noun}", f"{noun}_id", f"{self.noun}_id"

    @property
    def metavar(self) -> str:
        """What the help calls its value."""
        if self.choices:
            return "|".join(self.choices)
        if self.type is Type.REF:
            return self.noun.upper()
        return self.type.metavar or self.type.name


class Section(NamedTuple):
    """What `show` of a record lists below it: records of a noun, by a condition that takes the record's id."""

    key: str
    noun: str
    where: str
    order: str
    limit: int | None = None

    def where_on(self, day: date) -> str:
        """The condition on a day, for which :today stands in it."""
        return self.where.replace(":today", f"'{day.isoformat()}'")


class Search(NamedTuple):
    """How the records of a noun are found by words.

    title: the SQL of what a record is called in the result, over its row `r`, where `:today` is the day; without one
    only what was found is shown. weights: what a word weighs in each column of the search table, in their order; who
    owns the record weighs nothing. names: those of the columns that it goes by. begins: a column that is found as it
    is or by how it begins, in any case, from an index; such a noun has no search table.
    """

    title: str = "NULL"
    weights: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    begins: str = ""


class Reach(NamedTuple):
    """How the records of a noun are reached, by which they are found too: the columns of their numbers and of their
    addresses; beyond: the one that keeps the lines of a card, which may have more of both (base/address_card.py).
    """

    numbers: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    beyond: str = ""


class Noun(NamedTuple):
    """A kind of record, said once: every verb, list, file format and check is made from this.

    view: the documented view that lists it, and its plural. letter: of its ids. coded: it is named by its code.
    label: the column that a person knows it by; words: the columns of the view that describe it in a sentence.
    help, examples: what the help says of it, and two examples of a day's work for each verb that its fields make.
    order: how lists come when nobody asked otherwise; a + before a column: what has nothing there comes first.
    newest_last: that order is one of time from the oldest on, so that a limit leaves out what is at its head.
    day: the column that `--period` looks at. live: the condition on the columns of its table that holds for what lists
    show, where :today stands for the day. within: a noun whose records it is listed by, although no field of its own
    names it.
    keys: the column sets by which an import knows a row again, the first that has a value deciding; the last one is the
    natural key, where equal rows of a file are told apart by number. unique: the file holds one record of that key.
    called: the fields by whose values, with a / between them, a record without a name is called too.
    numbered: the column of its view that says which it is of the record that it is part of, by which it is called too:
    PL1.2 is the second of PL1. Its natural key is that record and this number.
    columns: those of its list, which are the keys of its JSON; of_the_day: what its list has beside them, worked out of
    the day that asks, which no view has; those with a source stand behind them by themselves. exported: what an export
    has beside them. sources: the SQL of columns that the view does not have under their own name, where :today stands
    for the day. shown: the same of columns in which lists, screens and filters have what holds on the day, while the
    record, and so an export, has what was said last, as `module:name`. sections: what `show` lists below a record.
    searched: the columns of its search table; search: how its records are found.
    document: its keys in the portfolio document, in order; more: those of them that no field is typed for; filled: the
    keys of the document and of the list that always have a value. beyond: fields of its view that are no fields of its
    records, by which its list is filtered.
    made: the day column that `add` and `import` fill with today. derived: the columns that its check fills.
    instead: the verb to use where a record cannot be removed, with {} for the record. creatable: `--create-missing`
    makes it.
    changes_in_series: the column that counts the changes of a record, and the one that names the first of its series.
    removal: what refuses that one is taken out, as `module:name`.
    check: what it asks for beyond its fields; kept: what is counted from its records and kept beside them; frozen: what
    an import leaves alone; finish_row: what its rows in a file ask for beyond their fields; by_day: what picks one of
    an owner's records of the same name by a day; warnings: what is to be said of where things stand after a change of
    its records. All are `module:name`, loaded when they are asked for.
    worked_out: by the name of a field that `add` may leave out, what finds its text of the other fields.
    owns: others are its records, and are named within it. closed: the day column that says that it is done; a file may
    have a status there, or beside it. row_check: the field that a complaint of its check is about, where that looks at
    the row alone, so that an import makes it of each row; what looks at the file, an import does of all rows at once.
    signs: the field whose word decides whether an amount adds or takes away; the state of a row may keep it out then.
    added: the keys that documents have only since a later format, and which; in older ones they have their default.
    upgrades: by format, the statement that brings the records of documents written before it up to it.
    aliased: what it was called before a merge or a change is kept in a table of its own (`NAME_alias`), and finds it.
    parts: the nouns whose records are nothing without one of these, and go with it. dated: what keeps the history of
    its records by day, as `module:name`, called once in each operation that touches one before that is written down.
    merged: what makes room among its records when two that they refer to become one, as `module:name`: it is handed the
    name of their noun, the ids of the one that stays and of the one that goes, before what refers to that is moved.
    merging: what its own records ask for when two become one (records.services.merge), as `module:name`. figures:
    what they have for a period, in words, of which a merge asks whether that of both is added up.
    agrees: what else in the file has to agree with its records (store/agreement.py), as `module:name`.
    since_format: the format from which on documents have its records.
    offers: the rows of a file that an import asks about, whether they are records that are there, as `module:name`
    (records.services.offer).
    twin: what says of a new record, typed by a person, that it may be another one again, as `module:name`.
    beside: what files may say of a record that other records keep, such as who owns an account: `taken_in` writes it.
    taken_in: what the rows of a file ask for as a whole, beside those that are there (records.services.taken_in), and
    completed: the needed fields that it makes of the others where a file does not have them. own_files: whether other
    programs write files of its records alone, which may be all of one account; its finish_row, where it has one, has to
    do with each row then.
    reach: by which numbers and addresses a person finds its records.
    published: whether a publication for the company has its records; unpublished: the columns of its table that it
    leaves out, beside those of private fields and the note. of_client: where several managers have accounts of one
    client (features/company) its records stand with the first of these, and not with the account of their manager.
    any_spacing: whether files write its names with other spaces than it is called by; any_order: with its words in
    another order, as people's.
    """

    name: str
    view: str
    letter: str
    fields: tuple[Field, ...]
    label: str
    order: str
    help: str = ""
    examples: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    words: tuple[str, ...] = ()
    day: str = ""
    coded: bool = False
    live: str = ""
    keys: tuple[tuple[str, ...], ...] = ()
    unique: bool = False
    called: tuple[str, ...] = ()
    numbered: str = ""
    derived: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    of_the_day: tuple[Column, ...] = ()
    exported: tuple[Column, ...] = ()
    sources: Mapping[str, str] = MappingProxyType({})
    shown: str = ""
    searched: tuple[str, ...] = ()
    search: Search | None = None
    sections: tuple[Section, ...] = ()
    document: tuple[str, ...] = ()
    filled: frozenset[str] = frozenset()
    more: tuple[Field, ...] = ()
    beyond: tuple[Field, ...] = ()
    within: str = ""
    made: str = ""
    instead: str = ""
    creatable: bool = False
    changes_in_series: tuple[str, str] | None = None
    check: str = ""
    removal: str = ""
    kept: str = ""
    frozen: str = ""
    finish_row: str = ""
    by_day: str = ""
    warnings: str = ""
    worked_out: Mapping[str, str] = MappingProxyType({})
    owns: bool = False
    closed: str = ""
    row_check: str = ""
    signs: str = ""
    added: Mapping[str, int] = MappingProxyType({})
    upgrades: Mapping[int, str] = MappingProxyType({})
    aliased: bool = False
    newest_last: bool = False
    parts: tuple[str, ...] = ()
    dated: str = ""
    merged: str = ""
    merging: str = ""
    figures: str = ""
    agrees: str = ""
    since_format: int = 1
    offers: str = ""
    twin: str = ""
    beside: tuple[Field, ...] = ()
    taken_in: str = ""
    completed: tuple[str, ...] = ()
    own_files: bool = False
    reach: Reach | None = None
    published: bool = True
    unpublished: tuple[str, ...] = ()
    of_client: bool = False
    any_spacing: bool = False
    any_order: bool = False

    def field(self, name: str) -> Field:
        """The field of that name, one that is typed before one that is not (KeyError when there is none)."""
        for field in (*self.fields, *self.more, *self.beyond):
            if field.name == name:
                return field
        raise KeyError(name)

    def live_on(self, day: date) -> str:
        """The condition `live` on a day."""
        return self.live.replace(":today", f"'{day.isoformat()}'")

    @property
    def listed(self) -> tuple[Column, ...]:
        """The columns of its list, with those of the day that have a source."""
        return (*self.columns, *(column for column in self.of_the_day if column.key in self.sources))

    def sources_on(self, day: date, more: Mapping[str, str] = MappingProxyType({})) -> Mapping[str, str]:
        """`sources` on a day, and those of what is shown."""
        return {key: sql.replace(":today", f"'{day.isoformat()}'") for key, sql in {**self.sources, **more}.items()}

    @property
    def ended(self) -> str:
        """The day column that says since when a record is live no more; an empty text where there is none."""
        words = re.findall(r"\w+", self.live)
        return words[0] if words else ""

    @property
    def references(self) -> tuple[Field, ...]:
        """The fields that name other records, or records of the same noun."""
        return tuple(field for field in self.fields if field.noun)

    @property
    def linked(self) -> tuple[Field, ...]:
        """The fields that name any number of other records, which a table of links keeps (Field.link)."""
        return tuple(field for field in self.references if field.many)

    @property
    def subjects(self) -> tuple[tuple[Field, str, str], ...]:
        """What its records can be about: the field, and by noun the column of it."""
        about = [field for field in self.fields if field.nouns]
        return tuple((field, *pair) for field in about for pair in zip(field.nouns, field.columns, strict=True))

    @property
    def private(self) -> tuple[Field, ...]:
        """Those of its fields that nobody else is to see."""
        return tuple(field for field in self.fields if field.private)

    @property
    def private_columns(self) -> frozenset[str]:
        """The columns of its table that nobody else is to see."""
        return frozenset(column for field in self.private for column in field.columns)

    @property
    def editable(self) -> tuple[Field, ...]:
        """What `edit` changes."""
        return (*self.fields, *(field for field in self.more if field.edited))

    @property
    def owner(self) -> Field | None:
        """The field that says whose the record is (an account's), where it has to belong to one."""
        first = self.fields[0]
        return first if first.noun and first.required and first.positional else None


class Scope(NamedTuple):
    """What narrows or widens a list beside the fields of its noun.

    within: a record of the noun's own `within`, whose records are listed. period: in which their day lies.
    everything: also what is done or archived. closed_in: a period, in which it was done.
    """

    within: str = ""
    period: str = ""
    everything: bool = False
    closed_in: str = ""


LIVE = Scope()


# Fields that many nouns have.
CURRENCY_FIELD = Field("currency", Type.CURRENCY, "ISO 4217 code; else the account's, else the configured one.")
NOTE_FIELD = Field("note", help="Anything worth keeping.")
EXTERNAL_ID_FIELD = Field("external_id", help="What another system calls it.")
ID_FIELD = Field("id", help="Its number with its kind's letter; never given twice.")
UID_FIELD = Field("uid", help="What calendars call it, where they named it.")
START_FIELD = Field("start", Type.DATE, "The first day.")
END_FIELD = Field("end", Type.DATE, "The day after the last.")
LINK_FIELD = Field(
    "link", Type.PHRASE, "A path or web address where more of it is; repeat for more.", many=True, stored="links"
)
ALIASES_FIELD = Field("aliases", help="What it was called before, as KIND:TEXT.", many=True)
# Columns of many lists.
ID_COLUMN = Column("id")
CURRENCY_COLUMN = Column("currency", rank=1)
EXTERNAL_ID_COLUMN = Column("external_id", rank=IN_FULL)
ALIASES_COLUMN = Column("aliases", Kind.LIST, rank=IN_FULL)
LINKS_COLUMN = Column("links", Kind.LIST, rank=IN_FULL, phrases=True)
NOTE_COLUMN = Column("note", rank=IN_FULL)


def is_record_currency(field: Field) -> bool:
    """Whether a field is the currency of its record's amounts; a rate is from and to one, which is another matter."""
    return field.type is Type.CURRENCY and field.name == CURRENCY_FIELD.name
