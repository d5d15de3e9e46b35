"""Days and numbers as other programs write them."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.base.errors import BadValue
from amcli.base.money import COMMA, POINT
from amcli.tools.importing.services.columns import foreign_formats as foreign
from amcli.tools.importing.services.columns import lengths
from amcli.tools.importing.services.columns.foreign_formats import DAY_FIRST, MONTH_FIRST


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-11-24", "2026-11-24"),
        ("2026-11-24T10:00:00.000", "2026-11-24T10:00"),
        ("2026-11-24T00:00:00.000", "2026-11-24"),
        ("2026-11-24 09:05:59", "2026-11-24T09:05"),
        ("2026/11/24", "2026-11-24"),
        ("2026/5/6", "2026-05-06"),
        ("24.11.2026", "2026-11-24"),
        ("5.6.2026 8:00", "2026-06-05T08:00"),
        ("24. 11. 2026", "2026-11-24"),
        ("24-Nov-2026", "2026-11-24"),
        ("24 november 2026", "2026-11-24"),
        ("24-Nov-26", "2026-11-24"),
        ("03/Aug/26 9:12 AM", "2026-08-03T09:12"),
        ("Nov 24, 2026", "2026-11-24"),
        ("Sept. 3rd, 2026 3:30 PM", "2026-09-03T15:30"),
        ("20261124", "2026-11-24"),
        ("11/24/2026", "2026-11-24"),
        ("24/11/2026", "2026-11-24"),
        ("24-11-2026", "2026-11-24"),
        ("11/24/2026 3:30 PM", "2026-11-24T15:30"),
        ("11/24/2026, 12:00 AM", "2026-11-24"),
        ("11/24/2026 12:15 am", "2026-11-24T00:15"),
        ("11/24/2026 12:15pm", "2026-11-24T12:15"),
        ("05/05/2026", "2026-05-05"),
    ],
)
def test_a_day_that_can_be_meant_in_one_way_alone(text: str, wanted: str) -> None:
    """The day as it is written; with its time, unless that is midnight."""
    assert foreign.day(f" {text} ", "") == wanted


@pytest.mark.parametrize("text", ["today", "fri", "+3d", "2026-Q4", "12", "45631", "Nov 24", "24-Foo-2026", "x", "1/2"])
def test_other_texts_are_left_to_who_reads_the_field(text: str) -> None:
    """What amcli itself takes, and what nobody knows."""
    assert foreign.day(text, "") == text


@pytest.mark.parametrize("text", ["24.11.26", "11/24/26", "11/24/26 10:00"])
def test_two_digits_are_no_year(text: str) -> None:
    """Nobody should guess the century, or which number is the year."""
    with pytest.raises(BadValue, match="has a year of two digits"):
        foreign.day(text, DAY_FIRST)


def test_a_day_that_may_be_two_is_asked_for() -> None:
    """The question names both, and what to type."""
    with pytest.raises(BadValue) as error:
        foreign.day("05/06/2026 10:00", "")
    assert error.value.message == (
        "'05/06/2026 10:00' may be 5 June or 6 May 2026: type --date-order dmy or --date-order mdy"
    )
    assert foreign.day("05/06/2026", DAY_FIRST) == "2026-06-05"
    assert foreign.day("05-06-2026", MONTH_FIRST) == "2026-05-06"


@pytest.mark.parametrize(("text", "order", "first"), [("13/01/2026", "mdy", "month"), ("01/13/2026", "dmy", "day")])
def test_a_day_against_the_order_is_refused(text: str, order: str, first: str) -> None:
    """Turning it round would hide that one of the two is wrong."""
    with pytest.raises(BadValue, match=f"is no day of the calendar where the {first} comes first because"):
        foreign.day(text, order, " because")


@given(st.dates(date(1900, 1, 1), date(9999, 12, 31)), st.times(), st.sampled_from(["%H:%M", "%H:%M:%S", "%I:%M %p"]))
def test_any_day_is_read_as_python_writes_it(day: date, time: object, clock: str) -> None:
    """In all forms, with and without a time."""
    moment = datetime.combine(day, time)  # type: ignore[arg-type]
    wanted = f"T{moment:%H:%M}" if moment.hour or moment.minute else ""
    year = f"{day.year:04}"
    for form, order in (
        (f"{year}-%m-%d", ""), (f"%d.%m.{year}", ""), (f"%d/%m/{year}", DAY_FIRST), (f"%m/%d/{year}", MONTH_FIRST),
        (f"%d-%b-{year}", ""), (f"%B %d, {year}", ""), (f"{year}%m%d", ""),
    ):  # fmt: skip
        assert foreign.day(day.strftime(form), order) == day.isoformat()
        assert foreign.day(moment.strftime(f"{form} {clock}"), order) == day.isoformat() + wanted


@pytest.mark.parametrize(
    ("text", "proves"),
    [("13/01/2026", "dmy"), ("01/13/2026", "mdy"), ("01/02/2026", "?"), ("02-03-2026 10:00", "?"), ("05/05/2026", ""),
     ("13/13/2026", ""), ("01.02.2026", ""), ("2026-01-02", ""), ("x", "")],
)  # fmt: skip
def test_what_a_day_proves(text: str, proves: str) -> None:
    """A number above twelve is no month."""
    assert foreign.order_of(text) == proves


@pytest.mark.parametrize(
    ("text", "decimal", "value", "currency"),
    [
        ("1250.5", "", "1250.5", None),
        ("1,250.00", "", "1250.00", None),
        ("1,250", "", "1250", None),
        ("1.250", "", "1.250", None),
        ("1.250", COMMA, "1250", None),
        ("1.234,56", COMMA, "1234.56", None),
        ("1.234.567", COMMA, "1234567", None),
        ("0,5", COMMA, "0.5", None),
        ("1 234,56", COMMA, "1234.56", None),
        ("1\u00a0234,56", COMMA, "1234.56", None),
        ("1\u202f234\u202f567", "", "1234567", None),
        ("1'234.56", "", "1234.56", None),
        ("1’234’567.8", POINT, "1234567.8", None),
        ("€ 99", "", "99", "EUR"),
        ("99 €", "", "99", "EUR"),
        ("99€", "", "99", "EUR"),
        ("EUR 99", "", "99", "EUR"),
        ("eur99", "", "99", "EUR"),
        ("1.250,00 EUR", COMMA, "1250.00", "EUR"),
        ("₹1,250", "", "1250", "INR"),
        ("R$ 5000", "", "5000", "BRL"),
        ("$1,250.00 USD", "", "1250.00", "USD"),
        ("kr. 5 SEK", "", "5", "SEK"),
        ("CN¥5000", "", "5000", "CNY"),
        ("US$ 12.50", "", "12.50", "USD"),
        ("12.50 zł", "", "12.50", "PLN"),
        ("CHF 1'234.50", "", "1234.50", "CHF"),
        ("12,34,567.00", "", "1234567.00", None),
        ("₹1,00,000", "", "100000", "INR"),
        ("1,00,000.00 INR", POINT, "100000.00", "INR"),
    ],
)
def test_an_amount_is_read_with_its_currency(text: str, decimal: str, value: str, currency: str | None) -> None:
    """With what stands before the decimals as the column has it; without that as amcli itself reads it."""
    found = foreign.amount(text, decimal)
    assert (str(found.value), found.currency, found.negative, found.sign) == (value, currency, False, "")


@pytest.mark.parametrize(
    "text",
    ["(45.00)", "-45.00", "45.00-", "\u221245.00", "- 45.00", "($45.00)", "-$45.00", "$-45.00", "$ (45.00)", "-45.00 €",
     "EUR -45.00", "45.00- EUR", "(45.00) EUR", "(45.00 EUR)"],
)  # fmt: skip
def test_a_sign_may_stand_anywhere(text: str) -> None:
    """In front, behind, beside the currency, and as an accountant's parentheses."""
    found = foreign.amount(text, "")
    assert (found.value, found.negative, found.sign) == (Decimal("45.00"), True, "$" if "$" in text else "")


@pytest.mark.parametrize(
    ("text", "decimal", "says"),
    [
        ("1.234,56", "", "has a decimal comma: type --decimal comma"),
        ("12,5", POINT, "is no number with a decimal point"),
        ("12.50", COMMA, "is no number with a decimal comma"),
        ("12,34,567.00", COMMA, "is no number with a decimal comma"),
        ("12,34,567", COMMA, "is no number with a decimal comma"),
        ("12.34.567,00", COMMA, "is not a number"),
        ("12,34,56", "", "is not a number"),
        ("۱۲۳", "", "is not an amount"),
        ("1,23,4", "", "is not a number"),
        ("1.2.3", COMMA, "is not a number"),
        ("1 23", "", "is not a number"),
        ("12x", "", "is not an amount"),
        ("--5", "", "is not an amount"),
        ("(5", "", "is not an amount"),
        ("5)", "", "is not an amount"),
        ("-(5)", "", "is not an amount"),
        ("4-5", "", "is not an amount"),
        ("(-5)", "", "is not an amount"),
        ("EUR 5 USD", "", "names a currency twice"),
        ("€5€", "", "is not an amount"),
        ("1e5", "", "is not an amount"),
        ("١٢", "", "is not an amount"),
        (".5", "", "is not an amount"),
        ("1000000000000000", "", "is too large"),
    ],
)
def test_what_is_no_amount_says_so(text: str, decimal: str, says: str) -> None:
    """And what to type where another sign would make it one."""
    with pytest.raises(BadValue, match=says):
        foreign.amount(text, decimal)


@given(
    st.decimals(0, 10**14, places=2), st.sampled_from([",", "", " ", "'", "\u00a0", "."]), st.booleans(),
    st.sampled_from(["{}", "EUR {}", "{}€", "€ {}"]), st.booleans(),
)  # fmt: skip
def test_any_amount_is_read_as_it_is_written(
    value: Decimal, group: str, comma: bool, shape: str, negative: bool
) -> None:
    """Whatever groups its digits, and however its sign and currency stand; and it proves its decimal sign."""
    if group == ("," if comma else "."):
        group = ""
    text = f"{value:,}".replace(".", "p").replace(",", group).replace("p", "," if comma else ".")
    text = shape.format(text)
    found = foreign.amount(f"({text})" if negative else text, COMMA if comma else POINT)
    assert (found.value, found.negative) == (value, negative and value != 0)
    assert found.currency == (None if shape == "{}" else "EUR")
    assert foreign.decimal_separator_of(text) == (COMMA if comma else POINT)


@pytest.mark.parametrize(
    ("text", "proves"),
    [("12,50", COMMA), ("12.50", POINT), ("1.234", "?"), ("1,234", "?"), ("0,123", COMMA), ("0.123", POINT),
     ("1234.567", POINT), ("1.234.567", COMMA), ("1,234,567", POINT), ("1.234,5", COMMA), ("1,234.5", POINT),
     ("12,34,567", POINT), ("1,00,000.00", POINT),
     ("1234", ""), ("1 234", ""), ("1 234,5", COMMA), ("1'234.5", POINT), ("EUR 1,5", COMMA), ("(1.5)", POINT),
     ("x", ""), ("1,2,3", ""), ("", "")],
)  # fmt: skip
def test_what_a_number_proves(text: str, proves: str) -> None:
    """Three digits behind one sign may be either."""
    assert foreign.decimal_separator_of(text) == proves


@pytest.mark.parametrize(
    ("text", "decimal", "wanted"),
    [("2.5", "", "2.5"), ("2,5", COMMA, "2.5"), ("1.000", COMMA, "1000"), ("1,000", POINT, "1000"),
     ("1.125", "", "1.125"), ("-3", "", "-3"), ("(3)", "", "-3"), ("3 EUR", "", "3 EUR"), ("x", "", "x"),
     ("1 000", "", "1000"), ("12,34,567", "", "1234567"), ("-1,00,000.5", "", "-100000.5")],
)  # fmt: skip
def test_a_quantity_is_read_like_an_amount(text: str, decimal: str, wanted: str) -> None:
    """What is none is left to who reads the field."""
    assert foreign.quantity(text, decimal) == wanted


def test_a_quantity_that_may_be_two_is_asked_for() -> None:
    """It may have three decimals, which an amount has not."""
    with pytest.raises(BadValue, match="may be a thousand or a decimal: type --decimal comma or --decimal point"):
        foreign.quantity("1,250", "")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-09-30T22:00:00Z", "2026-10-01"),
        ("2026-09-30T21:59:00.000Z", "2026-09-30T23:59"),
        ("2026-09-30T22:00:00.000+0000", "2026-10-01"),
        ("2026-09-30 22:30 UTC", "2026-10-01T00:30"),
        ("20260930T220000Z", "2026-10-01"),
        ("20260930T2200", "2026-09-30T22:00"),
        ("2026-10-01T00:30:00+05:30", "2026-09-30T21:00"),
        ("2026-09-30T18:00:00-07:00", "2026-10-01T03:00"),
        ("2026-12-31T23:00:00Z", "2027-01-01"),
        ("30.09.2026 22:00:00 GMT", "2026-10-01"),
        ("2026-09-30T22:00:00", "2026-09-30T22:00"),
    ],
)
def test_an_instant_falls_on_the_day_of_the_zone(text: str, wanted: str) -> None:
    """With an offset it is one moment everywhere; without one the clock on the wall is meant."""
    zone = ZoneInfo("Europe/Berlin")
    assert foreign.day(text, "", "", zone) == wanted
    assert foreign.is_moved(text, zone) == (wanted != foreign.day(text.partition("+")[0].rstrip(" ZUTCGM"), ""))


@pytest.mark.parametrize(
    ("text", "unit", "wanted"),
    [("0:45", "hh:mm", "45"), ("01:30", "hh:mm", "90"), ("01:30", "mm:ss", "2"), ("05:30", "seconds", "6"),
     ("05:29", "mm:ss", "5"), ("75:10", "mm:ss", "75"), ("00:44:50", "", "45"), ("1:02:03", "mm:ss", "62"),
     ("45", "minutes", "45"), ("325", "seconds", "5"), ("325", "mm:ss", "5"), ("1.5", "hours", "90"),
     ("1,25", "hours", "75"), ("90000", "milliseconds", "2"), ("1h 30m", "", "90"), ("1 hr 5 min", "", "65"),
     ("45 min", "", "45"), ("90 s", "", "2"), ("1,5 Std.", "", "90"), ("PT1H30M", "", "90"), ("PT45M10S", "", "45"),
     ("0", "", "0"), ("00:00", "", "0"), ("x", "", "x"), ("P", "", "P")],
)  # fmt: skip
def test_a_length_of_time_is_in_minutes(text: str, unit: str, wanted: str) -> None:
    """By what the column counts in, or by itself."""
    assert lengths.minutes(text, unit) == wanted


@pytest.mark.parametrize(("text", "unit"), [("05:30", ""), ("05:30", "minutes"), ("325", ""), ("1.5", "")])
def test_a_length_of_time_that_may_be_two_is_asked_for(text: str, unit: str) -> None:
    """It is one of minutes or of seconds, and only the user knows."""
    with pytest.raises(BadValue, match="--minutes mm:ss, hh:mm, minutes, seconds or hours"):
        lengths.minutes(text, unit)


@pytest.mark.parametrize(
    ("title", "others", "unit"),
    [("minutes", "", "minutes"), ("Duration (minutes)", "", "minutes"), ("DurationInMinutes", "", "minutes"),
     ("actualdurationminutes", "", "minutes"), ("CallDurationInSeconds", "", "seconds"),
     ("Duration (s)", "", "seconds"),
     ("Duration [sec]", "", "seconds"), ("Dauer (Sekunden)", "", "seconds"), ("Dauer (min)", "", "minutes"),
     ("Duration (HH:MM)", "", "hh:mm"), ("Duration (mm:ss)", "", "mm:ss"), ("Call duration (HH:mm:ss)", "", ""),
     ("Hours", "", "hours"), ("Dauer (Std.)", "", "hours"), ("Talk time ms", "", "milliseconds"), ("Duration", "", ""),
     ("Duration", "donotmodifyphonecall", "minutes"), ("Activity - Duration", "activityduration", "hh:mm"),
     ("hs_call_duration", "hscallduration", "milliseconds"), ("Dauer", "", ""), ("Call Duration", "whatid", "seconds")],
)  # fmt: skip
def test_what_the_title_of_a_length_says(title: str, others: str, unit: str) -> None:
    """Its words, or whose file it is."""
    assert lengths.length_unit(title, [others]) == unit


@given(
    st.text(alphabet="0123456789.,'()- $€EURx/:T", max_size=14),
    st.sampled_from(["", COMMA, POINT, DAY_FIRST, MONTH_FIRST]),
)
def test_no_text_is_anything_but_a_value_or_an_error_of_ours(text: str, told: str) -> None:
    """And what proves something can be read by it."""
    for read, answers, proof in (
        (foreign.amount, (COMMA, POINT), foreign.decimal_separator_of),
        (foreign.day, (DAY_FIRST, MONTH_FIRST), foreign.order_of),
    ):  # fmt: skip
        proof(text)
        try:
            read(text, told if told in answers else "")
        except BadValue as error:
            assert "\n" not in error.message
