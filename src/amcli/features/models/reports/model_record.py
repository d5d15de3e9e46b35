"""One model opened: the work, what is certain, what is asked in which words, and what that comes to."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from amcli.base.results import Column, Kind, Listing, Record
from amcli.features.models.nouns import MODEL
from amcli.features.models.rules.facts import FACTS
from amcli.features.models.rules.model import MARKS, MATRIX, Demand, ModelSpec, Result
from amcli.features.models.rules.spelled import spelled

_HEAD = (
    Column("code"),
    Column("name"),
    Column("kind"),
    Column("about"),
    Column("basis", header="what is whose"),
    Column("work"),
    Column("citation"),
    Column("link"),
    Column("cut_offs", header="cut-offs"),
    Column("near", Kind.NUMBER),
    Column("counting"),
    Column("own", Kind.FLAG),
)


def model_record(model: ModelSpec, *, built_in: bool) -> Record:
    """A model as one record; a part that its kind does not have has no rows."""
    cited = model.citation
    row = (
        model.code, model.name, model.kind, model.about, model.basis, cited.short, cited.whole, cited.link or None,
        model.cut_offs or None, _number(model.near) if model.cut_offs else None,
        model.counting if model.cut_offs else None, not built_in,
    )  # fmt: skip
    return Record(MODEL.name, _HEAD, row, tuple(sections(model)), "code", title=f"{model.code} · {model.name}")


def sections(model: ModelSpec) -> Iterator[Listing]:
    """The parts of a model: certain, items, bands, cells, results, parts, points, roles."""
    certain = [(MARKS[each.mark], each.text) for each in model.certain]
    yield _part("certain", (Column("rests_on"), Column("text")), certain)
    yield _part("items", (Column("axis"), Column("code"), Column("name"), Column("weight", Kind.NUMBER),
                          Column("words", Kind.LIST, phrases=True)), list(_items(model)))  # fmt: skip
    bands = (Column("axis"), Column("name"), Column("from", Kind.NUMBER), Column("to", Kind.NUMBER), Column("advice"))
    yield _part("bands", bands, [
        (axis.code, band.result.name, _number(band.low), _number(band.high), band.result.advice or None)
        for axis in model.axes for band in axis.bands
    ])  # fmt: skip
    axes = [axis.code for axis in model.axes] if model.kind == MATRIX else ["low", "high"]
    cells = (Column("name"), *(Column(axis) for axis in axes), Column("advice"))
    yield _part("cells", cells, [(each.result.name, *each.bands, each.result.advice or None) for each in model.cells])
    yield _part("results", (Column("name"), Column("when"), Column("advice")), list(_results(model)))
    parts = [(part.code, part.name, part.items) for part in model.parts]
    yield _part("parts", (Column("code"), Column("name"), Column("items", Kind.LIST)), parts)
    points = (Column("number", Kind.INT), Column("name"), Column("words"), Column("when"))
    yield _part("points", points, list(_points(model)))
    roles = (Column("role"), Column("words"), Column("later", Kind.FLAG))
    yield _part("roles", roles, [(each.role, each.words, each.later) for each in model.roles])


def rule_words(rules: tuple[Demand, ...]) -> str:
    """When a point holds, in words; of one without a rule that it is declared."""
    each = [" and ".join(f"{FACTS.get(key, key)} from {least} on" for key, least in rule) for rule in rules]
    return "; or ".join(each) or "declared alone"


def _items(model: ModelSpec) -> Iterator[tuple[Any, ...]]:
    for axis in model.axes:
        for item in axis.items:
            words = tuple(f"{number} {text}" for number, text in enumerate(item.words, model.scale[0]))
            yield axis.code, item.code, item.name, None if item.weight is None else _number(item.weight), words


def _results(model: ModelSpec) -> Iterator[tuple[str, str, str | None]]:
    """What an account may be beside the bands and cells."""

    def row(result: Result | None, when: str) -> Iterator[tuple[str, str, str | None]]:
        if result:
            yield result.name, when, result.advice or None

    yield from row(model.never_sold, "before the first sale")
    for result in model.declared:
        yield from row(result, "declared alone")


def _points(model: ModelSpec) -> Iterator[tuple[int, str, str | None, str]]:
    if model.start:
        yield 0, model.start.name, None, "no rule below holds"
    for number, point in enumerate(model.points, 1):
        yield number, point.result.name, point.words, rule_words(point.when)


def _part(key: str, columns: tuple[Column, ...], rows: list[tuple[Any, ...]]) -> Listing:
    return Listing(key, columns, rows, columns[0].key, title=key)


def _number(value: Fraction) -> Decimal:
    return Decimal(spelled(value))
