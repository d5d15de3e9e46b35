"""What of an opportunity is dated, and how a sentence says that it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from amcli.base.field_type import ARROW, NONE
from amcli.base.money import amount_change, grouped


class Dated(NamedTuple):
    """An opportunity as it was from a day on. close: a day, or its ISO text; owner: a colleague's code."""

    stage: str
    probability: int
    amount: Decimal | None
    currency: str
    close: Any
    forecast: str
    owner: str | None


def worth(amount: Decimal | None, currency: str) -> str:
    """An amount as a sentence says it, `120,000 EUR`; `no amount` where none is known."""
    if amount is None:
        return "no amount"
    return f"{grouped(amount, amount == amount.to_integral_value())} {currency}"


def dated_changes(before: Dated, after: Dated, day: Callable[[Any], str] = str) -> Iterator[str]:
    """Each thing that is not as it was, from what to what: `lead 10 % → proposal 50 %`. day: how a day is said."""
    if before.stage != after.stage:
        yield f"{_stage(before)} {ARROW} {_stage(after)}"
    elif before.probability != after.probability:
        yield f"probability {before.probability} % {ARROW} {after.probability} %"
    if _money(before) != _money(after):
        yield f"amount {amount_change(before.amount, before.currency, after.amount, after.currency)}"
    if before.close != after.close:
        yield f"close {_or_none(before.close, day)} {ARROW} {_or_none(after.close, day)}"
    if before.forecast != after.forecast:
        yield f"forecast {before.forecast} {ARROW} {after.forecast}"
    if before.owner != after.owner:
        yield f"owner {before.owner or NONE} {ARROW} {after.owner or NONE}"


def _stage(state: Dated) -> str:
    return f"{state.stage} {state.probability} %"


def _money(state: Dated) -> tuple[Decimal | None, str]:
    return state.amount, "" if state.amount is None else state.currency


def _or_none(value: Any, day: Callable[[Any], str]) -> str:
    return day(value) if value else NONE
