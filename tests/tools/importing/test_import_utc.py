"""Instants whose column says that they are those of UTC."""

import io

import pytest

from conftest import Cli, Done, built_once


@pytest.fixture
@built_once
def berlin(cli: Cli) -> Cli:
    """One account, and a zone that is two hours ahead of UTC in September."""
    cli.ok("account", "add", "Acme")
    cli.ok("config", "set", "currency", "EUR")
    cli.ok("config", "set", "zone", "Europe/Berlin")
    return cli


def take(cli: Cli, text: str, *options: str) -> Done:
    return cli("import", "sales", "-", *options, stdin=text)


def days(cli: Cli) -> list[str]:
    return cli.ok("sale", "list", "-f", "csv", "--columns", "date", "--sort", "date").splitlines()[1:]


@pytest.mark.parametrize(
    "title", ["Date (UTC)", "Created (UTC)", "Created date (UTC)", "Invoice Date (GMT)", "date_utc", "Datum [UTC]",
              "Date (UTC+00:00)", "Close Date UTC"],
)  # fmt: skip
def test_a_title_with_utc_is_found_and_puts_instants_on_the_day_of_the_zone(berlin: Cli, title: str) -> None:
    """Late in the evening of UTC it is the next day in Berlin, and in the next month; that is said with the line."""
    text = f"{title},Customer,Amount\n2026-09-29 10:00:00,Acme,5\n2026-09-30 22:30:00,Acme,7\n"
    done = take(berlin, text)
    assert done.code == 0, done.err
    assert days(berlin) == ["2026-09-29", "2026-10-01"]
    assert "read instants with an offset in the zone Europe/Berlin, as in line 2" in done.err


@pytest.mark.parametrize(
    "instant", ["30.09.2026 22:30", "9/30/2026 10:30 PM", "2026-09-30T22:30:00.123", "2026-09-30 22:30Z"]
)
def test_instants_of_utc_in_other_forms(berlin: Cli, instant: str) -> None:
    """However an instant is written, and where --map names the column."""
    done = take(berlin, f"Created At (GMT),Customer,Amount\n{instant},Acme,5\n", "--map", "date=Created At (GMT)")
    assert done.code == 0, done.err
    assert days(berlin) == ["2026-10-01"]


def test_what_has_an_offset_or_no_time_stays_what_it_is(berlin: Cli) -> None:
    """An offset of its own counts, and a day is a day."""
    text = "Date (UTC),Customer,Amount\n2026-09-30 22:30:00+02:00,Acme,5\n2026-09-28,Acme,7\n"
    assert take(berlin, text).code == 0
    assert days(berlin) == ["2026-09-28", "2026-09-30"]


def test_a_sheet_with_instants_of_utc(berlin: Cli) -> None:
    """A cell of a day and a time, as Excel keeps it."""
    import datetime

    import openpyxl

    book = openpyxl.Workbook()
    book.worksheets[0].append(["Date (UTC)", "Customer", "Amount"])
    book.worksheets[0].append([datetime.datetime(2026, 9, 30, 22, 30), "Acme", 5])
    stream = io.BytesIO()
    book.save(stream)
    path = berlin.folder / "book.xlsx"
    path.write_bytes(stream.getvalue())
    berlin.ok("import", "sales", str(path))
    assert days(berlin) == ["2026-10-01"]
