"""The same rows again: what an import knows, in the file and within one file of rows."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from import_samples import Portfolio, lines, portfolio, prepared, table

from amcli.tools.history.services import undo as journal
from amcli.tools.importing.services.import_table import RowsRejected
from conftest import tries

FIRST = {
    "accounts": lines("code,name,external_id,city", "acme,Acme,,Rome", ",Bolt,E-1,", ",Cord,,Oslo", ",Cord,,Bern"),
    "contacts": lines("account,name,reports_to", "acme,Ann,", "acme,Bob,Ann", "bolt,Ann,"),
    "products": lines("code,name,price", "pad,Pad,1", ",Disc,2"),
    "sales": lines(
        "account,amount,date,product,ref,kind",
        "acme,1,2026-01-01,pad,R1,",
        "acme,1,2026-01-01,pad,R1,credit",
        "bolt,1,2026-01-01,pad,R1,",
        "acme,2,2026-01-01,,,",
        "acme,2,2026-01-01,,,",
    ),
    "targets": lines("period,amount,account,product", "2026,9,,", "2026,5,acme,", "2026,4,,pad", "2026-01,3,,"),
    "budgets": lines("account,name,period,amount", "acme,Fair,2026,10", "acme,Fair,2027,10"),
    "expenses": lines("account,budget,date,amount", "acme,Fair,2026-02-02,1", "acme,Fair,2026-02-02,1"),
    "interactions": lines("account,date,text,with", "acme,2026-01-01,Hi,Ann;Bob", "acme,2026-01-01,Hi,"),
    "deadlines": lines("account,title,due", "acme,Offer,2026-09-01", "acme,Offer,2026-09-01T12:00"),
    "rates": lines("from,to,rate,date", "USD,EUR,0.9,2026-01-01", "USD,EUR,0.9,2026-02-01", "EUR,USD,1.1,2026-01-01"),
}


@pytest.fixture
def file(tmp_path: Path) -> Portfolio:
    """A portfolio with some records of every kind."""
    return Portfolio(tmp_path, _first())


@cache
def _first() -> bytes:
    return prepared(**FIRST)


def bad(file: Portfolio, kind: str, text: str) -> list[str]:
    """What is said of the bad rows."""
    with pytest.raises(RowsRejected) as error:
        file.take(kind, text)
    return [str(row) for row in error.value.rows]


@pytest.mark.parametrize("kind", FIRST)
def test_the_same_file_twice_adds_nothing(file: Portfolio, kind: str) -> None:
    """Of every kind, and it is no operation."""
    before, operations = file.image(), file.rows("SELECT * FROM operation")
    count = len(FIRST[kind].splitlines()) - 1
    assert file.take(kind, FIRST[kind]).message == f"Imported 0 {kind} ({count} already there, 0 rejected)"
    assert file.image() == before
    assert file.rows("SELECT * FROM operation") == operations


def test_undo_of_each_import_leaves_the_records_as_they_were(tmp_path: Path) -> None:
    """One step back for each kind, down to nothing."""
    file = Portfolio(tmp_path)
    images = []
    for kind, text in FIRST.items():
        images.append(file.image())
        file.take(kind, text)
    for image in reversed(images):
        journal.undo(file.env)
        assert file.image() == image


def test_existing_records_are_left_alone(file: Portfolio) -> None:
    """A row that is known again by its key changes nothing, whatever else it says."""
    before = file.image()
    file.take("accounts", lines("code,name,city", "ACME,Other,Paris", "BOLT,x,"))
    file.take("accounts", lines("name,external_id", "Other,E-1"))
    file.take("sales", lines("account,amount,date,ref", "acme,77,2020-01-01,R1"))
    file.take("targets", lines("period,amount,currency", "2026-01-01..2026-12-31,77,EUR"))
    file.take("rates", lines("from,to,rate,date", "usd,eur,7,2026-01-01"))
    assert file.image() == before


def test_a_reference_is_unique_within_account_and_kind(file: Portfolio) -> None:
    """The same reference elsewhere is another sale; without one, a sale with a reference is no equal."""
    text = lines("account,amount,date,product,ref,kind", "bolt,1,2026-01-01,pad,R1,credit", "acme,1,2026-01-01,pad,,")
    assert file.take("sales", text).message == "Imported 2 sales (0 already there, 0 rejected)"
    assert file.take("sales", text).message == "Imported 0 sales (2 already there, 0 rejected)"


def test_equal_sales_are_told_apart_by_their_number(file: Portfolio) -> None:
    """The file has two of them: three in the rows make one more, whatever stands between; other days are others."""
    text = lines(
        "account,amount,date", "acme,2,2026-01-01", "acme,2,2026-01-02", "acme,2,2026-01-01", "acme,2.00,2026-01-01"
    )
    assert file.take("sales", text).message == "Imported 2 sales (2 already there, 0 rejected)"
    assert file.take("sales", text).message == "Imported 0 sales (4 already there, 0 rejected)"


def test_a_named_record_said_twice_in_one_file_is_one(tmp_path: Path) -> None:
    """An account, contact, product or budget that is the same in all is the same; one that differs is another."""
    file = Portfolio(tmp_path)
    text = lines("name,city", "Acme,Rome", "Acme,Rome", "Acme,Oslo", "Acme,Rome")
    assert file.take("accounts", text).message == "Imported 2 accounts (2 already there, 0 rejected)"
    assert file.rows("SELECT code, city FROM account") == [("acme", "Rome"), ("acme-2", "Oslo")]
    people = lines("account,name,email", "acme,Ann,a@example.com", "acme,Ann,a@example.com", "acme,Ann,")
    assert file.take("contacts", people).message == "Imported 2 contacts (1 already there, 0 rejected)"
    for kind, again in (("accounts", text), ("contacts", people)):
        assert file.take(kind, again).message.startswith("Imported 0")


def test_accounts_are_known_by_code_then_external_id_then_name(file: Portfolio) -> None:
    """The first of these that a row has decides, also against a record of that name."""
    text = lines("code,external_id,name", "new,,Acme", ",E-2,Acme", ",,Acme", ",E-1,", "bolt,E-2,x")
    text = text.replace(",E-1,\n", ",E-1,Renamed\n")
    assert file.take("accounts", text).message == "Imported 2 accounts (3 already there, 0 rejected)"
    assert file.rows("SELECT code, external_id FROM account WHERE name = 'Acme' ORDER BY id") == [
        ("acme", None), ("new", None), ("acme-2", "E-2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "header", "first", "same", "other", "says"),
    [
        ("accounts", "code,name", "x1x,A", "X1X,A", "x1X,B", "code 'x1X': has the same code as line 2"),
        (
            "accounts", "external_id,name", "E7,A", "E7,A", "E7,B",
            "external_id 'E7': has the same external_id as line 2",
        ),
        ("products", "code,name,price", "q,A,1", "Q,A,1.00", "q,A,2", "code 'q': has the same code as line 2"),
        (
            "sales", "account,amount,date,ref", "acme,1,2026-01-01,Z", "ACME,1.0,2026-01-01,Z", "acme,1,2026-01-02,Z",
            "ref 'Z': has the same account, kind and ref as line 2",
        ),
        (
            "targets", "period,amount", "2030,1", "2030-01-01..2030-12-31,1", "2030,2",
            "period '2030-01-01': has the same period, account, product and group as line 2",
        ),
        (
            "rates", "from,to,rate,date", "USD,JPY,1,2026-01-01", "usd,jpy,1.0,2026-01-01", "USD,JPY,2,2026-01-01",
            "date '2026-01-01': has the same from, to and date as line 2",
        ),
    ],
)  # fmt: skip
def test_one_key_twice_in_a_file(
    file: Portfolio, kind: str, header: str, first: str, same: str, other: str, says: str
) -> None:
    """The same content again counts as already there; other content is a bad row that names the earlier line."""
    before = file.image()
    (said,) = bad(file, kind, lines(header, first, same, other))
    assert said == f"line 4, {says}, but not the same content"
    assert file.image() == before
    assert (
        file.take(kind, lines(header, first, same)).message == f"Imported 1 {kind[:-1]} (1 already there, 0 rejected)"
    )


def test_a_bad_row_is_no_earlier_line(file: Portfolio) -> None:
    """A key counts from the first row that is good."""
    text = lines("account,amount,date,ref", "acme,x,2026-01-01,Z", "acme,1,2026-01-01,Z", "acme,1,2026-01-01,Z")
    change = file.take("sales", text, rejects=file.folder / "bad.csv")
    assert change.message == "Imported 1 sale (1 already there, 1 rejected)"


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["acme", "ACME", "Bolt"]),
        st.sampled_from(["1", "1.00", "2"]),
        st.sampled_from(["2026-01-01", "2026-01-02"]),
        st.sampled_from(["", "pad"]),
        st.sampled_from(["", "", "sale", "credit"]),
        st.integers(0, 30).map(lambda n: f"R{n}" if n < 6 else ""),
    ),
    max_size=25,
)


@given(ROWS, st.integers(0, 25))
@settings(max_examples=tries(10, 80))
def test_sales_with_repetitions_go_in_once(rows: list[tuple[str, ...]], cut: int) -> None:
    """First a part of a file, then all of it, then all again: as many sales as the file has, and the last adds none.

    A reference counts once for its account and kind, with the content of its first row.
    """
    header = ["account", "amount", "date", "product", "kind", "ref"]
    seen: dict[tuple[str, ...], tuple[str, ...]] = {}
    good = []
    for account, amount, date, product, kind, ref in rows:
        row = (account.lower(), f"{float(amount):.2f}", date, product or "", kind or "sale")
        if not ref or seen.setdefault((row[0], row[4], ref), row) == row:
            good.append((account, amount, date, product, kind, ref))
    wanted = Counter((*row, "") for row in map(settled, good) if not row[-1])
    wanted += Counter({row for row in map(settled, good) if row[-1]})
    with portfolio(_some()) as file:
        file.take("sales", table(header, *good[:cut]))
        file.take("sales", table(header, *good))
        sql = "SELECT account, amount, date, coalesce(product, ''), kind, coalesce(ref, '') FROM sales"
        assert Counter(file.rows(sql)) == Counter({key[:6]: count for key, count in wanted.items()})
        assert file.take("sales", table(header, *good)).message.startswith("Imported 0 sales")
        assert file.cells("PRAGMA foreign_key_check") == []


@pytest.mark.parametrize(
    "rows",
    [
        ("name,category,external_id", "Acme,,E87", "Acme,dealer,"),
        ("name,category,external_id", "Acme,dealer,", "Acme,,E87"),
        ("name,category,external_id", "Acme,a,", "Acme,,E87", "Acme,b,", "Acme,,E88"),
        ("name,category,code", "Acme,,acme-1", "Acme,dealer,"),
    ],
)
@pytest.mark.parametrize("kind", ["accounts", "products"])
def test_a_row_without_a_key_means_a_record_without_one(tmp_path: Path, kind: str, rows: tuple[str, ...]) -> None:
    """Of records with one name, a row that brings no key means first those that have none and that no row has named:
    the file once more, with --update, finds all as it is.
    """
    with portfolio() as file:
        file.take(kind, lines(*rows))
        table = kind.removesuffix("s")
        before = file.rows(f"SELECT * FROM {table} ORDER BY id")
        assert len(before) == len(rows) - 1
        for _ in range(2):
            file.take(kind, lines(*rows), update=True)
            assert file.rows(f"SELECT * FROM {table} ORDER BY id") == before


@cache
def _some() -> bytes:
    """Two accounts and a product."""
    return prepared(accounts=lines("code,name", "acme,A", "bolt,B"), products=lines("code,name", "pad,P"))


def settled(row: tuple[str, ...]) -> tuple[str, ...]:
    """A row as the views show it."""
    account, amount, date, product, kind, ref = row
    return (account.lower(), f"{float(amount):.2f}", date, product, kind or "sale", ref)
