"""Columns of types and states that no title gives away, and signs that mean the opposite: by value."""

import pytest

from conftest import Cli, built_once

HEAD = "Date,Customer,Amount,"
EXPENSES = """account,budget,amount,date,memo
acme,B,-100,2026-02-01,a
acme,B,-200,2026-02-02,b
acme,B,50,2026-02-03,c
"""
INVERTED = "account,amount,date,Type\nacme,-1000,2026-02-01,Invoice\nacme,300,2026-02-02,Credit Note\n"


@pytest.fixture
@built_once
def file(cli: Cli) -> Cli:
    """A portfolio with an account in euros that has a budget."""
    cli.ok("import", "accounts", "-", stdin="code,name,currency\nacme,Acme,EUR\n")
    cli.ok("import", "budgets", "-", stdin="account,name,period,amount\nacme,B,2026,50000\n")
    return cli


def sums(cli: Cli, table: str) -> dict[str, int]:
    rows = cli.json("sql", f"SELECT kind, sum(amount_minor) / 100 AS amount FROM {table}s GROUP BY kind")
    return {row["kind"]: row["amount"] for row in rows}  # type: ignore[attr-defined]


def rows_of(title: str, first: str, second: str) -> str:
    return f"{HEAD}{title}\n2026-01-05,Acme,1000,{first}\n2026-01-06,Acme,300,{second}\n"


def asked(cli: Cli, kind: str, text: str, *says: str) -> None:
    before = cli.dump()
    done = cli("import", kind, "-", "--yes", stdin=text)
    assert done.code == 2
    assert cli.dump() == before
    for each in says:
        assert each in done.err


@pytest.mark.parametrize(
    ("title", "first", "second"),
    [
        ("Rodzaj dokumentu", "Faktura", "Korekta"), ("Typ dokumentu", "FV", "KOR"), ("Tipo doc.", "TD01", "TD04"),
        ("Bilag", "Faktura", "Kreditnota"), ("Druh dokladu", "Faktura", "Dobropis"),
        ("Vorgang", "Rechnung", "Gutschrift"), ("Beschreibung", "Rechnung", "Gutschrift"),
        ("Clase", "Factura", "Abono"), ("Document", "Invoice", "Credit Note"), ("Transaction", "Invoice", "Refund"),
        ("Billing Type", "F2", "G2"), ("伝票区分", "売上", "返品"), ("单据类型", "销售出库", "销售退货"),
        ("Вид документа", "Реализация", "Возврат"), ("Sign", "+", "-"), ("Vorzeichen", "+", "-"),
        ("Return", "", "X"), ("Reversal", "", "X"), ("Credit?", "No", "Yes"),
    ],
)  # fmt: skip
def test_credits_of_any_title_are_taken_off(file: Cli, title: str, first: str, second: str) -> None:
    """A column whose cells are types of documents decides what rows add, whatever it is called."""
    file.ok("import", "sales", "-", "--yes", stdin=rows_of(title, first, second))
    assert sums(file, "sale") == {"sale": 1000, "credit": 300}


@pytest.mark.parametrize(
    ("title", "first", "second"),
    [
        ("Phase", "Invoice", "Quote"), ("Rodzaj", "Faktura", "Pro forma"), ("Stan", "Zapłacona", "Anulowana"),
        ("Stav", "Uhrazeno", "Stornováno"), ("Tila", "Maksettu", "Mitätöity"), ("Durum", "Ödendi", "İptal"),
        ("状態", "入金済", "取消"), ("状态", "已付款", "已作废"), ("Статус", "Оплачен", "Аннулирован"),
        ("Posted", "Yes", "No"), ("Gebucht", "ja", "nein"), ("Approval Status", "Approved", "Rejected"),
        ("docstatus", "1", "2"), ("Bemerkung", "bezahlt", "storniert"),
    ],
)  # fmt: skip
def test_what_does_not_count_is_left_out(file: Cli, title: str, first: str, second: str) -> None:
    """So it is with states and offers."""
    file.ok("import", "sales", "-", "--yes", stdin=rows_of(title, first, second))
    assert sums(file, "sale") == {"sale": 1000}


def test_the_choice_is_said(file: Cli) -> None:
    """What was decided by the cells alone stands in the plan."""
    done = file("import", "sales", "-", "--yes", stdin=rows_of("Vorgang", "Rechnung", "Gutschrift"))
    assert "kind is 'Vorgang': its cells are types of documents" in done.out + done.err


@pytest.mark.parametrize(("first", "second"), [("Invoice", "call back"), ("paid", "refund to come"), ("A", "C")])
def test_free_texts_decide_nothing(file: Cli, first: str, second: str) -> None:
    """A remark that has a word of a type in it, or is one among others, is a remark."""
    file.ok("import", "sales", "-", "--yes", stdin=rows_of("Description", first, second))
    assert sums(file, "sale") == {"sale": 1300}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (rows_of("Vorgang", "Rechnung", "Gutschrift") + "2026-01-07,Acme,5,Sonderfall\n", "--ignore Vorgang"),
        (rows_of("Payment Method", "Debit", "Credit"), "--ignore 'Payment Method'"),
        (rows_of("One,Two", "Invoice,Credit note", "Refund,Invoice"), "--ignore Two"),
        (rows_of("Status,Posted", "Paid,yes", "Paid,no"), "--ignore Posted"),
        (rows_of("Order Type", "OR", "RE"), "--word kind:OR=sale"),
    ],
)
def test_what_is_not_sure_is_asked(file: Cli, text: str, says: str) -> None:
    """Types among other words, words that ways of paying have too, two such columns, and codes of two meanings."""
    asked(file, "sales", text, says)


def test_types_against_signs_are_asked(file: Cli) -> None:
    """Invoices with a minus beside credits without one."""
    asked(file, "sales", INVERTED, "--ignore Type", "--map amount=-amount")
    file.ok("import", "sales", "-", "--yes", "--map", "amount=-amount", stdin=INVERTED)
    assert sums(file, "sale") == {"sale": 1000, "credit": 300}


@pytest.mark.parametrize(
    ("column", "wanted"), [("-amount", {"spend": 300, "refund": 50}), ("amount", {"spend": 50, "refund": 300})]
)
def test_a_bank_writes_what_was_spent_with_a_minus(file: Cli, column: str, wanted: dict[str, int]) -> None:
    """Where most amounts have one, what it means is asked, and either answer holds."""
    asked(file, "expenses", EXPENSES, "2 of 3", "--map amount=-amount", "--map amount=amount")
    file.ok("import", "expenses", "-", "--yes", "--map", f"amount={column}", stdin=EXPENSES)
    assert sums(file, "expense") == wanted
