"""One portfolio, written as six kinds of systems write it: an import reads the same sales, or asks, and never else.

The dialects differ in what no standard settles: the separator, the decimal sign, groups of digits, the order of days,
the encoding, the language of the header, and how a credit is told.
"""

import csv
import io
import re
import tempfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Cli, tries


class Sold(NamedTuple):
    account: str
    day: date
    amount: Decimal
    currency: str
    credit: bool
    ref: str


class Dialect(NamedTuple):
    """header: of account, day, amount, currency, type (empty where the amount's sign tells) and number."""

    header: tuple[str, str, str, str, str, str]
    separator: str
    encoding: str
    day: Callable[[date], str]
    amount: Callable[[Decimal], str]
    words: tuple[str, str]
    negative: str = "-{}"


def grouped(amount: Decimal, group: str, point: str) -> str:
    return f"{amount:,.2f}".replace(",", "|").replace(".", point).replace("|", group)


def lakhs(amount: Decimal) -> str:
    """Threes, and then twos."""
    whole, _, cents = f"{amount:.2f}".partition(".")
    head, last = whole[:-3], whole[-3:]
    pairs = re.findall(r"\d{1,2}(?=(?:\d{2})*$)", head)
    return f"{','.join([*pairs, last])}.{cents}"


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DIALECTS = {
    "German ERP": Dialect(
        ("Kunde", "Belegdatum", "Nettobetrag", "Währung", "Belegart", "Belegnummer"), ";", "cp1252",
        lambda day: f"{day:%d.%m.%Y}", lambda amount: grouped(amount, ".", ","), ("Rechnung", "Gutschrift"),
    ),
    "American ledger": Dialect(
        ("Customer", "Invoice Date", "Amount", "Currency", "", "Num"), ",", "utf-8-sig",
        lambda day: f"{day:%m/%d/%Y}", lambda amount: grouped(amount, ",", "."), ("", ""), "({})",
    ),
    "French ledger": Dialect(
        ("Client", "Date", "Montant", "Devise", "Type", "Numéro"), ";", "utf-16",
        lambda day: f"{day:%d/%m/%Y}", lambda amount: grouped(amount, "\u202f", ","), ("Facture", "Avoir"),
    ),
    "CRM": Dialect(
        ("Account Name", "Date", "Amount", "CurrencyIsoCode", "", "Number"), "\t", "utf-8",
        date.isoformat, lambda amount: f"{amount:.2f}", ("", ""),
    ),
    "Indian ledger": Dialect(
        ("Party Name", "Date", "Amount", "Currency", "Voucher Type", "Vch No"), ",", "utf-8",
        lambda day: f"{day.day:02}-{MONTHS[day.month - 1]}-{day.year}", lakhs, ("Sales", "Credit Note"),
    ),
    "Polish shop": Dialect(
        ("Klient", "Data", "Kwota", "Waluta", "", "Numer"), ";", "cp1250",
        lambda day: f"{day:%Y.%m.%d}", lambda amount: grouped(amount, "\u00a0", ","), ("", ""), "{}-",
    ),
}  # fmt: skip

ACCOUNTS = st.sampled_from(
    [
        "Müller & Söhne GmbH",
        "Acme Ltd",
        "Straße 7 AG",
        "Blue, Red",
        'The "Best"',
        "Öl und Gas",
        "Société Générale",
        "N1",
    ]
)
SOLD = st.builds(
    Sold,
    account=ACCOUNTS,
    day=st.dates(date(2024, 1, 1), date(2026, 9, 1)),
    amount=st.decimals("0.01", "99999999.99", places=2),
    currency=st.sampled_from(["EUR", "USD", "INR", "PLN"]),
    credit=st.booleans(),
    ref=st.just(""),
)
SALES = st.lists(SOLD, min_size=1, max_size=12).map(
    lambda rows: [row._replace(ref=f"R-{number:03}") for number, row in enumerate(rows)]
)


def written(dialect: Dialect, rows: list[Sold]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=dialect.separator, lineterminator="\r\n")
    shown = [place for place, title in enumerate(dialect.header) if title]
    writer.writerow([dialect.header[place] for place in shown])
    for row in rows:
        amount = dialect.amount(row.amount)
        if row.credit and not dialect.header[4]:
            amount = dialect.negative.format(amount)
        cells = (row.account, dialect.day(row.day), amount, row.currency, dialect.words[row.credit], row.ref)
        writer.writerow([cells[place] for place in shown])
    return stream.getvalue().encode(dialect.encoding)


@pytest.mark.parametrize("name", DIALECTS)
@given(rows=SALES)
@settings(max_examples=tries(3, 30))
def test_it_comes_back_equal_or_asks(name: str, rows: list[Sold]) -> None:
    """The same sales and credits of the same accounts, to the cent, in their currencies; or exit 2 with the option that
    answers the question, and nothing written.
    """
    dialect = DIALECTS[name]
    with tempfile.TemporaryDirectory() as folder:
        cli = Cli(Path(folder))
        file = Path(folder) / "sales.csv"
        file.write_bytes(written(dialect, rows))
        done = cli("import", "sales", str(file), "--create-missing", "--map", f"ref={dialect.header[5]}")
        if done.code == 2:
            assert re.search(r"--(date-order|encoding|map|word|decimal)", done.err), done.err
            assert not cli.db.exists()
            return
        assert done.code == 0, done.err
        sql = "SELECT account_name, date, amount, currency, kind, ref FROM sales ORDER BY ref"
        found = csv.reader(io.StringIO(cli.ok("sql", sql, "-f", "csv"), newline=""))
        kinds = {"sale": False, "credit": True}
        assert [
            Sold(account, date.fromisoformat(day), Decimal(amount), currency, kinds[kind], ref)
            for account, day, amount, currency, kind, ref in list(found)[1:]
        ] == rows


@pytest.mark.parametrize("name", DIALECTS)
def test_a_full_file_is_read_without_a_question(name: str) -> None:
    """Where the rows tell all there is to tell, nothing is asked."""
    rows = [
        Sold("Müller & Söhne GmbH", date(2026, 3, 25), Decimal("1234567.50"), "EUR", False, "R-1"),
        Sold("Straße 7 AG", date(2026, 4, 28), Decimal("2250.75"), "EUR", True, "R-2"),
        Sold("Öl und Gas", date(2026, 5, 30), Decimal("99.05"), "USD", False, "R-3"),
    ]
    with tempfile.TemporaryDirectory() as folder:
        cli = Cli(Path(folder))
        file = Path(folder) / "sales.csv"
        file.write_bytes(written(DIALECTS[name], rows))
        cli.ok("import", "sales", str(file), "--create-missing", "--map", f"ref={DIALECTS[name].header[5]}")
        assert cli.json("sql", "SELECT sum(amount_minor) AS n FROM sales WHERE kind = 'sale'") == [{"n": 123466655}]
        assert cli.json("sql", "SELECT sum(amount_minor) AS n FROM sales WHERE kind = 'credit'") == [{"n": 225075}]
