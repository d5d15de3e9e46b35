"""What became of the accounts that bought in an earlier span: the formulas are those of docs/figures.md."""

from __future__ import annotations

from fractions import Fraction
from operator import add
from typing import NamedTuple

from amcli.features.sales.rules.forecast import Amount

EXPANDED, CONTRACTED, KEPT, LOST, NEW, RETURNING = "expanded", "contracted", "kept", "lost", "new", "returning"


class Retention(NamedTuple):
    """Amounts of one account or of several, none rounded: opening + expansion − contraction − lost + new + returning
    is now. accounts: how many are in the opening; kept: how many of those buy now.
    """

    opening: Amount = 0
    expansion: Amount = 0
    contraction: Amount = 0
    lost: Amount = 0
    new: Amount = 0
    returning: Amount = 0
    now: Amount = 0
    accounts: int = 0
    kept: int = 0

    def plus(self, other: Retention) -> Retention:
        """Both together."""
        return Retention(*map(add, self, other))

    @property
    def outside(self) -> Amount:
        """What those bought that are not in the opening."""
        return self.new + self.returning

    @property
    def stayed(self) -> Amount:
        """What the accounts of the opening buy now."""
        return self.now - self.outside

    @property
    def nrr(self) -> Fraction | None:
        """Net revenue retention; None where the opening is not above 0."""
        return Fraction(self.stayed) / Fraction(self.opening) if self.opening > 0 else None

    @property
    def grr(self) -> Fraction | None:
        """Gross revenue retention, which no expansion makes up for; None where the opening is not above 0."""
        held = self.opening - self.contraction - self.lost
        return Fraction(held) / Fraction(self.opening) if self.opening > 0 else None

    @property
    def share_kept(self) -> Fraction | None:
        """Accounts kept of those in the opening; None where there are none."""
        return Fraction(self.kept, self.accounts) if self.accounts else None


def state_of(then: Amount, now: Amount, bought_before: bool) -> str:
    """What an account is by its sales less credits then and now. Who came to nothing then, or to less, was not in the
    opening: returning if it had `bought_before`, else new. Who comes to nothing now, or to less, is lost.
    """
    if then <= 0:
        return RETURNING if bought_before else NEW
    if now <= 0:
        return LOST
    return EXPANDED if now > then else CONTRACTED if now < then else KEPT


def retention_of(state: str, then: Amount, now: Amount) -> Retention:
    """The amounts of one account in a state."""
    if state == NEW:
        return Retention(new=now, now=now)
    if state == RETURNING:
        return Retention(returning=now, now=now)
    here = Retention(opening=then, now=now, accounts=1, kept=int(state != LOST))
    if state == LOST:
        return here._replace(lost=then - now)
    return here._replace(expansion=max(now - then, 0), contraction=max(then - now, 0))
