"""`amcli sql` reads the documented views and the search tables, and nothing below them."""

import re
import sqlite3
from contextlib import closing

import pytest

from conftest import ROOT, Cli

# What a query asks below the views, and what the refusal says to ask instead.
BELOW = [
    ("SELECT code FROM account", "account → accounts"),
    ("SELECT count(*) FROM account", "account → accounts"),
    ("SELECT 1 FROM Account", "account → accounts"),
    ("SELECT count(*) FROM accounts, account", "account → accounts"),
    ("SELECT count(*) FROM accounts WHERE EXISTS (SELECT 1 FROM main.sale)", "sale → sales"),
    ("SELECT (SELECT count(*) FROM sale) FROM accounts", "sale → sales"),
    ("SELECT a.name FROM accounts a JOIN account b ON b.id = a.record_id", "account → accounts"),
    ("SELECT code FROM accounts WHERE record_id IN (SELECT id FROM account)", "account → accounts"),
    ("SELECT code FROM accounts UNION SELECT code FROM account", "account → accounts"),
    ("SELECT code FROM (SELECT * FROM account) AS accounts", "account → accounts"),
    ("WITH accounts AS (SELECT * FROM account) SELECT code FROM accounts", "account → accounts"),
    ("WITH accounts AS (SELECT * FROM main.account) SELECT code FROM accounts", "account → accounts"),
    ("WITH accounts AS MATERIALIZED (SELECT 1 FROM [account]) SELECT 1 FROM accounts", "account → accounts"),
    ("EXPLAIN QUERY PLAN SELECT * FROM account", "account → accounts"),
    ("; -- first\n /* then */ SELECT * FROM account", "account → accounts"),
    ("SELECT * FROM sale_day", "sale_day → sales"),
    ("SELECT * FROM operation_change", "operation_change → operations"),
    ("SELECT * FROM interaction_contact", "interaction_contact → interactions"),
    ("SELECT * FROM account_search_data", "account_search_data → account_search"),
    ("SELECT s.rowid FROM account_search('oem') s JOIN account a ON a.id = s.rowid", "account → accounts"),
    ("SELECT name FROM sqlite_master", "'sqlite_master' is none of them"),
    ("SELECT name FROM sqlite_schema", "'sqlite_master' is none of them"),
    ("SELECT name FROM sqlite_temp_schema", "'sqlite_temp_master' is none of them"),
    ("SELECT seq FROM sqlite_sequence", "'sqlite_sequence' is none of them"),
    ("SELECT x FROM mine", "'mine' is none of them"),
    ("SELECT decimals FROM currency", "'currency' is none of them"),
]  # fmt: skip


@pytest.fixture
def shared(small: Cli) -> Cli:
    """A portfolio with a table of somebody else's."""
    with closing(sqlite3.connect(small.db)) as connection:
        connection.execute("CREATE TABLE mine (x)")
    return small


@pytest.mark.parametrize(("query", "said"), BELOW)
def test_nothing_below_the_views(shared: Cli, query: str, said: str) -> None:
    """A table is refused wherever it stands in a query, also where its rows are only counted: exit 4, one line, which
    names what to ask instead.
    """
    done = shared("sql", query)
    assert (done.code, done.out, len(done.err.splitlines())) == (4, "", 1)
    assert said in done.err and "docs/views.md" in done.err


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("SELECT count(*) AS n FROM accounts", [{"n": 4}]),
        ("SELECT sum(n) AS n FROM (SELECT count(*) AS n FROM sales GROUP BY account)", [{"n": 3}]),
        ("WITH account AS (SELECT 1 AS n) SELECT n FROM account", [{"n": 1}]),
        ("WITH accounts AS (SELECT 7 AS n) SELECT n FROM accounts", [{"n": 7}]),
        ('SELECT "account" AS "sale" FROM "Sales" AS account ORDER BY account LIMIT 1', [{"sale": "eclair"}]),
        ("SELECT name_key('Ä') AS n, 'account' AS a", [{"n": "ä", "a": "account"}]),
        ("SELECT value AS n FROM json_each('[1]')", [{"n": 1}]),
        ("SELECT name AS n FROM pragma_table_info('sales') WHERE name = 'amount_minor'", [{"n": "amount_minor"}]),
        ("SELECT count(*) AS n FROM pragma_table_list WHERE name = 'sales'", [{"n": 1}]),
        ("; SELECT count(*) AS n FROM rates;", [{"n": 2}]),
        ("VALUES (1)", [{"column1": 1}]),
    ],
)
def test_what_the_views_answer_as_before(small: Cli, query: str, wanted: object) -> None:
    """Views in any place, names of one's own that tables have too, functions, also such that stand as tables."""
    assert small.json("sql", query) == wanted


def test_a_condition_of_an_export_is_such_a_query(small: Cli) -> None:
    """`export --where` reads the views too, and nothing below."""
    assert small.ok("export", "sales", "--where", "account IN (SELECT code FROM accounts WHERE tier = 1)", "-f", "ids")
    done = small("export", "sales", "--where", "account_id IN (SELECT id FROM account)")
    assert (done.code, done.out) == (4, "")
    assert "account → accounts" in done.err


def test_each_documented_view_and_search_table_is_read(small: Cli) -> None:
    """All that docs/views.md lists, with the columns that it lists; and there is nothing else but tables below."""
    text = (ROOT / "docs/views.md").read_text(encoding="utf-8")
    views = re.findall(r"^## (\w+)\n\n(`.*`)$", text, re.MULTILINE)
    searches = re.findall(r"^- `(\w+_search)`: (`.*`)$", text, re.MULTILINE)
    assert len(views) >= 11 and len(searches) >= 4
    for name, columns in views + searches:
        wanted = ", ".join(f'"{column}"' for column in re.findall(r"`(\w+)`", columns))
        small.ok("sql", f"SELECT {wanted} FROM {name}")
    documented = {name for name, _ in views + searches}
    with closing(sqlite3.connect(small.db)) as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        ]
    for name in set(names) - documented:
        assert small("sql", f"SELECT * FROM {name}").code == 4, name
