"""Targets of whole reports against a calculator of its own: the words of docs/figures.md, day by day."""

from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import Portfolio, period, row_of, rows_of

from amcli.features.sales.reports.sales import sales
from conftest import tries

ACCOUNTS = {"root": None, "left": "root", "right": "root", "leaf": "left", "solo": None}
SPANS = ("2026", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2026-02", "2026-05", "2026-11", "2025", "2025-Q4")
ASKED = ("2026", "2026-Q1", "2026-Q4", "2026-02", "2026-12", "2026-01-15..2026-04-14")


class Given(NamedTuple):
    span: str
    account: str | None
    group: bool
    cents: int


set_targets = st.lists(
    st.builds(
        Given,
        st.sampled_from(SPANS),
        st.none() | st.sampled_from(sorted(ACCOUNTS)),
        st.booleans(),
        st.integers(0, 10**7),
    ),
    max_size=14,
    unique_by=lambda each: (each.span, each.account, each.group and each.account is not None),
)


def share(known: list[Given], day: date) -> Fraction | None:
    """What nested targets give to a day."""
    spans = {each: (period(each.span).start, period(each.span).end) for each in known}
    covering = [each for each in known if spans[each][0] <= day < spans[each][1]]
    if not covering:
        return None
    mine = min(covering, key=lambda each: period(each.span).days)
    start, end = spans[mine]
    within = [each for each in known if each != mine and start <= spans[each][0] and spans[each][1] <= end]
    top = [
        each
        for each in within
        if not any(
            each != other and spans[other][0] <= spans[each][0] and spans[each][1] <= spans[other][1]
            for other in within
        )
    ]
    left = (end - start).days - sum(period(each.span).days for each in top)
    return max(Fraction(mine.cents - sum(each.cents for each in top), left), Fraction(0))


def answer(given_: list[Given], account: str | None, group: bool, text: str) -> Fraction | None:
    """The target of a holder for a period."""
    known = [each for each in given_ if each.account == account and (each.group and account is not None) == group]
    if exact := [each for each in known if period(each.span)[:2] == period(text)[:2]]:
        return Fraction(exact[0].cents)
    span = period(text)
    days = [share(known, span.start + timedelta(days=number)) for number in range(span.days)]
    return None if None in days else sum((day for day in days if day is not None), Fraction(0))


def rolled_up(given_: list[Given], account: str, text: str) -> Fraction | None:
    """A row of the tree: the group's, else own and children's."""
    group = answer(given_, account, True, text)
    if group is not None:
        return group
    parts = [answer(given_, account, False, text)]
    parts += [rolled_up(given_, child, text) for child, above in ACCOUNTS.items() if above == account]
    known = [each for each in parts if each is not None]
    return sum(known, Fraction(0)) if known else None


def whole(given_: list[Given], text: str) -> Fraction | None:
    """The portfolio's, else the roots'."""
    own = answer(given_, None, False, text)
    if own is not None:
        return own
    known = [part for root in ("root", "solo") if (part := rolled_up(given_, root, text)) is not None]
    return sum(known, Fraction(0)) if known else None


def money(minor: Fraction | None) -> Decimal | None:
    if minor is None:
        return None
    return Decimal(round(minor)).scaleb(-2).quantize(Decimal("0.01"), ROUND_HALF_EVEN)


@settings(max_examples=tries(12, 100))
@given(set_targets, st.sampled_from(ASKED))
def test_every_target_is_as_counted_by_hand(given_: list[Given], text: str) -> None:
    """Flat rows, rows of the tree, parts of the period and the total are the calculator's, and so is what is left."""
    book = Portfolio()
    for code, parent in ACCOUNTS.items():
        book.account(code, parent)
    for each in given_:
        amount = str(Decimal(each.cents).scaleb(-2))
        book.target(each.span, amount, each.account, group=each.group and each.account is not None)
    reader, span = book.reader(), period(text)
    flat = sales(reader, period=span, as_of=None)
    tree = sales(reader, period=span, as_of=None, tree=True)
    months = sales(reader, period=span, as_of=None, by="month")
    for code in ACCOUNTS:
        assert row_of(flat, code)["target"] == money(answer(given_, code, False, text))
        assert row_of(tree, code)["target"] == money(rolled_up(given_, code, text))
    for report in (flat, tree, months):
        assert row_of(report, "total")["target"] == money(whole(given_, text))
    for row, month in zip(rows_of(months), span.months(), strict=True):
        days = f"{month.start}..{month.last_day}"
        assert row["target"] == money(whole(given_, days))
    own = answer(given_, None, False, text)
    roots = [part for root in ("root", "solo") if (part := rolled_up(given_, root, text)) is not None]
    nobodys = own - sum(roots, Fraction(0)) if own is not None and roots else None
    assert flat.facts["unallocated"] == money(nobodys)
