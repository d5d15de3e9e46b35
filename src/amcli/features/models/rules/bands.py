"""Whether the bands of a scale and the cells of a matrix leave nothing out, and nothing in two of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise, product

from amcli.base.text import quote
from amcli.features.models.rules.model import SUM, Axis, Cell
from amcli.features.models.rules.section import Section
from amcli.features.models.rules.spelled import spelled


def check_bands(section: Section, axis: Axis, scale: tuple[int, int], count: str) -> None:
    """The bands go from the least to the most that the items can come to, one right behind the other. Raises Wrong."""
    times = len(axis.items) if count == SUM else 1
    least, most = Fraction(times * scale[0]), Fraction(times * scale[1])
    step = 1 if count == SUM else 0  # of a sum both ends of a band are in
    bands = axis.bands
    for number, band in enumerate(bands):
        if count == SUM and (band.low.denominator, band.high.denominator) != (1, 1):
            raise section.wrong("a band of a sum goes from one whole number to another", "bands", number, "from")
        if band.high < band.low or (not step and band.high == band.low):
            said = f"from {spelled(band.low)} to {spelled(band.high)}"
            raise section.wrong(f"band {quote(band.result.name)} goes {said}: from is the lower one", "bands", number)
    for number, (below, band) in enumerate(pairwise(bands), 1):
        wanted = below.high + step
        if band.low != wanted:
            what = "overlap" if band.low < wanted else "leave a gap"
            how = "" if step else "; what lies on the line is in the upper one"
            raise section.wrong(
                f"bands {what}: {quote(below.result.name)} goes to {spelled(below.high)} and "
                f"{quote(band.result.name)} from {spelled(band.low)}: let it begin at {spelled(wanted)}{how}",
                "bands", number, "from",
            )  # fmt: skip
    for key, number, found, wanted in (("from", 0, bands[0].low, least), ("to", len(bands) - 1, bands[-1].high, most)):
        if found != wanted:
            raise section.wrong(
                f"{len(axis.items)} items of {scale[0]} to {scale[1]} come to {spelled(least)} to {spelled(most)}: "
                f"let {quote(bands[number].result.name)} have {key} = {spelled(wanted)}, not {spelled(found)}",
                "bands", number, key,
            )  # fmt: skip


def check_cells(whole: Section, axes: Sequence[Axis], cells: Sequence[tuple[Section, Cell]]) -> None:
    """There is one cell for each pair of bands. Raises Wrong."""
    seen: dict[tuple[str, ...], int] = {}
    for section, cell in cells:
        if cell.bands in seen:
            raise section.wrong(f"{_told(axes, cell.bands)} is in the cell of line {seen[cell.bands]} already")
        seen[cell.bands] = section.line()
    for pair in product(*([band.result.name for band in axis.bands] for axis in axes)):
        if pair not in seen:
            raise whole.wrong(f"there is no cell for {_told(axes, pair)}: add [[cells]] with these", "cells")


def _told(axes: Sequence[Axis], pair: Sequence[str]) -> str:
    return ", ".join(f"{axis.code} = {quote(band)}" for axis, band in zip(axes, pair, strict=True))
