"""The health of every account on a day, the worst first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from amcli.features.accounts.reports.account_tree import AccountNode
from amcli.features.health.reports.health_facts import HealthFacts
from amcli.features.health.reports.sales_facts import SalesFacts
from amcli.features.health.reports.told_factors import Warned, told_factors, warnings
from amcli.features.health.rules.score import Factors, Score, score


class Health(NamedTuple):
    """Of one account. Warnings are no part of the score."""

    account: AccountNode
    factors: Factors
    score: Score
    warnings: tuple[Warned, ...]


def health_of(facts: HealthFacts, sales: SalesFacts, account: int) -> Health:
    """Of an account by its row id."""
    factors = told_factors(facts, sales, account)
    counted = score([each.value for each in factors])
    return Health(facts.accounts[account], factors, counted, tuple(warnings(facts, account)))


def worst_first(found: Iterable[Health]) -> list[Health]:
    """By the score, of equal ones the key accounts first; then those without one, with a warning first."""

    def place(each: Health) -> tuple[Any, ...]:
        exact, node = each.score.exact, each.account
        quiet = exact is None and not each.warnings
        return exact is None, exact or 0, quiet, node.tier or 9, node.code.lower()

    return sorted(found, key=place)
