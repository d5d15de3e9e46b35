"""The documented views: what anybody's SQL may rely on."""

import sqlite3
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.base.money import from_minor
from amcli.base.registry import NOUNS
from amcli.store import migrate
from conftest import Cli

# The columns of each view, in order. A change here is a change of the interface: say it in the CHANGELOG.
VIEWS = {
    "accounts": "code name parent parent_since tier category scope currency cadence phone website address city country "
    "external_id note tags links not_for created archived aliases id record_id parent_id",
    "contacts": "id account account_name name roles influence stance title email email_other phone mobile reports_to "
    "left external_id note aliases record_id account_id reports_to_id uid card",
    "interactions": "id account account_name date kind text with minutes about for owed_by external_id record_id "
    "account_id uid opportunity_id colleague_id contract_id issue_id negotiation_id objective_id",
    "deadlines": "id account account_name title due kind priority every until times shift remind note done series "
    "about for owed_by evidence external_id record_id account_id uid sequence anchor occurrence series_id template "
    "opportunity_id colleague_id contract_id issue_id negotiation_id objective_id zone exceptions event",
    "budgets": "id account account_name name start end amount currency agreed_with direction group external_id note "
    "amount_minor record_id account_id",
    "expenses": "id account account_name budget date amount currency kind memo external_id amount_minor record_id "
    "budget_id account_id",
    "products": "code name category price currency external_id aliases price_minor id record_id",
    "sales": "id account account_name date amount currency kind product quantity cost ref opportunity amount_minor "
    "cost_minor record_id account_id product_id opportunity_id",
    "targets": "id start end account group product amount currency amount_minor record_id account_id product_id",
    "rates": "id from to rate date from_currency to_currency record_id",
    "colleagues": "code name department title email phone hours reports_to left external_id note aliases id "
    "record_id reports_to_id",
    "assignments": "id account account_name colleague colleague_name role from until hours note external_id record_id "
    "account_id colleague_id start",
    "territories": "code name parent level external_id note aliases id record_id parent_id",
    "placements": "id account account_name territory territory_name from until record_id account_id territory_id start",
    "memberships": "id account account_name parent parent_name from until record_id account_id parent_id start",
    "opportunities": "id account account_name name amount currency close stage probability kind forecast owner "
    "product contract with competitor reason links note external_id created since slips closed amount_minor record_id "
    "account_id product_id colleague_id contract_id",
    "contracts": "id account account_name name kind start end renews notice term lead latest_end value currency per "
    "signed ref noticed noticed_by ends reason snoozed owner links note external_id value_minor record_id account_id "
    "colleague_id",
    "terms": "id start end account account_name contract name value currency per value_minor record_id contract_id "
    "account_id",
    "issues": "id account account_name title severity cause stage waiting opened acknowledged closed raised_by owner "
    "escalated_to wants resolution cost currency accepted links note external_id cost_minor record_id account_id "
    "contact_id colleague_id escalated_id",
    "phases": "id at account account_name issue title stage severity waiting owner escalated_to record_id issue_id "
    "account_id colleague_id escalated_id",
    "negotiations": "id account account_name subject about started until outcome closed owner links note external_id "
    "record_id account_id opportunity_id contract_id colleague_id",
    "points": "id account account_name negotiation name subject unit better agreed agreed_on record_id "
    "negotiation_id account_id",
    "offers": "id day account account_name negotiation point name side value unit in_return withdrawn record_id "
    "point_id negotiation_id account_id",
    "steps": "id day account account_name opportunity name stage since amount currency close probability forecast "
    "owner slips amount_minor record_id opportunity_id account_id colleague_id",
    "needs": "id account account_name text kind priority contact day met note external_id record_id account_id "
    "contact_id",
    "plans": "id account account_name start end written text external_id record_id account_id",
    "objectives": "id account account_name called plan number title measure goal currency due need done note record_id "
    "plan_id need_id account_id",
    "contributions": "id account account_name plan year sales cost invest currency sales_minor cost_minor invest_minor "
    "record_id plan_id account_id",
    "models": "code name added text id record_id",
    "assessments": "id day account account_name model result scores near answers by note record_id account_id "
    "colleague_id",
    "pulses": "id day account account_name score note record_id account_id",
    "decisions": "id day account account_name proposal verdict until reason deadline note record_id account_id "
    "deadline_id",
    "operations": "id at command summary state records record_id",
}


def read(cli: Cli, sql: str, *values: object) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(f"file:{cli.db}?mode=ro", uri=True)
    found = connection.execute(sql, values).fetchall()
    connection.close()
    return found


@pytest.mark.parametrize("view", VIEWS)
def test_columns_are_the_contract(agreed: Cli, view: str) -> None:
    """Each view has the documented columns and rows to show, for any SQLite tool."""
    connection = sqlite3.connect(agreed.db)
    cursor = connection.execute(f'SELECT * FROM "{view}"')
    assert [column[0] for column in cursor.description] == VIEWS[view].split()
    assert cursor.fetchall()
    connection.close()


def test_there_is_a_view_of_every_noun() -> None:
    """The views are those of the nouns, and the operations."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate.migrate(connection)
    found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert found == {noun.view for noun in NOUNS.values()} | {"operations"} == set(VIEWS)


def test_amounts_are_exact_text_of_any_decimals(cli: Cli) -> None:
    """Amounts come as exact decimal text: 0 decimals for JPY, 2 for USD, 3 for KWD, and small ones keep their zeros."""
    cli.ok("account", "add", "A", "--code", "a")
    amounts = {
        "JPY 1250": "1250", "1250.50": "1250.50", "0.05": "0.05", "KWD 1250.005": "1250.005", "KWD 0.007": "0.007",
        "JPY 0": "0", "0": "0.00", "KWD 0": "0.000", "999,999,999,999,999.99": "999999999999999.99",
    }  # fmt: skip
    for typed in amounts:
        cli.ok("sale", "add", "a", typed, "--cost", typed)
        cli.ok("budget", "add", "a", "b", "--period", "2026", "--amount", typed)
        cli.ok("product", "add", "p", "--price", typed)
    cli.ok("target", "set", "2026", "KWD 1.005")
    wanted = list(amounts.values())
    assert read(cli, "SELECT amount, cost FROM sales ORDER BY record_id") == [(text, text) for text in wanted]
    assert read(cli, "SELECT amount FROM budgets ORDER BY record_id") == [(text,) for text in wanted]
    assert read(cli, "SELECT price FROM products ORDER BY record_id") == [(text,) for text in wanted]
    assert read(cli, "SELECT amount FROM targets") == [("1.005",)]
    assert read(cli, "SELECT typeof(amount), typeof(amount_minor) FROM sales") == [("text", "integer")] * len(wanted)


@given(st.integers(0, 2**63 - 1), st.sampled_from([("JPY", 0), ("USD", 2), ("KWD", 3), ("CLF", 4)]))
def test_any_amount_is_exact(minor: int, currency: tuple[str, int]) -> None:
    """Whatever the amount, the view's text is the exact decimal of its minor units."""
    connection = _sales()
    code, decimals = currency
    connection.execute(
        "INSERT INTO sale (account_id, date, amount_minor, currency, kind) VALUES (1, '2026-01-01', ?, ?, 'sale')",
        (minor, code),
    )
    assert connection.execute("SELECT amount FROM sales").fetchall() == [(format(from_minor(minor, decimals), "f"),)]
    connection.execute("DELETE FROM sale")


_KEPT: list[sqlite3.Connection] = []


def _sales() -> sqlite3.Connection:
    if not _KEPT:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        migrate.migrate(connection)
        connection.executemany(
            "INSERT INTO currency VALUES (?, 'x', ?, ?)",
            [("JPY", 0, 1), ("USD", 2, 100), ("KWD", 3, 1000), ("CLF", 4, 10000)],
        )
        connection.execute("INSERT INTO account (id, code, name, created) VALUES (1, 'a', 'A', '2026-01-01')")
        _KEPT.append(connection)
    return _KEPT[0]


def test_views_show_names_instead_of_numbers(small: Cli) -> None:
    """A view says account codes, contact and budget names, and who took part, without a join."""
    assert read(small, "SELECT parent FROM accounts WHERE code = 'maruti-service'") == [("maruti",)]
    assert read(small, "SELECT reports_to, roles FROM contacts WHERE id = 'C2'") == [("Asha Rao", "user")]
    assert read(small, "SELECT account, \"with\" FROM interactions WHERE id = 'I1'") == [("maruti", "Asha Rao")]
    assert read(small, "SELECT account, budget, amount, currency FROM expenses") == [
        ("maruti", "Trade fair", "480.00", "USD")
    ]
    assert read(small, "SELECT account, product FROM targets ORDER BY id") == [
        (None, None),
        ("maruti", None),
        (None, "pad"),
    ]


def test_operations_count_their_records(small: Cli) -> None:
    """The journal's view counts the records that a change touched: the call, who took part, the follow-up."""
    found = read(small, "SELECT records, state FROM operations WHERE summary LIKE 'logged I1%'")
    assert found == [(3, "done")]


def test_the_currencies_are_in_the_file(small: Cli) -> None:
    """Whoever opens the file learns the decimals of each ISO 4217 currency from it."""
    found = dict(read(small, "SELECT code, decimals FROM currency WHERE unit = CAST(pow(10, decimals) AS INTEGER)"))
    assert (found["JPY"], found["USD"], found["KWD"], found["CLF"]) == (0, 2, 3, 4)
    assert len(found) == read(small, "SELECT count(*) FROM currency")[0][0] > 150


def test_a_product_without_a_price_has_none(small: Cli) -> None:
    """Nothing is not zero: neither without a currency nor with one."""
    small.ok("product", "add", "Free", "--currency", "USD")
    small.ok("product", "add", "Open")
    assert read(small, "SELECT price FROM products WHERE name IN ('Free', 'Open')") == [(None,), (None,)]
