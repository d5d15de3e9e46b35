"""The health of an account: seven factors of 0 to 100, weighed; of those that are known alone. Exact fractions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

WEIGHTS = (30, 20, 20, 10, 10, 5, 5)  # of the factors in their order; together WHOLE
WHOLE = 100
LEAST_KNOWN = 50  # of the weight: a score of less than half says more of what is missing than of the account


class Factor(NamedTuple):
    """One of them. value: from 0 to 100; None where it is missing, or where what is known of it is too old (`stale`).
    why: what it comes of, or what is missing. day: of what it rests on.
    """

    value: Fraction | None
    why: str
    day: date | None = None
    stale: bool = False


class Factors(NamedTuple):
    """All of them, in the order of WEIGHTS; their names are what programs read."""

    sales: Factor
    contact: Factor
    issues: Factor
    promises: Factor
    roles: Factor
    contract: Factor
    pulse: Factor

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of those that are missing, but not of those that are only too old."""
        return tuple(name for name, each in self._named() if each.value is None and not each.stale)

    @property
    def stale(self) -> tuple[str, ...]:
        return tuple(name for name, each in self._named() if each.stale)

    def _named(self) -> list[tuple[str, Factor]]:
        return list(zip(self._fields, self, strict=True))


class Score(NamedTuple):
    """exact: from 0 to 100; None where less than half of the weight is known. known: that weight, of WHOLE. values: of
    the factors, in the order of WEIGHTS.
    """

    exact: Fraction | None
    known: int
    values: tuple[Fraction | None, ...]

    @property
    def contributions(self) -> tuple[Fraction | None, ...]:
        """What each factor brings to the score, in their order: together the score. None of those that are missing, and
        of all where there is no score.
        """
        brings = self.exact is not None
        return tuple(
            weight * value / self.known if brings and value is not None else None
            for weight, value in zip(WEIGHTS, self.values, strict=True)
        )


def score(values: Sequence[Fraction | None]) -> Score:
    """Σ weight × value / Σ weight over the known values, which are in the order of WEIGHTS."""
    pairs = [(weight, value) for weight, value in zip(WEIGHTS, values, strict=True) if value is not None]
    known = sum(weight for weight, _ in pairs)
    whole = sum((weight * value for weight, value in pairs), Fraction(0))
    return Score(whole / known if known >= LEAST_KNOWN else None, known, tuple(values))
