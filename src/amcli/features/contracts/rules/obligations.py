"""How many of the obligations of a contract were kept."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple


class Obligations(NamedTuple):
    """The obligations of one side: due in the period, of these done on or before their day; and all that are overdue.

    What is due later in the period and what was done late count as due, and are not kept.
    """

    due: int = 0
    kept: int = 0
    overdue: int = 0

    def and_(self, other: Obligations) -> Obligations:
        """Those of both together."""
        return Obligations(*map(sum, zip(self, other, strict=True)))

    @property
    def rate(self) -> Fraction | None:
        """Kept of due; None where nothing is."""
        return Fraction(self.kept, self.due) if self.due else None
