"""How many sales an account had, ever and lately: of all accounts from totals, of some from their sales."""

from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st
from report_samples import Portfolio

from amcli.base.time.dates import add_months
from amcli.features.models.reports.records_say import facts_of
from conftest import tries

START = date(2024, 1, 1)
LINES = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.one_of(st.integers(0, 900), st.sampled_from((30, 31, 59, 60, 760, 761, 790, 791))),
        st.sampled_from(("sale", "sale", "credit", "purchase")),
        st.sampled_from(("USD", "EUR")),
    ),
    max_size=25,
)


@settings(max_examples=tries(40, 400))
@example([("a", 30, "sale", "USD")], 760)  # the last day of the month in which the 24 begin
@given(LINES, st.one_of(st.integers(700, 900), st.sampled_from((760, 761, 790, 791))))
def test_sales_are_counted_one_by_one(lines: list[tuple[str, int, str, str]], days: int) -> None:
    """A credit and a purchase are no sale; the day itself counts, of 24 months the day before their first not."""
    book, day = Portfolio(), START + timedelta(days=days)
    for code in "ab":
        book.account(code)
    for code, after, kind, currency in lines:
        book.sale(code, str(START + timedelta(days=after)), "5", currency, kind)
    since, reader = add_months(day, -24), book.reader(str(day))
    wanted = {}
    for code, number in book.accounts.items():
        sold = [START + timedelta(days=after) for name, after, kind, _ in lines if (name, kind) == (code, "sale")]
        if ever := [each for each in sold if each <= day]:
            wanted[number] = (len(ever), sum(each > since for each in ever))
    for found in (facts_of(reader, day), facts_of(reader, day, [*book.accounts.values()])):
        assert {account: (each.sales, each.sales_24_months) for account, each in found.items()} == wanted
