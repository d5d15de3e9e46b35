"""Money as it is typed: which currency, how many decimals, and what is refused."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Cli, tries


def last(cli: Cli, noun: str, **environ: str) -> dict[str, Any]:
    rows: Any = cli.json(noun, "list", "--sort", "-id", "--limit", "1", **environ)
    return dict(rows[0])


def test_the_first_account_says_the_currency(cli: Cli) -> None:
    """The first account says on stderr that amounts are in USD and how to change it; no other account does."""
    note = "note: amounts without a currency are in USD: `amcli config set currency EUR` changes that\n"
    assert cli("account", "add", "A", "--dry-run").err == note
    assert cli("account", "add", "A").err == note
    assert cli("account", "add", "B").err == ""


@pytest.mark.parametrize("known", [("--currency", "EUR"), ()])
def test_no_note_where_the_currency_is_known(cli: Cli, known: tuple[str, ...]) -> None:
    """With a currency of its own, or a configured one, the first account says nothing."""
    if not known:
        cli.ok("config", "set", "currency", "eur")
    assert cli("account", "add", "A", *known).err == ""


def test_the_decimal_comma_of_a_portfolio(small: Cli) -> None:
    """With `decimal comma` what is typed has a comma before its decimals, wherever an amount, a quantity or a rate is
    typed, and nothing else; what is printed, and what a file has, stays as it is.
    """
    assert small.ok("config", "set", "decimal", "comma") == "decimal point → comma\n"
    small.ok("sale", "add", "maruti", "1.250,50", "--quantity", "2,5", "--cost", "0,8k")
    row = last(small, "sale")
    assert (row["amount"], row["quantity"], row["cost"]) == (1250.5, 2.5, 800)
    assert small.ok("sale", "list", "--amount", "1250,50", "--quantity", "2,5", "-f", "ids") == "S4\n"
    small.ok("target", "set", "2027", "1,2m")
    assert last(small, "target")["amount"] == 1_200_000
    small.ok("rate", "set", "EUR", "GBP", "0,85")
    assert last(small, "rate")["rate"] == Decimal("0.85")
    small.ok("sale", "add", "maruti", "--product", "pad", "--quantity", "1,5")
    assert last(small, "sale")["amount"] == 72
    before = small.dump()
    for words in (("sale", "add", "maruti", "1.2m"), ("rate", "set", "EUR", "CHF", "0.85")):
        assert small(*words).code == 2, words
    assert small.dump() == before
    file = small.folder / "sales.csv"
    file.write_text("account,amount,quantity,date\nmaruti,1250.75,1.5,2026-09-09\n")
    small.ok("import", "sales", str(file))
    row = last(small, "sale")
    assert (row["amount"], row["quantity"]) == (1250.75, 1.5)


def test_k_and_m_are_typed_and_not_imported(small: Cli) -> None:
    """`40k` is typed wherever an amount is; a file's cell that says so is an error as before."""
    small.ok("budget", "add", "maruti", "Stand", "--period", "H2", "--amount", "EUR 40k")
    row = last(small, "budget")
    assert (row["amount"], row["currency"], row["period"]) == (40_000, "EUR", "2026-H2")
    done = small("sale", "add", "maruti", "1.234567k")
    assert (done.code, done.err) == (2, "amcli: '1.234567k' has too many decimals: USD takes at most 2 decimals\n")
    file = small.folder / "sales.csv"
    file.write_text("account,amount,date\nmaruti,40k,2026-09-09\n")
    assert "is not an amount: use 125000, 125000.50, 125,000.50, EUR 99" in small("import", "sales", str(file)).err


def test_the_currency_of_a_new_record(cli: Cli) -> None:
    """The one typed, else the account's, else the configured one, else USD."""
    cli.ok("account", "add", "Yen", "--currency", "jpy")
    cli.ok("account", "add", "Plain")
    table = (
        (("yen", "500"), "JPY"),
        (("plain", "500"), "USD"),
        (("yen", "EUR 500"), "EUR"),
        (("yen", "500eur"), "EUR"),
        (("yen", "500.25", "--currency", "gbp"), "GBP"),
        (("yen", "EUR 500", "--currency", "EUR"), "EUR"),
        (("plain", "500", "--cost", "EUR 3"), "EUR"),
    )
    for words, currency in table:
        cli.ok("sale", "add", *words)
        assert last(cli, "sale")["currency"] == currency, words
    cli.ok("config", "set", "currency", "KWD")
    for words, currency in ((("yen", "500"), "JPY"), (("plain", "500"), "KWD")):
        cli.ok("sale", "add", *words)
        assert last(cli, "sale")["currency"] == currency, words
        cli.ok("budget", "add", words[0], "b", "--period", "2026", "--amount", "5")
        assert last(cli, "budget")["currency"] == currency, words
    cli.ok("product", "add", "p", "--price", "5")
    assert last(cli, "product")["currency"] == "KWD"
    cli.ok("target", "set", "2026", "5")
    assert last(cli, "target")["currency"] == "KWD"
    cli.ok("target", "set", "2026", "5", "--account", "yen")
    assert last(cli, "target")["currency"] == "JPY"


def test_an_expense_is_in_its_budgets_currency(small: Cli) -> None:
    """An expense needs no currency; another one than the budget's is refused, on spend, edit and move."""
    small.ok("budget", "add", "maruti", "Yen", "--period", "2026", "--amount", "JPY 900")
    small.ok("budget", "spend", "maruti", "yen", "JPY 40")
    assert (last(small, "expense")["amount"], last(small, "expense")["currency"]) == (Decimal("40"), "JPY")
    before = small.dump(journal=True)
    for words, code in (
        (("budget", "spend", "maruti", "yen", "USD 40"), 2),
        (("expense", "edit", "X1", "--amount", "EUR 5"), 2),
        (("expense", "edit", "X1", "--budget", "B3"), 2),
        (("expense", "edit", "X1", "--budget", "B3", "--amount", "4.50"), 2),
        (("budget", "edit", "B1", "--currency", "JPY", "--amount", "12000"), 4),
        (("budget", "edit", "B1", "--amount", "EUR 12000"), 4),
    ):
        done = small(*words)
        assert done.code == code, (words, done)
    assert small.dump(journal=True) == before
    small.ok("expense", "edit", "X1", "--budget", "B3", "--amount", "450")
    small.ok("budget", "edit", "B1", "--currency", "JPY", "--amount", "12000")
    small.ok("budget", "edit", "B2", "--currency", "KWD")


REFUSED = {
    "1.005": "too many decimals", "125.000": "too many decimals", "1e5": "not an amount", "1,00": "not an amount",
    "1.234,56": "not an amount", "12,34,56": "not an amount", "0,123": "not an amount", "EUR": "not an amount",
    "EUR 5 USD": "twice", "USD USD": "not an amount", "": "amount", "NaN": "not an amount", "Infinity": "not an amount",
    "1 000": "not an amount", "$5": "not an amount", "５": "not an amount", "XQQ 5": "no currency",
    "5 QQQ": "no currency",
    "1000000000000000": "too large", "(5)": "--kind credit", "−5": "--kind credit",
}  # fmt: skip


@pytest.mark.parametrize("amount", REFUSED)
def test_what_is_no_money(small: Cli, amount: str) -> None:
    """More decimals than the currency has, another way to write numbers, an unknown currency: never a rounding."""
    for words in (("sale", "add", "maruti", "--", amount), ("sale", "edit", "S1", f"--amount={amount}")):
        done = small(*words)
        assert done.code == 2, (words, done)
        assert REFUSED[amount] in done.err


def test_an_unknown_currency_names_the_nearest(small: Cli) -> None:
    """A currency that ISO 4217 has not is exit 2 with what comes close, wherever it is typed."""
    for words in (("account", "add", "x", "--currency", "EURO"), ("rate", "set", "USD", "EURO", "1"),
                  ("config", "set", "currency", "EUX"), ("product", "add", "x", "--currency", "EUX")):  # fmt: skip
        done = small(*words)
        assert done.code == 2, words
        assert "ISO 4217" in done.err


def test_a_code_learned_since(small: Cli) -> None:
    """A currency that the standard has and the file has not is taken up when it is first used."""
    import sqlite3

    connection = sqlite3.connect(small.db)
    connection.execute("DELETE FROM currency WHERE code IN ('CHF', 'SEK')")
    connection.commit()
    connection.close()
    small.ok("sale", "add", "maruti", "CHF 5")
    assert last(small, "sale")["amount"] == Decimal("5.00")


@settings(max_examples=tries(20, 100))
@given(
    st.decimals(min_value=0, max_value=10**15 - 1, places=3, allow_nan=False, allow_infinity=False),
    st.sampled_from([("JPY", 0), ("USD", 2), ("KWD", 3)]),
    st.booleans(),
)
def test_what_goes_in_comes_out(
    small_file: Any, tmp_path_factory: pytest.TempPathFactory, value: Decimal, currency: tuple[str, int], commas: bool
) -> None:
    """Any amount comes out of JSON as it was typed, with exactly its currency's decimals, or was refused whole."""
    import shutil

    cli = Cli(tmp_path_factory.getbasetemp())
    cli.db = cli.folder / "money.db"
    cli.environ["AMCLI_DB"] = str(cli.db)
    if not cli.db.exists():
        shutil.copy(small_file, cli.db)
    code, decimals = currency
    exact = value.quantize(Decimal(1).scaleb(-decimals), context=None) if decimals < 3 else value
    text = format(exact, ",f" if commas else "f")
    reference = cli.ok("sale", "add", "maruti", f"{code} {text}", "-q").strip()
    shown: Any = cli.json("sale", "show", reference)
    assert (shown["amount"], shown["amount"].as_tuple().exponent if decimals else 0) == (exact, -decimals)
    cli.ok("undo")
