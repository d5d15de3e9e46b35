"""A model from its TOML, or why the text is none: each mistake with its line and what is accepted there.

A file is data. It is read by the standard library, checked key by key, and nothing in it is ever run.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any, TypeVar

from amcli.base.errors import BadValue
from amcli.features.models.rules.bands import check_bands, check_cells
from amcli.features.models.rules.kind_parts import (
    MOST_DECLARED,
    axis_of,
    cells_of,
    items_of,
    parts_of,
    points_of,
    result_of,
    roles_of,
)
from amcli.features.models.rules.model import (
    COUNTS,
    KINDS,
    MARKS,
    MATRIX,
    MEAN,
    POINTS,
    ROLES,
    SCORE,
    Axis,
    Certain,
    Citation,
    ModelSpec,
)
from amcli.features.models.rules.section import LONGEST_TEXT, Section, Wrong, each_once
from amcli.features.models.rules.toml_lines import lines_of

LARGEST_FILE = 64_000  # characters
MOST_POINTS = 10  # of a scale
_ALL = ("code", "name", "kind", "about", "basis", "citation", "certain")
_COUNTED = ("cut_offs", "near", "scale", "never_sold", "declared")
KEYS = {
    SCORE: (*_ALL, *_COUNTED, "count", "items", "bands", "parts", "apart_from"),
    MATRIX: (*_ALL, *_COUNTED, "axes", "cells"),
    POINTS: (*_ALL, "scale", "items", "start", "points"),
    ROLES: (*_ALL, "roles"),
}
_Read = TypeVar("_Read")


def read_model(text: str, called: str) -> ModelSpec:
    """The model that a text of TOML says. called: what messages call the file.

    Raises BadValue with every mistake that was found, in the order of the lines.
    """
    if len(text) > LARGEST_FILE:
        raise BadValue(f"{called} has more than {LARGEST_FILE:,} characters: a model is smaller than that")
    try:
        values = tomllib.loads(text, parse_float=Decimal)
        whole = Section(values, lines_of(text))
    except RecursionError:
        raise BadValue(f"{called} is no model: tables in tables without an end") from None
    except ValueError as error:  # TOMLDecodeError, which says the line; and a number of thousands of digits
        at_end = f"at line {text.count(chr(10)) + 1}, where it ends"
        said = str(error).partition("\n")[0][:200].replace("at end of document", at_end)
        raise BadValue(f"{called} is not TOML: {said}") from None
    wrong: list[Wrong] = []
    model = _Draft(whole, wrong).model()
    if model is None:
        told = [f"{called}, line {each.line}: {each.message}" for each in sorted(wrong, key=lambda each: each.line)]
        raise BadValue(told[0], details=told[1:])
    return model


class _Draft:
    """A model while its parts are read. What one part has wrong does not keep the others from being read."""

    def __init__(self, whole: Section, wrong: list[Wrong]) -> None:
        self._whole, self._wrong = whole, wrong

    def _try(self, read: Callable[[], _Read]) -> _Read | None:
        try:
            return read()
        except Wrong as error:
            if all(_what(error) != _what(each) for each in self._wrong):  # the name of a score is that of its axis too
                self._wrong.append(error)
            return None

    def model(self) -> ModelSpec | None:
        """The model; None where something was wrong."""
        whole, known = self._whole, {}
        kind = self._try(lambda: whole.word("kind", KINDS))
        if kind is None:
            return None
        self._try(lambda: whole.only(*KEYS[kind]))
        for key in ("code", "name", "about", "basis", "citation", "certain"):
            known[key] = self._try(partial(self._common, key))
        read = {SCORE: self._score, MATRIX: self._matrix, POINTS: self._points, ROLES: self._roles}[kind]
        parts = self._try(read)
        if self._wrong or parts is None:
            return None
        return ModelSpec(kind=kind, **{**known, **parts})

    def _common(self, key: str) -> Any:
        whole = self._whole
        if key == "code":
            return whole.code()
        if key == "citation":
            return _citation(whole.section("citation", "the citation"))
        if key == "certain":
            return tuple(map(_certain, whole.sections("certain", "what is certain", most=20)))
        return whole.name() if key == "name" else whole.text(key)

    def _counted(self) -> dict[str, Any]:
        whole = self._whole
        declared = whole.sections("declared", "a declared result", least=0, most=MOST_DECLARED)
        results = [result_of(each) for each in declared]
        list(each_once(declared, [each.name for each in results], "name"))
        never = result_of(whole.section("never_sold", "never_sold")) if whole.has("never_sold") else None
        near = whole.number("near") if whole.has("near") else Fraction(0)
        if near < 0:
            raise whole.wrong("near: use a number from 0 on", "near")
        return {
            "cut_offs": whole.text("cut_offs"), "near": near, "scale": self._scale(), "declared": tuple(results),
            "never_sold": never,
        }  # fmt: skip

    def _scale(self) -> tuple[int, int]:
        section = self._whole.section("scale", "the scale")
        section.only("from", "to")
        first = section.whole("from", 0, 100)
        last = section.whole("to", 0, 100)
        if not 1 <= last - first < MOST_POINTS:
            raise section.wrong(f"the scale has 2 to {MOST_POINTS} points, the first one in from", "to")
        return first, last

    def _score(self) -> dict[str, Any]:
        whole, found = self._whole, self._counted()
        count = whole.word("count", COUNTS) if whole.has("count") else MEAN
        axis = axis_of(whole, found["scale"], code=count, weighted=count == MEAN)
        check_bands(whole, axis, found["scale"], count)
        parts = parts_of(whole, axis.items)
        apart = whole.number("apart_from") if whole.has("apart_from") else None
        if apart is not None and (len(parts) != 2 or apart <= 0):
            raise whole.wrong("apart_from is a number above 0, and goes with two parts", "apart_from")
        return {**found, "counting": count, "axes": (axis,), "parts": parts, "apart_from": apart}

    def _matrix(self) -> dict[str, Any]:
        whole, found = self._whole, self._counted()
        axes: list[Axis] = []
        sections = whole.sections("axes", "an axis", least=2, most=2)
        for section in sections:
            section.only("code", "name", "items", "bands")
            axis = axis_of(section, found["scale"], code=section.code())
            check_bands(section, axis, found["scale"], MEAN)
            axes.append(axis)
        list(each_once(sections, [axis.code for axis in axes], "code"))
        cells = cells_of(whole, axes)
        check_cells(whole, axes, cells)
        items_of_all = [item.code for axis in axes for item in axis.items]
        asked = [each for section in sections for each in section.sections("items", "an item", most=50)]
        list(each_once(asked, items_of_all, "code"))
        return {**found, "axes": tuple(axes), "cells": tuple(cell for _, cell in cells)}

    def _points(self) -> dict[str, Any]:
        whole = self._whole
        asks = whole.has("items")
        scale = self._scale() if asks else (0, 0)
        items = items_of(whole, scale, weighted=False) if asks else ()
        start = result_of(whole.section("start", "start"))
        points = points_of(whole, items, scale[1])
        axes = (Axis("answers", "What no record says", items),) if items else ()
        return {"scale": scale, "axes": axes, "start": start, "points": points}

    def _roles(self) -> dict[str, Any]:
        return {"roles": roles_of(self._whole)}


def _what(wrong: Wrong) -> tuple[int, str]:
    """Where a mistake is: the line, and the key that its message begins with."""
    return wrong.line, wrong.message.partition(":")[0]


def _citation(section: Section) -> Citation:
    section.only("authors", "year", "title", "published", "link")
    return Citation(
        section.text("authors"), section.whole("year", 1400, 2999),
        *(section.text(key, longest=LONGEST_TEXT, needed=False) for key in ("title", "published", "link")),
    )  # fmt: skip


def _certain(section: Section) -> Certain:
    section.only("mark", "text")
    return Certain(section.word("mark", tuple(MARKS)), section.text("text"))
