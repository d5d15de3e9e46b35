"""Models of two axes as charts: the accounts that were assessed as points, in fields that are called as the cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from amcli.base.charts import Matrix
from amcli.base.results import Column, Kind
from amcli.features.models.reports.against import Stand
from amcli.features.models.reports.standings import Standing
from amcli.features.models.rules.model import MATRIX, Axis, ModelSpec
from amcli.features.models.rules.score import place

_MOST_BANDS = 4  # of an axis: more fields have no room for their names
Drawing = tuple[Matrix, tuple[Column, Column]]


def matrices(stands: Sequence[Stand]) -> list[Drawing]:
    """A chart for each such model by which an account has scores, with the two columns that it draws: the first axis
    upwards, the second to the right.
    """
    models = {one.code: one.model for stand in stands for one in stand.standings if scores_of(one) is not None}
    return [_drawing(model) for model in models.values() if model]


def scores_of(one: Standing) -> tuple[Decimal, Decimal] | None:
    """What an account has on the two axes of a matrix; None where it has not, or this is another kind of model."""
    model = one.model
    if model is None or not _is_drawn(model) or one.kept is None:
        return None
    told = dict(score.split("=", 1) for score in one.scores if "=" in score)
    found = [told.get(axis.code) for axis in model.axes]
    if None in found:
        return None
    up, right = (Decimal(each or 0) for each in found)
    return up, right


def _is_drawn(model: ModelSpec) -> bool:
    return model.kind == MATRIX and all(len(axis.bands) <= _MOST_BANDS for axis in model.axes)


def _drawing(model: ModelSpec) -> Drawing:
    up, right = model.axes
    columns = tuple(_column(model, axis) for axis in model.axes)
    low, high = map(Decimal, model.scale)
    return Matrix(
        model.name, "account", columns[1].key, columns[0].key, right.name, up.name,
        _cuts(right), _cuts(up), tuple(_fields(model, up, right)), low, high,
    ), (columns[0], columns[1])  # fmt: skip


def _column(model: ModelSpec, axis: Axis) -> Column:
    """For the chart alone: the cells of the grid say what the scores come to."""
    key = f"{model.code}_{axis.code}".replace("-", "_")
    return Column(key, Kind.NUMBER, header=axis.code, table_only=True, undrawn=True)


def _cuts(axis: Axis) -> tuple[Decimal, ...]:
    return tuple(_decimal(band.low) for band in axis.bands[1:])


def _fields(model: ModelSpec, up: Axis, right: Axis) -> Iterator[tuple[str, ...]]:
    """The names of the cells, a row of them for each band of the first axis."""
    for high in up.bands:
        yield tuple(place(model, (high.low, wide.low)).name for wide in right.bands)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
