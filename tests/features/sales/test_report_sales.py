"""The sales report: its figures, who is in it, how it is cut, and what it says beside."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from report_samples import Portfolio, figures_of, period, row_of, rows_of

from amcli.base.errors import BadValue, NotFound
from amcli.features.sales.reports.headlines import account_headlines, headline
from amcli.features.sales.reports.sales import sales
from amcli.settings.environment import Env
from amcli.store.derived import rebuild
from amcli.store.open import open_writer
from amcli.store.reader import reading

D = Decimal
LAST_YEAR = [50, 60, 70, 70, 80, 90, 90, 60, 100, 110, 120, 100]  # thousands a month


@pytest.fixture
def book() -> Portfolio:
    """The account of figures.md: last year by month, and 520,000 by the end of June 2026 against 1,200,000."""
    book = Portfolio()
    book.account("acme")
    for month, thousands in enumerate(LAST_YEAR, 1):
        book.sale("acme", f"2025-{month:02}-15", f"{thousands}000")
    book.sale("acme", "2026-01-10", "300000")
    book.sale("acme", "2026-06-30", "220000")
    book.target("2026", "1200000", "acme")
    return book


def test_the_published_figures(book: Portfolio) -> None:
    """A row and the total have every value that figures.md gives for the year 2026 as of 30 June."""
    report = sales(book.reader(), period=period("2026"), as_of=None)
    row = row_of(report, "acme")
    published = {
        "actual": D("520000.00"),
        "target": D("1200000.00"),
        "target_basis": "own",
        "attainment": D("43.3"),
        "expected": D("595068.49"),
        "pace_linear": D("87.4"),
        "pace_seasonal": D("103.2"),
        "forecast": D("1194565.22"),
        "forecast_linear": D("1048618.78"),
        "forecast_seasonal": D("1238095.24"),
        "gap": D("680000.00"),
        "shortfall": D("5434.78"),
        "needed_per_day": D("3695.65"),
        "needed_per_working_day": D("5151.52"),
        "last_year": D("420000.00"),
        "growth": D("23.8"),
    }
    assert {key: row[key] for key in published} == published
    assert row["sign"] == "~"  # 99.5 %
    total = row_of(report, "total")
    assert {key: total[key] for key in published} == published | {"target_basis": "sum"}


def test_columns_and_facts(book: Portfolio) -> None:
    """The columns of the contract come in its order, and the facts say what was asked."""
    report = sales(book.reader(), period=period("2026"), as_of=None)
    data = [column.key for column in report.columns if not column.table_only]
    assert " ".join(data) == (
        "key name currency actual target target_basis attainment expected pace_linear pace_seasonal forecast "
        "forecast_low forecast_high forecast_linear forecast_seasonal gap shortfall needed_per_day "
        "needed_per_working_day last_year growth margin cost_lines lines"
    )
    assert dict(report.facts) == {
        "period": "2026",
        "start": date(2026, 1, 1),
        "end": date(2026, 12, 31),
        "as_of": date(2026, 6, 30),
        "currency": "USD",
        "by": "account",
        "unallocated": None,
        "booked_to": date(2026, 6, 30),
    }


def test_what_80_columns_show() -> None:
    """Up to rank 2, which 80 columns have room for, are the name, actual, target, attainment with its bar, the sign
    beside the share that it judges, and what will be missing; at 40 stay name, actual and that share with its sign.
    """
    book = Portfolio()
    book.target("2026", "100")
    columns = sales(book.reader(), period=period("2026"), as_of=None).columns
    shown = [column.key for column in columns if column.rank <= 2 and not column.undrawn]
    assert shown == ["name", "actual", "target", "attainment", "bar", "sign", "landing", "shortfall"]
    assert [column.key for column in columns if not column.rank and not column.undrawn] == [
        "name",
        "actual",
        "sign",
        "landing",
    ]
    assert all(column.whole for column in columns if column.kind.value == "money")


def test_without_a_target_last_year_comes_first() -> None:
    """Where no row has a target, what is about one gives its place on a narrow screen to last year; where the total has
    none either, on every screen.
    """
    book = Portfolio()
    book.account("acme")
    book.product("pad")
    for year in ("2025", "2026"):
        book.sale("acme", f"{year}-02-01", "50", product="pad")

    def shown(by: str, most: int) -> set[str]:
        columns = sales(book.reader(), period=period("2026"), as_of=None, by=by).columns
        return {column.key for column in columns if column.rank <= most and not column.undrawn and not column.repeats}

    assert shown("product", 2) == {"name", "actual", "forecast", "last_year", "growth"}
    assert "target" not in shown("product", 9)
    book.target("2026", "100", "acme")
    assert shown("product", 2) == {"name", "actual", "forecast", "last_year", "growth"}
    assert "target" in shown("product", 9)
    assert {"target", "bar", "shortfall"} < shown("account", 2)


def test_money_has_the_currencys_decimals() -> None:
    """Yen have none, dinars three."""
    for currency, text in (("JPY", "120"), ("KWD", "1.250")):
        book = Portfolio()
        book.account("acme")
        book.sale("acme", "2026-01-01", text, currency)
        report = sales(book.reader(), period=period("2026"), as_of=None)
        assert (report.facts["currency"], str(row_of(report, "acme")["actual"])) == (currency, text)


def test_later_bookings_do_not_count(book: Portfolio) -> None:
    """What is booked after as-of is not yet sold, and the day itself is."""
    day = sales(book.reader(), period=period("2026"), as_of=date(2026, 6, 29))
    assert row_of(day, "acme")["actual"] == D("300000.00")
    assert row_of(sales(book.reader(), period=period("2026"), as_of=date(2026, 6, 30)), "acme")["actual"] == 520_000


def test_as_of_after_the_period(book: Portfolio) -> None:
    """A year that is over counts to its last day: its forecast is its actual."""
    report = sales(book.reader(), period=period("2025"), as_of=None)
    row = row_of(report, "acme")
    assert report.facts["as_of"] == date(2025, 12, 31)
    assert row["actual"] == row["forecast"] == row["forecast_linear"] == 1_000_000
    assert row["needed_per_day"] is None


def test_as_of_before_the_period(book: Portfolio) -> None:
    """A period to come has a gap and what is needed a day; pace, forecast, growth and sign are undefined."""
    book.target("2027", "36500", "acme")
    report = sales(book.reader(), period=period("2027"), as_of=None)
    row = row_of(report, "acme")
    undefined = "expected pace_linear pace_seasonal forecast forecast_linear forecast_seasonal last_year growth sign"
    assert {row[key] for key in undefined.split()} == {None}
    assert (row["actual"], row["gap"], row["needed_per_day"]) == (0, 36_500, 100)
    assert report.facts["as_of"] == date(2026, 6, 30)
    assert any("has not begun" in note for note in report.notes)


def test_leap_day_compares_with_the_28th() -> None:
    """Up to 29 February 2024 compares with up to 28 February 2023."""
    book = Portfolio()
    book.account("acme")
    for day, amount in (("2023-01-31", "0"), ("2023-02-28", "10"), ("2023-03-01", "90"), ("2024-02-29", "15")):
        book.sale("acme", day, amount)
    row = row_of(sales(book.reader(), period=period("2024"), as_of=date(2024, 2, 29)), "acme")
    assert (row["actual"], row["last_year"], row["growth"]) == (15, 10, D("50.0"))


def test_a_week_compares_with_52_weeks_earlier() -> None:
    """Week 47 of 2026 up to Wednesday compares with Monday to Wednesday 364 days earlier."""
    book = Portfolio()
    book.account("acme")
    for day, amount in (("2025-11-16", "1"), ("2025-11-17", "2"), ("2025-11-19", "4"), ("2025-11-20", "8")):
        book.sale("acme", day, amount)
    book.sale("acme", "2026-11-16", "12")
    row = row_of(sales(book.reader(), period=period("2026-W47"), as_of=date(2026, 11, 18)), "acme")
    assert row["last_year"] == 6
    assert row["forecast_seasonal"] == 28  # 6 of 14 were in: 12 / (6 / 14)
    assert row["forecast"] == D("25.54")  # 12 + 8/14 × (12 + h·8), h = (24 + 14) / (12 + 14)


def test_zero_target() -> None:
    """Of a target of zero nothing is a share; the gap is what was sold beyond it."""
    book = Portfolio()
    book.account("acme")
    book.sale("acme", "2026-01-01", "10")
    book.target("2026", "0", "acme")
    row = row_of(sales(book.reader(), period=period("2026"), as_of=None), "acme")
    assert (row["target"], row["attainment"], row["pace_linear"], row["sign"]) == (0, None, None, None)
    assert row["gap"] == -10


def test_no_last_year() -> None:
    """Without last year growth is undefined, and the forecast linear where the portfolio has no season either."""
    book = Portfolio()
    book.account("acme")
    book.sale("acme", "2026-01-01", "181")
    report = sales(book.reader(), period=period("2026"), as_of=None)
    row = row_of(report, "acme")
    assert (row["last_year"], row["growth"], row["pace_seasonal"]) == (None, None, None)
    assert row["forecast"] == row["forecast_linear"] == 365
    assert any(note.startswith("no seasonal pace") for note in report.notes)


def test_the_portfolios_first_sale_decides_the_season() -> None:
    """A portfolio that began in January of last year has a season, one that began in February has none."""
    for first, forecast in (("2025-01-31", "300.00"), ("2025-02-01", None)):
        book = Portfolio()
        book.account("acme")
        book.sale("acme", first, "50")
        book.sale("acme", "2025-12-01", "100")
        book.sale("acme", "2026-01-01", "100")
        row = row_of(sales(book.reader(), period=period("2026"), as_of=None), "acme")
        assert row["forecast_seasonal"] == (D(forecast) if forecast else None)


def test_the_season_is_the_portfolios() -> None:
    """w and h come from all accounts, also in a report about one."""
    book = Portfolio()
    book.account("old")
    book.account("new")
    book.sale("old", "2025-01-01", "25")
    book.sale("old", "2025-12-01", "75")
    book.sale("new", "2026-01-01", "10")
    for accounts in ((), ("new",)):
        row = row_of(sales(book.reader(), period=period("2026"), as_of=None, accounts=accounts), "new")
        assert row["forecast_seasonal"] == 40
        assert row["forecast"] == D("17.50")  # 10 + 3/4 × 10


def test_credits_and_purchases() -> None:
    """A credit is taken off sales, a purchase is no sale, and neither does a purchase begin the history."""
    book = Portfolio()
    book.account("acme")
    book.sale("acme", "2025-01-01", "999", kind="purchase")
    book.sale("acme", "2026-01-01", "100")
    book.sale("acme", "2026-01-02", "30", kind="credit")
    book.sale("acme", "2026-01-03", "500", kind="purchase")
    row = row_of(sales(book.reader(), period=period("2026"), as_of=None), "acme")
    assert (row["actual"], row["lines"], row["pace_seasonal"]) == (70, 2, None)


def test_margin_over_the_lines_that_carry_a_cost() -> None:
    """Sales of 1,000 with a cost of 700 and of 500 without: 30.0 %, 1 of 2 lines."""
    book = Portfolio()
    book.account("acme")
    book.sale("acme", "2026-01-01", "1000", cost="700")
    book.sale("acme", "2026-01-02", "500")
    report = sales(book.reader(), period=period("2026"), as_of=None)
    row = row_of(report, "acme")
    assert (row["margin"], row["cost_lines"], row["lines"]) == (D("30.0"), 1, 2)
    assert any("1 of 2 lines" in note for note in report.notes)


def test_a_credits_cost_comes_back() -> None:
    """Goods given back take their cost with them; without a line that has a cost there is no margin."""
    book = Portfolio()
    book.account("acme")
    book.account("none")
    book.sale("acme", "2026-01-01", "1000", cost="600")
    book.sale("acme", "2026-01-02", "200", kind="credit", cost="120")
    book.sale("none", "2026-01-02", "200")
    report = sales(book.reader(), period=period("2026"), as_of=None)
    assert row_of(report, "acme")["margin"] == D("40.0")
    assert row_of(report, "none")["margin"] is None


def test_who_is_in_it() -> None:
    """Live accounts, sold to or not, and of the archived those with sales now or last year, or with a target."""
    book = Portfolio()
    book.account("live")
    for code in ("gone", "now", "before", "promised"):
        book.account(code, archived="2026-02-01")
    book.sale("gone", "2024-12-31", "10")
    book.sale("now", "2026-01-01", "10")
    book.sale("before", "2025-12-31", "10")
    book.target("2026", "5", "promised")
    report = sales(book.reader(), period=period("2026"), as_of=None)
    assert [row["key"] for row in rows_of(report)] == ["now", "before", "live", "promised"]


def test_the_largest_first() -> None:
    """Rows go by actual, the largest first, and accounts that sold the same by code, in any case."""
    book = Portfolio()
    for code, amount in (("b", "5"), ("C", "9"), ("a", "5"), ("B2", "5")):
        book.account(code)
        book.sale(code, "2026-01-01", amount)
    assert [row["key"] for row in rows_of(sales(book.reader(), period=period("2026"), as_of=None))] == [
        "C",
        "a",
        "b",
        "B2",
    ]


def test_some_accounts(book: Portfolio) -> None:
    """With accounts named the report is about them alone, archived or not, and so is its total."""
    book.account("other", archived="2026-01-01")
    book.account("third")
    book.sale("third", "2026-02-02", "77")
    book.target("2026", "9999999")
    report = sales(book.reader(), period=period("2026"), as_of=None, accounts=["ACME", "other"])
    assert [row["key"] for row in rows_of(report)] == ["acme", "other"]
    total = row_of(report, "total")
    assert (total["actual"], total["target"], total["forecast"]) == (520_000, 1_200_000, D("1194593.37"))
    assert report.facts["unallocated"] is None


def test_an_unknown_account(book: Portfolio) -> None:
    """A name that nobody has is not found."""
    with pytest.raises(NotFound):
        sales(book.reader(), period=period("2026"), as_of=None, accounts=["nobody"])


@pytest.mark.parametrize("words", [{"by": "region"}, {"by": "months"}, {"by": "month", "tree": True}])
def test_what_is_not_accepted(book: Portfolio, words: dict[str, object]) -> None:
    """An unknown cut, and a tree of anything but accounts, are refused with what is accepted."""
    with pytest.raises(BadValue, match=r"account|--by"):
        sales(book.reader(), period=period("2026"), as_of=None, **words)  # type: ignore[arg-type]


def test_by_month(book: Portfolio) -> None:
    """Months in order: those that are over forecast what they sold, those to come have no pace."""
    report = sales(book.reader("2026-06-15"), period=period("2026"), as_of=None, by="month")
    assert [row["key"] for row in rows_of(report)] == [f"2026-{month:02}" for month in range(1, 13)]
    january, june, july = (row_of(report, f"2026-{month}") for month in ("01", "06", "07"))
    assert (january["actual"], january["forecast"], january["last_year"]) == (300_000, 300_000, 50_000)
    assert january["target"] == D("101917.81")  # 31 of 365 days
    assert (june["actual"], june["last_year"]) == (0, 90_000)
    assert (july["actual"], july["last_year"], july["forecast"], july["pace_linear"]) == (0, None, None, None)
    assert row_of(report, "total")["target"] == 1_200_000
    assert any(note.startswith("target pro rata by days") for note in report.notes)


def test_by_quarter_of_a_fiscal_year(tmp_path: Path) -> None:
    """Quarters are the calendar's; those of a fiscal year are its own."""
    config = tmp_path / "config.toml"
    config.write_text("[fiscal]\nstart = 2\n")
    reader = Portfolio().reader(config=config)
    from amcli.base.time.period import parse_period

    fiscal = parse_period("FY2026", date(2026, 6, 30), reader.env.config.fiscal)
    keys = [row["key"] for row in rows_of(sales(reader, period=fiscal, as_of=None, by="quarter"))]
    assert keys == ["FY2026-Q1", "FY2026-Q2", "FY2026-Q3", "FY2026-Q4"]
    calendar = sales(reader, period=period("2025-11-15..2026-04-02"), as_of=None, by="quarter")
    assert [row["key"] for row in rows_of(calendar)] == ["2025-Q4", "2026-Q1", "2026-Q2"]


def test_parts_are_clipped_to_the_period(book: Portfolio) -> None:
    """The quarters at both ends of a period are as long as the period lets them be."""
    report = sales(book.reader(), period=period("2026-03-31..2026-07-02"), as_of=None, by="quarter")
    assert [row["target"] for row in rows_of(report)] == [D("3287.67"), D("299178.08"), D("6575.34")]


def test_by_product() -> None:
    """Products that were sold or have a target, with their own targets; sales of no product have a row."""
    book = Portfolio()
    book.account("acme")
    for code in ("pad", "disc", "idle", "promised"):
        book.product(code)
    book.sale("acme", "2026-01-01", "30", product="pad")
    book.sale("acme", "2026-01-01", "50", product="disc")
    book.sale("acme", "2026-01-01", "20")
    book.target("2026", "1000")
    book.target("2026", "60", product="pad")
    book.target("2026", "7", account="acme", product="promised")
    report = sales(book.reader(), period=period("2026"), as_of=None, by="product")
    assert [(row["key"], row["actual"], row["target"], row["target_basis"]) for row in rows_of(report)] == [
        ("disc", 50, None, None),
        ("pad", 30, 60, "own"),
        (None, 20, None, None),
        ("promised", 0, 7, "sum"),
    ]
    assert row_of(report, "total")["target"] == 1000


def test_by_category() -> None:
    """Products of one category add up; nobody sets a target for a category, and the total has the portfolio's."""
    book = Portfolio()
    book.account("acme")
    for code, category in (("pad", "Brakes"), ("disc", "Brakes"), ("oil", "Filters"), ("odd", None)):
        book.product(code, category)
        book.sale("acme", "2026-01-01", "10", product=code)
    book.sale("acme", "2026-01-01", "5")
    book.target("2026", "1000")
    report = sales(book.reader(), period=period("2026"), as_of=None, by="category")
    assert [(row["key"], row["actual"], row["target"]) for row in rows_of(report)] == [
        ("Brakes", 20, None),
        (None, 15, None),
        ("Filters", 10, None),
    ]
    assert row_of(report, "total")["target"] == 1000


def test_the_trend_is_the_months_so_far(book: Portfolio) -> None:
    """The drawing has one number for each month up to as-of, and they add up to the actual."""
    row = row_of(sales(book.reader(), period=period("2026"), as_of=None), "acme")
    assert tuple(row["trend"]) == (300_000, 0, 0, 0, 0, 220_000)


def test_a_period_longer_than_a_year() -> None:
    """Two years compare with the two that lie a year earlier, though they overlap."""
    book = Portfolio()
    book.account("acme")
    for year, amount in ((2022, "7"), (2023, "1"), (2024, "10"), (2025, "100")):
        book.sale("acme", f"{year}-05-05", amount)
    row = row_of(sales(book.reader(), period=period("2024-01-01..2025-12-31"), as_of=None), "acme")
    assert (row["actual"], row["last_year"]) == (110, 11)


def test_nobody_has_written_yet() -> None:
    """An empty portfolio has an empty report, in US dollars, that says how to begin."""
    report = sales(Portfolio().reader(), period=period("2026"), as_of=None)
    assert list(report.rows) == []
    assert report.facts["currency"] == "USD"
    assert "account add" in report.empty
    assert row_of(report, "total")["actual"] == 0


def test_a_file_that_does_not_exist(tmp_path: Path) -> None:
    """The default file that was never made, which has no currencies either, still reports in any currency."""
    environ = {"XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path), "AMCLI_CONFIG": "/nonexistent"}
    env = Env(environ, now_fixed=datetime(2026, 6, 30))
    env.__dict__["path"] = tmp_path / "missing.db"
    with reading(env) as reader:
        assert sales(reader, period=period("2026"), as_of=None, currency="EUR").facts["currency"] == "EUR"


def test_from_a_file(tmp_path: Path) -> None:
    """The same report from a file on disk."""
    connection = open_writer(tmp_path / "a.db")
    connection.execute("INSERT INTO account (code, name, created) VALUES ('acme', 'Acme', '2026-01-01')")
    columns = "account_id, date, amount_minor, currency, kind"
    connection.execute(f"INSERT INTO sale ({columns}) VALUES (1, '2026-02-01', 1250, 'EUR', 'sale')")
    rebuild(connection)
    connection.close()
    env = Env({"AMCLI_DB": str(tmp_path / "a.db"), "AMCLI_CONFIG": "/nonexistent"}, now_fixed=datetime(2026, 6, 30))
    with reading(env) as reader:
        report = sales(reader, period=period("2026"), as_of=None)
    assert (report.facts["currency"], str(row_of(report, "acme")["actual"])) == ("EUR", "12.50")


# Headlines


def test_the_headline_of_the_portfolio(book: Portfolio) -> None:
    """The daily screen has the figures of the report's total."""
    line = headline(book.reader(), period("2026"), None)
    total = row_of(sales(book.reader(), period=period("2026"), as_of=None), "total")
    assert figures_of(line) == {key: total[key] for key in figures_of(line)}
    assert line.forecast == D("1194565.22")
    assert (line.sign, line.currency) == ("~", "USD")


@pytest.mark.parametrize("group_target", [False, True])
def test_the_headlines_of_an_account(book: Portfolio, group_target: bool) -> None:
    """An account's own line is its row in the report of it alone, its group's line its row in the tree."""
    book.account("child", "acme")
    book.sale("child", "2026-02-02", "80000")
    if group_target:
        book.target("2026", "1500000", "acme", group=True)
    lines = account_headlines(book.reader(), period("2026"), None, book.accounts["acme"])
    assert list(lines) == ["own", "group"]
    for word, line in lines.items():
        report = sales(book.reader(), period=period("2026"), as_of=None, accounts=["acme"], tree=word == "group")
        row = row_of(report, "acme")
        assert figures_of(line) == {key: row[key] for key in figures_of(line)}
    assert [lines["own"].actual, lines["own"].target] == [520_000, 1_200_000]
    assert [lines["group"].actual, lines["group"].target] == [600_000, 1_500_000 if group_target else 1_200_000]
    alone = account_headlines(book.reader(), period("2026"), None, book.accounts["child"])
    assert [list(alone), alone["own"].actual, alone["own"].target] == [["own"], 80_000, None]


def test_configured_signs(book: Portfolio, tmp_path: Path) -> None:
    """The thresholds of the signs are the configured ones."""
    config = tmp_path / "config.toml"
    config.write_text("[signs]\ngood = 96\nnear = 50\n")
    assert headline(book.reader(config=config), period("2026"), None).sign == "✓"
