"""The health of one account opened: each factor with what it brings to the score, and the records it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from amcli.base.money import from_minor, one_decimal
from amcli.base.results import Column, Kind, Report
from amcli.base.time.period import Period
from amcli.features.health.reports.health_facts import health_facts
from amcli.features.health.reports.health_notes import UNDATED
from amcli.features.health.reports.health_records import Records
from amcli.features.health.reports.healths import Health, health_of
from amcli.features.health.reports.sales_facts import sales_facts
from amcli.features.health.rules.score import LEAST_KNOWN, WEIGHTS, WHOLE, Factor, Factors, Score
from amcli.features.sales.reports.notes import behind_the_books
from amcli.render.people import told_as_of
from amcli.store.reader import Reader

MISSING, STALE, KNOWN = "missing", "stale", "known"
EXPLAINED = (
    Column("factor", undrawn=True),
    Column("part", header="factor", table_only=True),
    Column("weight", Kind.INT),
    Column("value", Kind.NUMBER, undefined=True, blank=True),
    Column("contribution", Kind.NUMBER, header="brings", undefined=True, blank=True),
    Column("state", rank=5),
    Column("day", Kind.DATE, rank=2),
    Column("age_days", Kind.INT, header="days", rank=1),
    Column("id"),
    Column("what"),
    Column("amount", Kind.MONEY, undrawn=True),
)


def explain_health(reader: Reader, text: str, period: Period, day: date, *, currency: str = "") -> Report:
    """The factors of an account as of a day, with its records below each. What the factors bring adds up to the score,
    also as it is rounded. Raises NotFound and Ambiguous, BadValue for the currency.
    """
    account = reader.find_owner("account", text).record_id
    facts = health_facts(reader, day, account)
    sales = sales_facts(reader, period, day, (account,), currency=currency, below=True)
    found = health_of(facts, sales, account)
    records = Records(reader, facts, sales, found.account)
    warning = behind_the_books(sales.read.survey) if sales.read and sales.reached else ""
    today, exact = reader.env.today, one_decimal(found.score.exact)
    return Report(
        "health",
        EXPLAINED,
        list(_rows(found, records, day)),
        total=_cells("score", weight=found.score.known, value=exact, contribution=exact),
        facts={
            "explain": found.account.code,
            **sales.said(day),
            "score": exact,
            "known": found.score.known,
            "missing": found.factors.missing,
            "stale": found.factors.stale,
            "warnings": [each.what for each in found.warnings],
        },
        reference="id",
        title=f"Health of {found.account.name}: {_told(found.score)}{told_as_of(day, today, today)}",
        notes=tuple(filter(None, [warning, *_notes(found, day < today)])),
        warning=warning,
    )


def _rows(found: Health, records: Records, day: date) -> Iterator[tuple[Any, ...]]:
    for name, weight, factor, brings in zip(
        Factors._fields, WEIGHTS, found.factors, rounded_parts(found.score), strict=True
    ):
        yield _cells(
            name, part=name, weight=weight, value=one_decimal(factor.value), contribution=brings, state=_state(factor),
            day=factor.day, age_days=_age(factor.day, day), what=factor.why,
        )  # fmt: skip
        for each in records.of(name):
            yield _cells(
                name, day=each.day, age_days=_age(each.day, day), id=each.id, what=each.what, amount=each.amount
            )


def rounded_parts(score: Score) -> list[Decimal | None]:
    """The contributions with one decimal, so that they add up to the score with one: each rounded down, and what that
    leaves to the largest remainders. None where there is nothing to add up.
    """
    exact = [10 * each for each in score.contributions if each is not None]
    parts = [each.numerator // each.denominator for each in exact]
    largest = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in largest[: round(10 * (score.exact or 0)) - sum(parts)]:
        parts[place] += 1
    tenths = iter(parts)
    return [None if each is None else from_minor(next(tenths), 1) for each in score.contributions]


def _cells(factor: str, **cells: Any) -> tuple[Any, ...]:
    return tuple({**dict.fromkeys(column.key for column in EXPLAINED), "factor": factor, **cells}.values())


def _state(factor: Factor) -> str:
    return STALE if factor.stale else MISSING if factor.value is None else KNOWN


def _age(then: date | None, day: date) -> int | None:
    return None if then is None else (day - then).days


def _told(score: Score) -> str:
    if score.exact is None:
        return f"n/a, {score.known} of {WHOLE} known"
    return f"{one_decimal(score.exact)}, {score.known} of {WHOLE} known"


def _notes(found: Health, past: bool) -> Iterator[str]:
    for each in found.warnings:
        yield f"! {each.kind}{f': {each.words}' if each.words else ''}"
    if found.score.exact is None:
        yield f"no score: {found.score.known} of {WHOLE} of the weight is known, and {LEAST_KNOWN} is the least"
    else:
        yield f"what a factor brings is weight × value / {found.score.known}, the weight of those that are known"
    if past:
        yield UNDATED
