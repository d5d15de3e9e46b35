"""What a field is: one line says how it is typed, read, checked, filtered, imported and shown.

The command line makes its options from these lines, the services read typed text by them, `import` maps columns to
them and lists filter by them; so a field that is added here is everywhere at once.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from amcli.domain.dates import Look


class Type(Enum):
    """How a field's text is read, and so what it may hold."""

    TEXT = "text"  # one line or more, cleaned of control characters
    CODE = "code"
    INT = "int"
    CHOICE = "choice"
    DATE = "date"
    DUE = "due"  # a date, or a date with a time
    MONEY = "money"  # in the record's currency
    CURRENCY = "currency"
    NUMBER = "number"  # a quantity
    RATE = "rate"
    PERIOD = "period"
    RULE = "rule"  # how a deadline comes again
    LEADS = "leads"  # how long before a deadline it is said
    REF = "ref"  # another record, by the name of `noun`


class Field(NamedTuple):
    """One field of a noun.

    name: the key in JSON, in `import --map` and in views; option: what is typed, when it is not `--name`.
    positional: typed without an option in `add`, and as an option in `edit` and `list`.
    many: repeatable; kept as a set. least/most: bounds of an INT, both allowed.
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

    @property
    def flag(self) -> str:
        """The option as it is typed."""
        return self.option or "--" + self.name.replace("_", "-")

    @property
    def column(self) -> str:
        """The table's column that holds it (a period has two: start and end)."""
        if self.stored:
            return self.stored
        if self.type is Type.REF:
            return f"{self.name}_id"
        if self.type is Type.MONEY:
            return f"{self.name}_minor"
        return self.name

    @property
    def metavar(self) -> str:
        """What the help calls its value."""
        if self.choices:
            return "|".join(self.choices)
        if self.type is Type.REF:
            return self.noun.upper()
        return {Type.INT: "N", Type.DUE: "DATE", Type.MONEY: "M", Type.CURRENCY: "CUR", Type.NUMBER: "N"}.get(
            self.type, self.type.name
        )


class Noun(NamedTuple):
    """A kind of record.

    view: the documented view that lists it, and its plural. letter: of its ids. coded: it is named by its code.
    label: the column that a person knows it by. order: how lists come when nobody asked otherwise.
    day: the column that `--period` looks at. keys: the column sets by which an import knows a row again, the first
    that has a value deciding; the last one is the natural key, where equal rows of a file are told apart by number.
    """

    name: str
    view: str
    letter: str
    fields: tuple[Field, ...]
    label: str
    order: str
    day: str = ""
    coded: bool = False
    keys: tuple[tuple[str, ...], ...] = ()
    live: str = ""
    words: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()

    def field(self, name: str) -> Field:
        """The field of that name (KeyError when there is none)."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)
