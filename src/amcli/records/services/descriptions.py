"""A record in a sentence: what people know it by, and what a change made of its figures."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from amcli.base.field_type import ARROW, CHANGED, NONE
from amcli.base.fields import Noun
from amcli.base.money import amount_change, from_minor
from amcli.base.results import Kind
from amcli.base.time.period import spell
from amcli.records.services.file_context import FileContext
from amcli.store.rows import Row, first_row
from amcli.store.session import UnitOfWork

LONGEST = 60  # characters of what describes a record


def reference_of(work: UnitOfWork, noun: Noun, record_id: int) -> str:
    """What scripts call the record: its code or its id."""
    if noun.coded:
        return str(work.scalar(f"SELECT code FROM {noun.name} WHERE id = ?", record_id))
    return f"{noun.letter}{record_id}"


def describe(work: UnitOfWork, noun: Noun, record_id: int) -> str:
    """The reference and what a person knows the record by."""
    return f"{reference_of(work, noun, record_id)} ({_words(work, noun, record_id)})"


def figure_change(work: UnitOfWork, noun: Noun, record_id: int) -> str:
    """`T3 2026 portfolio: 140,000 → 150,000 EUR`: what the operation made of the figures of a record that was there
    before; nothing where they are as they were.
    """
    images = [image[2:] for image in work.changes if image[:2] == (noun.name, record_id)]
    if not images or images[0][0] is None or images[-1][1] is None:
        return ""
    amounts = _amounts(work, noun, images[0][0], images[-1][1])
    numbers = _numbers(noun, images[0][0], images[-1][1])
    if not amounts and not numbers:
        return ""
    said = {*amounts, *numbers, *(["currency"] if amounts else [])}
    words = f" {text}" if (text := _words(work, noun, record_id, said)) else ""
    return f"{reference_of(work, noun, record_id)}{words}: {', '.join([*amounts.values(), *numbers.values()])}"


def _words(work: UnitOfWork, noun: Noun, record_id: int, without: Collection[str] = ()) -> str:
    row = first_row(work.connection.execute(f"SELECT * FROM {noun.view} WHERE record_id = ?", (record_id,)))
    assert row is not None  # it was read or written a moment ago
    if row.keys() >= {"start", "end"}:
        start, end = (date.fromisoformat(row[key]) for key in ("start", "end"))
        row["start"] = spell(start, end, work.env.config.fiscal)
    words = {word: " ".join(_word(noun, word, row[word]).split()) for word in noun.words if word not in without}
    label = words.pop(noun.label, "") if noun.words[0] == noun.label else ""  # a text, which needs to be seen to end
    text = ", ".join(filter(None, (label, " ".join(filter(None, words.values())))))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _word(noun: Noun, word: str, value: Any) -> str:
    """A word of a record: its value; of a flag that is set the flag's name; of what is empty what stands for it."""
    field = next((field for field in noun.fields if field.name == word), None)
    if field and field.kind is Kind.FLAG:
        return word if value else ""
    if value is None:
        return field.absent if field else ""
    return str(value)


def _numbers(noun: Noun, before: Row, after: Row) -> dict[str, str]:
    """By the names of the fields that count something, from what to what they went; of a private one that it did."""
    said = {}
    for field in noun.fields:
        if field.kind not in (Kind.NUMBER, Kind.INT) or field.column not in before:
            continue
        old, new = before[field.column], after[field.column]
        if old != new:
            pair = f"{NONE if old is None else old} {ARROW} {NONE if new is None else new}"
            said[field.name] = f"{field.name.replace('_', ' ')} {CHANGED if field.private else pair}"
    return said


def _amounts(work: UnitOfWork, noun: Noun, before: Row, after: Row) -> dict[str, str]:
    """By the names of the fields of money, from what to what they went."""
    fields = [field for field in noun.fields if field.kind is Kind.MONEY]
    context = FileContext(work)
    old, new = ((row.get("currency") or context.implied_currency(noun, row) or "") for row in (before, after))
    said = {}
    for field in fields:
        minors = before[field.column], after[field.column]
        if minors == (None, None) or (minors[0] == minors[1] and old == new):
            continue
        amounts = [
            None if minor is None else from_minor(minor, context.decimals(currency))
            for minor, currency in zip(minors, (old, new), strict=True)
        ]
        name = f"{field.name} " if len(fields) > 1 else ""
        said[field.name] = f"{name}{amount_change(amounts[0], old, amounts[1], new)}"
    return said
