"""The portfolio as one JSON document, which `export all` writes and `import all` takes back: its parts and their keys.

A record stands there with what its row holds and nothing twice: an account and a product by their code, any other
record by its id. `export KIND` has these keys too, and beside them what other records say (an account's name, say).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from amcli.domain.errors import BadValue
from amcli.domain.fields import Field, Noun, Type
from amcli.domain.nouns import NOUNS
from amcli.domain.text import nearest, quote

HEAD = "amcli"  # the first key, by which the document is known
FORMAT = 1
ALL = "all"
KINDS = (*(noun.view for noun in NOUNS.values()), ALL)

_ID = Field("id", help="Its number with its kind's letter; never given twice.")
_UID = Field("uid", help="What calendars call it, where they named it.")
_START = Field("start", Type.DATE, "The first day.")
_END = Field("end", Type.DATE, "The day after the last.")
# What is no field that is typed, or is one whose name does not say exactly which record is meant.
_MORE: dict[str, dict[str, Field]] = {
    "account": {
        "created": Field("created", Type.DATE, "The day it was added."),
        "archived": Field("archived", Type.DATE, "The day it was archived."),
    },
    "contact": {
        "reports_to_id": Field("reports_to_id", Type.REF, "Whom it answers to.", noun="contact", stored="reports_to_id")
    },
    "interaction": {
        "with_ids": Field("with_ids", Type.REF, "Who took part.", noun="contact", many=True),
        "uid": _UID,
    },
    "deadline": {
        "series_id": Field("series_id", Type.REF, "The first one of its series.", noun="deadline", stored="series_id"),
        "anchor": Field("anchor", Type.DUE, "The day from which its series counts."),
        "occurrence": Field("occurrence", Type.INT, "Which day of its series it is, from 0 on.", most=2**31),
        "template": Field("template", help="What the next of its series takes, as JSON, where this one was edited."),
        "uid": _UID,
        "sequence": Field("sequence", Type.INT, "How often it changed, for calendars.", most=2**31),
    },
    "budget": {"start": _START, "end": _END},
    "expense": {
        "budget_id": Field("budget_id", Type.REF, "The budget it is spent from.", noun="budget", stored="budget_id"),
        "currency": Field("currency", Type.CURRENCY, "Its budget's."),
    },
    "target": {"start": _START, "end": _END},
}


class Part(NamedTuple):
    """One kind of record: under its noun's plural, its keys in order, and which of them always have a value."""

    noun: Noun
    fields: dict[str, Field]
    filled: frozenset[str]


def _part(name: str, keys: str, filled: str) -> Part:
    noun = NOUNS[name]
    more = {"id": _ID, **_MORE.get(name, {})}
    typed = {field.stored if field.many and field.stored else field.name: field for field in noun.fields}
    return Part(noun, {key: more.get(key) or typed[key] for key in keys.split()}, frozenset(filled.split()))


# In this order each record finds those that it refers to by their code.
PARTS: dict[str, Part] = {
    part.noun.view: part
    for part in (
        _part(
            "account",
            "code name parent tier category scope currency cadence phone website address city country external_id note "
            "tags created archived id",
            "code name created id",
        ),
        _part("product", "code name category price currency external_id id", "code name id"),
        _part(
            "contact",
            "id account name roles title email phone external_id note reports_to_id",
            "id account account_name name",
        ),
        _part(
            "interaction",
            "id date account kind text minutes external_id with_ids uid",
            "id date account account_name kind text",
        ),
        _part(
            "deadline",
            "id due account title kind priority every until times shift remind external_id note done series_id anchor "
            "occurrence template uid sequence",
            "id due account account_name title kind priority sequence",
        ),
        _part(
            "budget",
            "id account name start end amount currency direction agreed_with external_id note",
            "id account account_name name period start end amount currency direction",
        ),
        _part(
            "expense",
            "id date amount currency memo external_id budget_id",
            "id date account account_name budget amount currency budget_id",
        ),
        _part(
            "sale",
            "id date account amount currency kind product quantity cost ref",
            "id date account account_name amount currency kind",
        ),
        _part("target", "id start end account product amount currency", "id period start end amount currency"),
        _part("rate", "id from to rate date", "id from to rate date"),
    )
}
# Beside the records: what the file knows of its currencies before them, and what was reminded of after them.
CURRENCIES = ("code", "name", "decimals")
REMINDERS = ("said", "said_at")


def kind_of(text: str, kinds: Sequence[str] = KINDS) -> str:
    """`sales` for `sales`, `sale` or `SALES`. BadValue names the nearest."""
    word = text.strip().lower()
    plurals = {noun.name: noun.view for noun in NOUNS.values()}
    if plurals.get(word, word) in kinds:
        return plurals.get(word, word)
    raise BadValue(f"{quote(text)} is no kind of record: use one of {', '.join(kinds)}", nearest(word, kinds))


def by_code(field: Field) -> bool:
    """Whether a reference is a code; any other is an id."""
    return NOUNS[field.noun].coded
