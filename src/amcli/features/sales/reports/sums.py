"""What was sold in pieces of days, by account, by product or altogether, summed by SQL and put into one currency.

Each amount is read in its own currency first, because only then the report's is known. What is in another one is read
again, cut at the days on which a rate begins to hold, so that each piece has one rate.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.currencies.reports.rates import Rates
from amcli.features.sales.reports import pieces as cutting
from amcli.features.sales.reports.pieces import Piece, Use
from amcli.features.sales.rules.forecast import Amount
from amcli.features.sales.rules.stays import Stay
from amcli.features.sales.rules.window import ACTUAL, REST, Span
from amcli.store.reader import Days, Reader, query_text

ACCOUNT, PRODUCT, PAIR, ALL = "account", "product", "pair", "all"  # a pair: an account with a product
# An account with a category or with a product, both without costs, from the totals by product and month.
GROUP, ITEM = "group", "item"
NO_PRODUCT, NO_CATEGORY = 0, -1  # in the place of a product or a category
# What such a key has of a total or a sale `t` beside its account, and what is joined for that.
GOODS = {
    GROUP: (
        f"iif(coalesce(t.product_id, {NO_PRODUCT}) = {NO_PRODUCT}, {NO_PRODUCT}, "
        f"coalesce(nullif(p.category, ''), {NO_CATEGORY}))",
        "LEFT JOIN product AS p ON p.id = t.product_id",
    ),
    ITEM: (f"coalesce(t.product_id, {NO_PRODUCT})", ""),
}
_SCOPE = "s.account_id IN (SELECT value FROM json_each(:scope))"
# What is asked of a piece: lines and their amount; and of the period itself what of both carries a cost, and the cost.
OF_TOTALS = ("sum(t.lines)", "sum(t.amount_minor)", "sum(t.cost_lines)", "sum(t.costed_minor)", "sum(t.cost_minor)")
OF_SALES = (
    "count(*)",
    "sum(CASE s.kind WHEN 'sale' THEN s.amount_minor ELSE -s.amount_minor END)",
    "count(s.cost_minor)",
    "sum(CASE WHEN s.cost_minor IS NULL THEN 0 WHEN s.kind = 'sale' THEN s.amount_minor ELSE -s.amount_minor END)",
    "sum(CASE WHEN s.cost_minor IS NULL THEN 0 WHEN s.kind = 'sale' THEN s.cost_minor ELSE -s.cost_minor END)",
)
MONTH = len("2026-01")  # as much of a day as totals by month are known by
SHORT, FULL = 2, 5  # measures; of all five the sorting takes twice as long


# A pair: an account with a product or a group of these, or with the place of a stay.
BaseKey = int | tuple[int, int | str | None] | tuple[tuple[int, int], int | None] | None


class Sum(NamedTuple):
    """What one key sold in one piece in one currency: lines and amount, and in the period itself what of both carries
    a cost, and the cost. `first` is the earliest day, or the first of its month: ISO text, because most are never
    read. `recent`: how often it counts in the period and the year before it, -1 where it is taken off them.
    """

    key: BaseKey
    uses: tuple[Use, ...]
    recent: int
    currency: str
    first: str
    measures: Sequence[Amount]


class Question(NamedTuple):
    """What is summed: the spans of several looks, by account, by product, by both or altogether; what is by product
    also of some accounts alone (scope; None: all), but by GOODS always of all. `full`: the place of the span whose
    costs are asked for, or -1. stays: where these accounts stood, for each stay of which alone is summed then.
    """

    looks: Sequence[Sequence[Span]]
    by: str
    scope: Collection[int] | None = None
    full: int = ACTUAL
    stays: Mapping[int, Sequence[Stay]] = MappingProxyType({})


def of_scope(scope: Collection[int] | None) -> str:
    """The condition on a sale `s` of some accounts, :scope, or of all."""
    return "1" if scope is None else _SCOPE


def ask(reader: Reader, question: Question) -> list[Sum]:
    """The sums, each in its own currency; some take away what others count too much."""
    return list(_ask(reader, question, (), None))


def ask_again(reader: Reader, question: Question, rates: Rates) -> Iterator[Sum]:
    """The sums of all currencies but the report's, cut so that the first day's rate is that of each piece."""
    return _ask(reader, question, rates.days(), rates.to)


def _ask(reader: Reader, question: Question, cuts: Iterable[date], but: str | None) -> Iterator[Sum]:
    if question.stays:
        from amcli.features.sales.reports.stay_sums import sums_of_stays

        yield from sums_of_stays(reader, question, cuts, but)
        return
    pieces = cutting.cut(question.looks, cuts)
    months: list[Piece] = []
    days = list(pieces)
    if question.by == ACCOUNT or question.by in GOODS:
        months, days = cutting.by_month(pieces)
        if but is None:
            more, days = cutting.shortened(days)
            months += more
    for some, run in ((months, _by_month), (days, _by_day)):
        numbered = list(enumerate(some))
        full = [(number, piece) for number, piece in numbered if any(use.place == question.full for use in piece.uses)]
        short = [each for each in numbered if each not in full]
        for asked, measures in ((full, FULL), (short, SHORT)):
            recent = [sum(use.sign for use in piece.uses if use.place <= REST) for piece in some]
            for key, number, currency, first, *found in run(reader, question, asked, measures, but):
                yield Sum(key, some[number].uses, recent[number], currency, first, found)


Numbered = Sequence[tuple[int, Piece]]


def _by_month(
    reader: Reader, question: Question, pieces: Numbered, measures: int, but: str | None
) -> Iterator[Sequence[Any]]:
    parameters = {"pieces": cutting.as_months(pieces), "but": but}
    months = cutting.asked_days(pieces, MONTH)
    if question.by in GOODS:
        return _of_goods(_run(reader, "goods_by_month", parameters, months, **_goods(question.by)))
    return _run(reader, "sums_by_month", parameters, months, measures=", ".join(OF_TOTALS[:measures]))


def _by_day(
    reader: Reader, question: Question, pieces: Numbered, measures: int, but: str | None
) -> Iterator[Sequence[Any]]:
    parameters: dict[str, Any] = {"pieces": cutting.as_days(pieces), "but": but}
    days = cutting.asked_days(pieces)
    if question.by == ALL:
        return _run(reader, "sums_of_all", parameters, days, measures=", ".join(OF_TOTALS[:measures]))
    if question.by in GOODS:
        return _of_goods(_run(reader, "goods_by_day", parameters, days, **_goods(question.by)))
    scope = of_scope(question.scope)
    parameters["scope"] = as_json(question.scope)
    sums = ", ".join(OF_SALES[:measures])
    if question.by == PAIR:
        pairs = _run(reader, "sums_by_pair", parameters, days, measures=sums, scope=scope)
        return _of_goods(pairs)
    key = f"s.{question.by}_id"
    return _run(reader, "sums_by_day", parameters, days, key=key, measures=sums, scope=scope)


def _goods(by: str) -> dict[str, str]:
    return dict(zip(("goods", "join"), GOODS[by], strict=True))


def _of_goods(rows: Iterator[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Two columns as one key."""
    return (((account, goods), *rest) for account, goods, *rest in rows)


def _run(reader: Reader, name: str, parameters: Mapping[str, Any], days: Days, **texts: str) -> Iterator[Sequence[Any]]:
    if parameters["pieces"] == "[]":
        return iter(())
    sql = query_text(__file__, name)
    for placeholder, text in texts.items():
        sql = sql.replace(f"{{{placeholder}}}", text)
    return reader.rows(sql, parameters, days)
