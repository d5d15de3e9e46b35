"""What a person should know of how concentrated sales are, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from amcli.base.hints import hinted
from amcli.base.money import to_decimals
from amcli.base.text import number_of
from amcli.features.accounts.reports.account_tree import names
from amcli.features.accounts.rules import KEY_TIER
from amcli.features.analysis.reports.key_accounts import CLASS, Sold
from amcli.features.analysis.reports.sold_by_year import SoldByYear, YearSold, YearSpan
from amcli.features.analysis.rules.concentration import CLASSES, FEW, TOPS, Measures, Ranked, ranked
from amcli.render.people import short_day


def concentration_notes(
    data: SoldByYear,
    sold: Sequence[Sold],
    whole: Measures,
    share: Fraction | None,
    history: Sequence[YearSold],
) -> Iterator[str]:
    """The measures, who stands out of the classes, who is left out, and what the years were like."""
    places = ranked(whole)
    if sold:
        yield from measures_told(places, whole)
        yield from _key_accounts(data, sold, places, share)
    yield from _left_out(data, sold)
    if len(history) > 1:
        yield from (_year(data, each) for each in history)
    yield from _rates(data)


def notes_on_years(data: SoldByYear) -> Iterator[str]:
    """How much of the first year and of the last counts, and whose share is that of the key accounts."""
    if part := [name for each in data.years if (name := _called(data, each)) != each.period.name]:
        yield ", ".join(part)
    if data.key.ids:
        yield f"key accounts are those of {data.key.said}"
    yield from _rates(data)


def _rates(data: SoldByYear) -> Iterator[str]:
    if data.missing.first:
        yield f"a year whose sales lack a rate is n/a: {data.missing.first}"
    if data.converts:
        yield f"converted to {data.rates.to}: a sale at the rate of its day"


def hundredths(share: Fraction | None) -> str:
    """`60.06 %`, or n/a."""
    return "n/a" if share is None else f"{to_decimals(share * 100, 2)} %"


def measures_told(places: Sequence[Ranked], whole: Measures) -> Iterator[str]:
    """The classes, what the largest bring, and the indices."""
    counts = ", ".join(f"{word} {sum(each.abc == word for each in places)}" for word in CLASSES)
    few = f", the largest {FEW} {hundredths(whole.top(FEW))}" if whole.accounts > FEW else ""
    parts = [
        f"top {percent} % ({number_of(whole.part(percent), 'account')}) {hundredths(whole.top_part(percent))}"
        for percent in TOPS
        if whole.part(percent) > 1 or percent == TOPS[-1]
    ]
    yield f"{counts} of {number_of(whole.accounts, 'account')} with sales: A up to 80 %, B up to 95 %"
    yield f"the largest brings {hundredths(whole.top(1))}{few}; {', '.join(parts)}"
    yield f"{_indices(whole)}: as {to_decimals(whole.equals, 2)} accounts of one size"


def _indices(whole: Measures) -> str:
    return f"Gini {to_decimals(whole.gini, 4)}, HHI {to_decimals(whole.hhi, 2)}"


def _key_accounts(
    data: SoldByYear, sold: Sequence[Sold], places: Sequence[Ranked], share: Fraction | None
) -> Iterator[str]:
    """What the key accounts bring, and which of class A are none, or the other way round."""
    if share is None:
        yield hinted("no key accounts", f": `amcli account edit ACCOUNT --tier {KEY_TIER}` makes one")
        return
    bring = f"{data.rates.spell_whole(Fraction(data.key_amount(sold)))}, {hundredths(share)}"
    yield f"key accounts ({data.key.said}) bring {bring}"
    if data.key.by == CLASS:
        return
    classes = {each.account.id: place.abc for each, place in zip(sold, places, strict=True)}
    others = [each.account.code for each in sold if classes[each.account.id] == "A" and each.account.tier != KEY_TIER]
    small = [
        node.code
        for node in data.accounts.values()
        if node.tier == KEY_TIER and not node.archived and classes.get(node.id) != "A"
    ]
    for said, codes in ((f"class A and not tier {KEY_TIER}", others), (f"tier {KEY_TIER} and not class A", small)):
        if codes:
            yield f"{said}: {names(codes)}"


def _left_out(data: SoldByYear, sold: Sequence[Sold]) -> Iterator[str]:
    """Who is in no figure."""
    found = data.left_out()
    for said, some in (
        ("credits as high as sales", [each for each in found if not each.amount]),
        ("more credits than sales", [each for each in found if each.amount < 0]),
    ):
        if some:
            yield f"left out, {said}: {names([each.account.code for each in some])}"
    there = {each.account.id for each in (*sold, *found)}
    idle = [node.code for node in data.accounts.values() if node.id not in there and not node.archived]
    if idle and there:
        yield f"left out, no sales: {names(idle)}"


def _year(data: SoldByYear, each: YearSold) -> str:
    """`2025: Gini 0.4012, HHI 3012.34, top 20 % 48.10 %, key accounts 70.02 %`."""
    whole, name = each.measures, _called(data, each.year)
    if whole is None or not whole.accounts:
        return f"{name}: {'n/a' if whole is None else 'no sales'}"
    told = f"{_indices(whole)}, top 20 % {hundredths(whole.top_part(TOPS[-1]))}"
    key = f", key accounts {hundredths(Fraction(each.key) / whole.total)}" if data.key.ids else ""
    return f"{name}: {told}{key}"


def _called(data: SoldByYear, year: YearSpan) -> str:
    """`2026 up to 17 Sep`, `2024 from 18 Sep 2024`: a year of which not all days count, or are in the books."""
    since = data.books.since
    begins = f" from {short_day(since, data.today)}" if since and since > year.period.start else ""
    return f"{year.period.name}{begins}{f' up to {short_day(year.last, data.today)}' if year.partly else ''}"
