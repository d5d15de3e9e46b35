"""The currency of amounts: in another column, in the title, as a sign that several share; asked for, never guessed."""

from pathlib import Path

import pytest
from iso4217 import Currency

from amcli.tools.importing.services.columns import currency_titles as titles
from amcli.tools.importing.services.columns import currency_words as words
from conftest import Cli, Done, built_once

FOREIGN = Path(__file__).parent / "foreign" / "03-amount-currency"


@pytest.fixture
@built_once
def acme(cli: Cli) -> Cli:
    """Two accounts, one of them in Canadian dollars; nothing is configured."""
    cli.ok("account", "add", "Acme")
    cli.ok("account", "add", "Maple", "--currency", "CAD")
    return cli


def take(cli: Cli, text: str, *options: str, kind: str = "sales") -> Done:
    return cli("import", kind, "-", *options, stdin=text)


def amounts(cli: Cli, noun: str = "sale") -> list[str]:
    """What was taken, `amount currency`."""
    return [
        line.replace(",", " ")
        for line in cli.ok(noun, "list", "-f", "csv", "--columns", "amount,currency").splitlines()
    ][1:]


def asks(cli: Cli, text: str, *says: str, options: tuple[str, ...] = (), kind: str = "sales") -> None:
    """The import stops with a question that names what answers it, and nothing is written."""
    before = cli.dump()
    done = take(cli, text, *options, kind=kind)
    assert (done.code, done.out) == (2, ""), done.err
    for each in says:
        assert each in done.err
    assert cli.dump() == before


def test_the_exports_of_other_systems(acme: Cli) -> None:
    """Amount Currency of Salesforce and EspoCRM, a sign and a code in the title, a word of another language."""
    acme.ok("config", "set", "currency", "USD")
    for name in ("salesforce", "espocrm", "euro_header"):
        acme.ok("import", "sales", str(FOREIGN / f"{name}.csv"))
    acme.ok("import", "sales", str(FOREIGN / "mapped.csv"), "--map", "amount=Amount (EUR)")
    listed = acme.ok("sale", "list", "-f", "csv", "--columns", "ref,amount,currency", "--sort", "ref").splitlines()[1:]
    assert listed == ["E1,900.00,GBP", "H1,1000.00,EUR", "M1,1000.00,EUR", "O1,1000000,JPY", "O2,1000.00,EUR"]
    acme.ok("import", "targets", str(FOREIGN / "targets.csv"))
    assert amounts(acme, "target") == ["1000.00 EUR"]


@pytest.mark.parametrize(
    "title",
    ["Currency", "Curr.", "Ccy", "CurrencyCode", "Currency ISO Code", "CurrencyIsoCode", "amountCurrency",
     "Amount_Currency", "Deal currency", "Opportunity Currency", "Transaction Currency", "Document Currency",
     "transactioncurrencyid", "Währung", "Währungscode", "Währungskennzeichen", "Belegwährung", "WKZ", "Devise",
     "Code devise", "Moneda", "Divisa", "Valuta", "Valutakode", "Waluta", "Měna", "Para birimi", "Döviz", "Валюта",
     "Код валюты", "通貨", "通貨コード", "币种", "货币", "통화", "Moeda", "Pénznem",
     "Currency of Amount", "Valutakod", "Kod waluty",
     "Kód měny", "Código de moneda", "Codice valuta", "Para birimi kodu", "Code de devise", "Valuta kod", "幣別"],
)  # fmt: skip
def test_a_column_of_currencies_by_any_of_its_names(acme: Cli, title: str) -> None:
    """In many languages and systems, and beside the amount's own name."""
    text = f"account,date,amount,{title}\nacme,2026-01-01,5,JPY\n"
    done = take(acme, text)
    assert done.code == 0, done.err
    assert amounts(acme) == ["5 JPY"]


@pytest.mark.parametrize(
    ("title", "unit"),
    [("Amount (EUR)", "EUR"), ("Amount €", "EUR"), ("Umsatz €", "EUR"), ("Net USD", "USD"), ("Betrag in EUR", "EUR"),
     ("Amount [GBP]", "GBP"), ("amount_usd", "USD"), ("amountCHF", "CHF"), ("EUR Amount", "EUR"),
     ("Montant (€)", "EUR"),
     ("Importe EUR", "EUR"), ("Amount/PLN", "PLN"), ("金额(元)", "CNY"), ("金額（円）", "JPY"),
     ("Betrag in Euro", "EUR"),
     ("Amount (US Dollar)", "USD"), ("Kwota (zł)", "PLN")],
)  # fmt: skip
def test_a_currency_in_the_title_is_that_of_the_amounts(acme: Cli, title: str, unit: str) -> None:
    """However it stands there, and without --map."""
    assert titles.split_unit(title)[1] == unit
    assert take(acme, f"account,date,{title}\nacme,2026-01-01,5\n").code == 0
    assert amounts(acme) == [f"5{'' if unit == 'JPY' else '.00'} {unit}"]


@pytest.mark.parametrize("title", ["Total All", "Deal Top", "Last Name", "Amount (converted)", "Mobile", "Try Again"])
def test_words_that_are_codes_too_are_no_currencies(title: str) -> None:
    """All, top and try are words of English."""
    assert titles.split_unit(title)[1] == ""


def test_a_title_counts_for_costs_prices_budgets_targets_and_expenses(acme: Cli) -> None:
    """Also where --map names the column."""
    assert take(acme, "account,date,amount,Cost (EUR)\nacme,2026-01-01,5,4\n", "--map", "cost=Cost (EUR)").code == 0
    assert amounts(acme) == ["5.00 EUR"]
    assert take(acme, "name,Unit Price in GBP\nP,5\n", kind="products").code == 0
    listed = acme.ok("product", "list", "-f", "csv", "--columns", "price,currency").splitlines()
    assert listed[1:] == ["5.00,GBP"]
    assert (
        take(acme, "account,name,period,Plan (CHF)\nacme,B,2026,5\n", "--map", "amount=Plan (CHF)", kind="budgets").code
        == 0
    )
    assert amounts(acme, "budget") == ["5.00 CHF"]
    assert take(acme, "account,period,Quota (SEK)\nacme,2026,5\n", kind="targets").code == 0
    assert amounts(acme, "target") == ["5.00 SEK"]
    assert take(acme, "budget,date,amount (CHF)\nB,2026-01-01,5\n", kind="expenses").code == 0
    done = take(acme, "budget,date,amount (EUR)\nB,2026-01-02,5\n", kind="expenses")
    assert (done.code, "one expense has one currency, not CHF and EUR" in done.err) == (2, True)
    done = take(acme, "budget,date,amount,Currency\nB,2026-01-02,5,EUR\n", kind="expenses")
    assert (done.code, "one expense has one currency, not CHF and EUR" in done.err) == (2, True)


def test_a_title_and_a_column_that_disagree_make_bad_rows(acme: Cli) -> None:
    """The rows on which they agree are good."""
    text = "account,date,Amount (EUR),Currency\nacme,2026-01-01,5,EUR\nacme,2026-01-02,6,USD\n"
    done = take(acme, text, "--rejects", str(acme.folder / "bad.csv"))
    assert "line 3, Amount (EUR) '6': one sale has one currency, not EUR and USD" in done.err
    assert amounts(acme) == ["5.00 EUR"]


@pytest.mark.parametrize(
    ("sign", "config", "code"),
    [("¥", "JPY", "JPY"), ("¥", "CNY", "CNY"), ("$", "MXN", "MXN"), ("£", "EGP", "EGP"), ("kr", "NOK", "NOK"),
     ("kr.", "DKK", "DKK"), ("Rs.", "PKR", "PKR"), ("₨", "LKR", "LKR"), ("R", "ZAR", "ZAR"), ("Fr.", "CHF", "CHF")],
)  # fmt: skip
def test_a_sign_of_several_means_what_is_configured(acme: Cli, sign: str, config: str, code: str) -> None:
    """In the cell, in the title and in a column of currencies; the plan says what it was taken for, and where."""
    acme.ok("config", "set", "currency", config)
    for n, text in enumerate((
        f"account,date,amount\nacme,2026-01-01,{sign} 5\n",
        f"account,date,amount ({sign})\nacme,2026-01-02,5\n",
        f"account,date,amount,currency\nacme,2026-01-03,5,{sign}\n",
    )):  # fmt: skip
        done = take(acme, text)
        assert done.code == 0, done.err
        assert f"for {code}, as in line 2" in done.err
        assert amounts(acme)[0].split()[1] == code, n


def test_an_accounts_currency_says_what_a_sign_means(acme: Cli) -> None:
    """Before the configured one does."""
    acme.ok("config", "set", "currency", "AUD")
    assert take(acme, "account,date,amount\nmaple,2026-01-01,$5\nacme,2026-01-02,$6\n").code == 0
    assert amounts(acme) == ["6.00 AUD", "5.00 CAD"]


@pytest.mark.parametrize("config", ["", "EUR"])
@pytest.mark.parametrize(
    ("text", "sign"),
    [("account,date,amount\nacme,2026-01-01,$5\n", "$"), ("account,date,amount\nacme,2026-01-01,5 kr\n", "kr"),
     ("account,date,Amount (Rs)\nacme,2026-01-01,5\n", "Rs"),
     ("account,date,amount,Währung\nacme,2026-01-01,5,¥\n", "¥"),
     ("account,date,amount ($)\nacme,2026-01-01,5\n", "$"), ("account,date,amount\nacme,2026-01-01,£5\n", "£")],
)  # fmt: skip
def test_a_sign_that_nothing_settles_is_asked_for(acme: Cli, text: str, sign: str, config: str) -> None:
    """Once, not for every row; --map with a text of one's own answers."""
    if config:
        acme.ok("config", "set", "currency", config)
    asks(acme, text, f"{sign} may be", "--map 'currency=", "line 2", options=("--rejects", str(acme.folder / "x")))
    code = words.members(sign)[-1]
    assert take(acme, text, "--map", f'currency="{code}"').code == 0
    assert amounts(acme)[0].split()[1] == code


def test_a_sign_against_the_accounts_currency_is_a_bad_row(acme: Cli) -> None:
    """What helps is said once."""
    acme.ok("account", "edit", "acme", "--currency", "EUR")
    done = take(acme, "account,date,amount\nacme,2026-01-01,$5\nacme,2026-01-02,¥6\n")
    assert (done.code, done.err.count("map the column of the currency")) == (2, 2)  # the first row is said twice
    assert "line 3, amount '¥6': is in ¥, and this sale in EUR" in done.err


@pytest.mark.parametrize(
    ("text", "column"),
    [("account,date,amount,Einheit\nacme,2026-01-01,5,USD\nacme,2026-01-02,6,\nacme,2026-01-03,6,EUR\n", "Einheit"),
     ("account,date,amount,In\nacme,2026-01-01,5,Euro\n", "In"),
     ("account,date,amount,€/$\nacme,2026-01-01,5,€\n", "€/$"),
     ("account,date,Umsatz,WKZ Basis\nacme,2026-01-01,5,CHF\n", "WKZ Basis"),
     ("account,date,amount,Local Currency\nacme,2026-01-01,5,CHF\n", "Local Currency"),
     ("account,date,amount,Unit\nacme,2026-01-01,5,HRK\n", "Unit"),
     ("account,date,Net,Tax,Tax Currency\nacme,2026-01-01,5,1,JPY\n", "Tax Currency")],
)  # fmt: skip
def test_what_looks_like_a_currency_and_is_not_understood_stops_the_import(acme: Cli, text: str, column: str) -> None:
    """By its title or by what is in it; both answers are named, and both work."""
    asks(acme, text, repr(column), "--map ", f"currency={column}", "--ignore")
    assert take(acme, text, "--ignore", column).code == 0
    assert amounts(acme)[0].split()[1] == "USD"


def test_a_column_without_a_title_may_be_one(acme: Cli) -> None:
    """It cannot be mapped, so the question is another."""
    text = "account,date,amount,\nacme,2026-01-01,5,CHF\n"
    asks(acme, text, "column 4 has no title and looks like a currency", "--map 'currency=")
    assert take(acme, text, "--map", 'currency="CHF"').code == 0
    assert amounts(acme) == ["5.00 CHF"]


def test_a_mapped_currency_is_not_asked_for(acme: Cli) -> None:
    """The first answer of the question."""
    text = "account,date,amount,Einheit\nacme,2026-01-01,5,CHF\n"
    assert take(acme, text, "--map", "currency=Einheit").code == 0
    assert amounts(acme) == ["5.00 CHF"]


def test_two_columns_that_may_be_the_currency_are_asked_for(acme: Cli) -> None:
    """Unless they say the same."""
    text = "account,date,amount,Currency,Deal Currency\nacme,2026-01-01,5,EUR,{}\n"
    asks(acme, text.format("USD"), "'Currency' and 'Deal Currency' may both be the currency", "--map currency=COLUMN")
    assert take(acme, text.format("EUR")).code == 0


def test_converted_amounts_are_not_in_the_currency_of_the_deal(acme: Cli) -> None:
    """A column of currencies does not speak of them."""
    asks(acme, "account,date,Amount in company currency,Currency\nacme,2026-01-01,5,JPY\n", "are converted", "--map")


@pytest.mark.parametrize(
    "title", ["Umsatz (TEUR)", "Umsatz T€", "Amount (in thousands)", "Betrag Mio. EUR", "Amount k$"]
)
def test_amounts_in_thousands_are_not_taken_as_they_are(acme: Cli, title: str) -> None:
    """They would be a thousand times too small."""
    text = f"account,date,{title}\nacme,2026-01-01,5\n"
    asks(acme, text, "in thousands or millions", options=("--map", f"amount={title}"))


def test_rates_and_flags_are_no_currencies(acme: Cli) -> None:
    """A column of numbers, or of yes and no, says none, whatever it is called; an empty one neither."""
    text = "account,date,amount,Currency Rate,Multi-Currency,Local Currency\nacme,2026-01-01,5,1.05,yes,\n"
    assert take(acme, text).code == 0


def test_the_fast_way_takes_the_currency_of_the_title_too(acme: Cli) -> None:
    """Row by row and by columns alike."""
    rows = "".join(f"acme,2026-01-{n:02},{n}.00,EUR,a\n" for n in range(1, 20))
    assert take(acme, f"account,date,Amount (EUR),Currency,ref\n{rows}".replace(",EUR,a", ",,")).code == 0
    assert set(amounts(acme)) == {f"{n}.00 EUR" for n in range(1, 20)}


def test_the_codes_are_those_of_the_standard() -> None:
    """What the library knows and fills the portfolio's table with."""
    assert {currency.code for currency in Currency if currency.exponent is not None} == words.CODES


def test_every_sign_means_currencies_of_the_standard() -> None:
    """And no text is both one currency and several."""
    assert set(words.SIGNS.values()) | set(words.CURRENCY_NAMES) <= words.CODES
    for sign in words.FAMILIES:
        assert set(words.members(sign)) <= words.CODES
        assert words.code_of(sign) is None


ROWS = "Date,Customer,Amount\n2026-09-01,Acme,1000\n2026-09-02,Acme,2000\n"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (f"Currency: JPY\n\n{ROWS}", "JPY", 1), (f"Sales report\nAll amounts in EUR\n{ROWS}", "EUR", 2),
        (f"Currency,GBP\n{ROWS}", "GBP", 1), (f"Beträge in €\n\n{ROWS}", "EUR", 1), (f"Währung: CHF\n{ROWS}", "CHF", 1),
        (f"Reporting currency is Euro\n{ROWS}", "EUR", 1), (f"{ROWS},Total EUR,3000\n", "EUR", 4),
        (f"Revenue (EUR)\n{ROWS}", "EUR", 1), (f"Report\nMontants en CHF\n{ROWS},Total CHF,3000\n", "CHF", 2),
        (f"Amounts in $\n{ROWS},Total USD,3000\n", "USD", 5),
    ],
)  # fmt: skip
def test_a_currency_beside_the_table_is_that_of_its_amounts(acme: Cli, text: str, code: str, line: int) -> None:
    """In a line above the header or in a row of totals: it is said, with the line."""
    acme.ok("config", "set", "currency", "SEK")
    done = take(acme, text)
    assert done.code == 0, done.err
    assert {each.split()[-1] for each in amounts(acme)} == {code}
    assert f"the currency is {code}: line {line} says" in done.err


def test_currencies_beside_the_table_that_do_not_agree_are_asked_for(acme: Cli) -> None:
    """Two of them, or a sign of several; an answer, a column and a title count before them."""
    asks(acme, f"Amounts in EUR, USD\n{ROWS}", "EUR and USD", "--map 'currency=\"EUR\"'")
    asks(acme, f"All amounts in EUR\n{ROWS},Total USD,3000\n", "EUR and USD", "--map 'currency=\"EUR\"'")
    long = "".join(f"2026-09-01,Acme,{number},{'x' * 1000}\n" for number in range(1, 1001))
    asks(acme, f"Date,Customer,Amount,Text\n{long},Total EUR,3000,\n", "line 1002 says", "--map 'currency=\"EUR\"'")
    asks(acme, f"All amounts in $\n{ROWS}", "$ may be", "--map 'currency=")
    assert take(acme, f"Amounts in EUR, USD\n{ROWS}", "--map", 'currency="USD"').code == 0
    assert sorted(amounts(acme)) == ["1000.00 USD", "2000.00 USD"]
    column = "All amounts in EUR\nDate,Customer,Amount,Currency\n2026-10-01,Acme,5,JPY\n"
    assert take(acme, column).code == 0
    assert "5 JPY" in amounts(acme)


def test_what_is_no_currency_above_the_table(acme: Cli) -> None:
    """Words of three letters, and what other things are called."""
    for number, above in enumerate(("ALL customers", "Report for TOP team in MAY", "Generated by Ann", "In total: 2")):
        text = f"{above}\nDate,Customer,Amount\n2026-08-0{number + 1},Acme,5\n"
        done = take(acme, text)
        assert (done.code, "the currency is" in done.err) == (0, False), done.err
