"""`amcli import` on the command line: what is said where, profiles, rejects, exit codes."""

import csv
import json

import pytest

from conftest import Cli

GOOD = "Customer,When,Net,No,Line\nford,2026-09-01,10.00,7,1\nford,2026-09-02,20.00,7,2\n"
MAP = ("--map", "account=Customer", "--map", "date=When", "--map", "amount=Net", "--map", "ref=No+Line")
BAD = GOOD + "nobody,2026-09-03,5,8,1\nford,2026-13-03,5,8,2\nford,2026-09-03,5.123,8,3\n"


@pytest.fixture
def ford(cli: Cli) -> Cli:
    """A portfolio of one account."""
    cli.ok("account", "add", "Ford")
    return cli


def test_a_mapped_file_goes_in_once(ford: Cli) -> None:
    """The second run of the same file adds nothing and is no operation."""
    assert "Imported 2 sales" in ford.ok("import", "sales", "-", *MAP, stdin=GOOD)
    assert "Imported 0 sales (2 already there" in ford.ok("import", "sales", "-", *MAP, stdin=GOOD)
    assert [row["ref"] for row in ford.json("sale", "list", "--sort", "ref")] == ["7-1", "7-2"]  # type: ignore[attr-defined]
    assert len(ford.ok("history", "-f", "ids").split()) == 2


def test_bad_rows_keep_all_out_and_are_all_named(ford: Cli) -> None:
    """One run names each bad row with its line, column, value and reason, and nothing goes in."""
    done = ford("import", "sales", "-", *MAP, stdin=BAD)
    assert (done.code, done.out) == (2, "")
    assert "3 rows are bad" in done.err
    for words in (("line 4", "Customer", "nobody"), ("line 5", "When", "2026-13-03"), ("line 6", "Net", "5.123")):
        assert any(all(word in line for word in words) for line in done.err.splitlines()), (words, done.err)
    assert ford.json("sale", "list") == []


def test_a_hundred_bad_rows_are_shown_and_the_rest_counted(ford: Cli) -> None:
    """A file that is bad throughout does not flood the screen."""
    rows = "".join(f"ford,{day},1,{day},1\n" for day in range(250))
    done = ford("import", "sales", "-", *MAP, stdin="Customer,When,Net,No,Line\n" + rows)
    assert done.code == 2
    assert len(done.err.splitlines()) == 102
    assert done.err.splitlines()[-1].strip() == "and 150 more"


def test_rejects_take_the_good_rows_and_can_be_corrected(ford: Cli) -> None:
    """With --rejects the good rows go in, exit 6; the corrected rejects file goes in with the same --map."""
    path = ford.folder / "bad.csv"
    done = ford("import", "sales", "-", *MAP, "--rejects", str(path), stdin=BAD)
    assert done.code == 6
    assert "Imported 2 sales (0 already there, 3 rejected)" in done.out
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    assert [row["line"] for row in rows] == ["4", "5", "6"]
    fixed = path.read_text().replace("nobody", "ford").replace("2026-13-03", "2026-09-13").replace("5.123", "5.12")
    assert "Imported 3 sales" in ford.ok("import", "sales", "-", *MAP, stdin=fixed)


def test_a_dry_run_writes_nothing(ford: Cli) -> None:
    """--dry-run is the same run, taken back: no rows, no operation, no rejects file, no profile."""
    path = ford.folder / "bad.csv"
    done = ford("import", "sales", "-", *MAP, "--dry-run", "--rejects", str(path), "--save-profile", "erp", stdin=BAD)
    assert "Would have imported 2 sales" in done.out
    assert ford.json("sale", "list") == []
    assert not path.exists()
    assert ford("import", "sales", "-", "--profile", "erp", stdin=GOOD).code == 2


def test_a_profile_is_a_map_that_was_kept(ford: Cli) -> None:
    """--save-profile keeps --map, --profile uses it, and an unknown one names those there are."""
    ford.ok("import", "sales", "-", *MAP, "--save-profile", "erp", stdin=GOOD)
    ford.ok("undo")
    assert "Imported 2 sales" in ford.ok("import", "sales", "-", "--profile", "erp", stdin=GOOD)
    done = ford("import", "sales", "-", "--profile", "epr", stdin=GOOD)
    assert done.code == 2
    assert "erp" in done.err
    for name in ("a.b", ""):
        assert ford("import", "sales", "-", *MAP, "--save-profile", name, stdin=GOOD).code == 2


def test_a_profile_is_kept_in_the_portfolio(ford: Cli) -> None:
    """It goes where the file goes, as a change of its own before the import's: undoing the import leaves it. One of the
    same name takes its place, an empty text takes it out, and `config` shows it.
    """
    ford.ok("import", "sales", "-", *MAP, "--save-profile", "erp", stdin=GOOD)
    assert not (ford.folder / "config.toml").exists()
    summaries = [row["summary"] for row in ford.json("history")]  # type: ignore[attr-defined]
    assert summaries[:2] == ["imported 2 sales from standard input", "kept the import profile erp"]
    kept = dict(pair.split("=", 1) for pair in MAP if pair != "--map")
    assert ford.json("config", "get", "profiles.erp") == kept
    listed = {row["key"]: row["from"] for row in ford.json("config", "list")}  # type: ignore[attr-defined]
    assert listed["profiles.erp"] == "portfolio"
    ford.ok("import", "sales", "-", "--profile", "erp", "--map", "quantity=Line", "--save-profile", "erp", stdin=GOOD)
    assert ford.json("config", "get", "profiles.erp") == {**kept, "quantity": "Line"}
    ford.ok("undo")
    assert ford.json("config", "get", "profiles.erp") == kept
    assert ford.ok("config", "set", "profiles.erp", "") == "Took out the import profile erp\n"
    assert ford("config", "get", "profiles.erp").code == 2
    assert ford("import", "sales", "-", "--profile", "erp", stdin=GOOD).code == 2
    ford.ok("undo")
    assert ford.json("config", "get", "profiles.erp") == kept


def test_a_profile_of_nothing(ford: Cli) -> None:
    """There has to be a --map to keep; that is said before a row goes in."""
    done = ford("import", "sales", "-", "--save-profile", "erp", stdin=GOOD)
    assert (done.code, "--map" in done.err, ford.json("sale", "list")) == (2, True, [])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "sails", "-"), "sales"),
        (("import", "sales", "-", "--map", "amuont=Net"), "amount"),
        (("import", "sales", "-", "--map", "amount=Nett"), "Net"),
        (("import", "sales", "-", "--map", "amount"), "FIELD=COLUMN"),
        (("import", "sales", "-", "--map", "amount=Net", "--map", "amount=No"), "twice"),
        (("import", "sales", "/nowhere/file.csv"), "cannot read"),
        (("import", "sales", "-"), "--map"),
    ],
)
def test_what_is_typed_wrong_is_said(ford: Cli, words: tuple[str, ...], said: str) -> None:
    """A wrong kind, field, column or file is one line with the nearest valid thing."""
    done = ford(*words, stdin=GOOD)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert len(done.err.splitlines()) == 1


def test_what_is_missing_can_be_made(cli: Cli) -> None:
    """--create-missing makes the accounts and products that rows name, in the same operation."""
    text = "account,date,amount,product\nFord,2026-09-01,10,Brake disc\nFord,2026-09-02,20,Brake disc\n"
    done = cli("import", "sales", "-", "--create-missing", stdin=text)
    assert done.code == 0, done.err
    assert "created 1 account" in done.err
    assert cli.ok("product", "list", "-f", "ids").strip() == "brake-disc"
    cli.ok("undo")
    assert cli.json("account", "list", "--all") == []


def test_amounts_are_rounded_only_when_asked(ford: Cli) -> None:
    """--round rounds half even, and says how many amounts and by how much in all."""
    text = "account,date,amount\nford,2026-09-01,10.005\nford,2026-09-02,10.015\nford,2026-09-03,10.00\n"
    assert ford("import", "sales", "-", stdin=text).code == 2
    done = ford("import", "sales", "-", "--round", stdin=text)
    assert "rounded 2 amounts in USD" in done.err
    total = ford.ok("sql", "SELECT sum(amount_minor) FROM sales", "-f", "csv").splitlines()[1]
    assert total == str(1000 + 1002 + 1000)


def test_what_rounding_came_to_is_what_sales_changed_by(ford: Cli) -> None:
    """A credit's rounding counts the other way round, whether a minus or its kind says what it is; a purchase's and a
    cost's are told apart. By hand: EUR 10.004 - 1.004 - 2.007 = 6.993 in, 10.00 - 1.00 - 2.01 = 6.99 kept: -0.003.
    JPY 100.4 - 20.6 - 1.6 = 78.2 in, 100 - 21 - 2 = 77 kept: -1.2.
    """
    text = (
        "account,date,amount,currency,kind,cost\n"
        "ford,2026-09-01,10.004,EUR,sale,1.001\nford,2026-09-02,-1.004,EUR,,\n"
        "ford,2026-09-03,2.007,EUR,credit,0.503\nford,2026-09-04,100.4,JPY,sale,\nford,2026-09-05,20.6,JPY,credit,\n"
        "ford,2026-09-06,-1.6,JPY,,\nford,2026-09-07,5.009,EUR,purchase,\n"
    )
    done = ford("import", "sales", "-", "--round", stdin=text)
    assert done.code == 0, done.err
    said = [line for line in done.err.splitlines() if "rounded" in line]
    assert [line.partition("rounded ")[2] for line in said] == [
        "3 amounts in EUR, by -0.003 in all",
        "2 amounts of cost in EUR, by +0.002 in all",
        "3 amounts in JPY, by -1.2 in all",
        "1 amount of purchase in EUR, by +0.001 in all",
    ]
    sold = ford.ok("sql", "SELECT currency, sum(CASE kind WHEN 'credit' THEN -amount_minor ELSE amount_minor END) "
                   "FROM sales WHERE kind <> 'purchase' GROUP BY 1 ORDER BY 1", "-f", "csv")  # fmt: skip
    assert sold.splitlines()[1:] == ["EUR,699", "JPY,77"]


def test_a_refund_is_rounded_the_other_way_round(ford: Cli) -> None:
    """Of expenses the note says what the spent changed by: 10.004 less 2.006 is 7.998, and 10.00 less 2.01 is 7.99."""
    ford.ok("budget", "add", "ford", "Fair", "--period", "2026", "--amount", "100")
    text = "account,budget,date,amount\nford,Fair,2026-09-01,10.004\nford,Fair,2026-09-02,-2.006\n"
    done = ford("import", "expenses", "-", "--round", stdin=text)
    assert "rounded 2 amounts in USD, by -0.008 in all" in done.err


def test_formulas_come_back_as_text(ford: Cli) -> None:
    """What an export escaped for spreadsheets an import takes back as it was."""
    ford.ok("account", "add", "=1+1", "--code", "sum", "--note", "+cmd|' /C calc'!A0")
    exported = ford.ok("account", "list", "-f", "csv")
    other = Cli(ford.folder)
    other.environ["AMCLI_DB"] = str(ford.folder / "other.db")
    assert "Imported 2 accounts" in other.ok("import", "accounts", "-", stdin=exported)
    assert other.json("account", "show", "sum") == ford.json("account", "show", "sum")


def test_errors_are_json_where_json_is_read(ford: Cli) -> None:
    """A script that asks for JSON reads JSON on stderr, also for a name that nobody has."""
    done = ford("account", "show", "frod", "-f", "json")
    error = json.loads(done.err)["error"]
    assert (done.code, error["code"], error["candidates"]) == (3, "not_found", ["ford"])


def test_an_import_is_undone_as_one_and_run_again(ford: Cli) -> None:
    """Undo takes out all that an import made, redo says to run it again, and running it again brings it back."""
    text = "account,date,amount,product\nford,2026-09-01,10,Brake disc\nNew one,2026-09-02,20,Brake disc\n"
    words = ("import", "sales", "-", "--create-missing")
    ford.ok(*words, stdin=text)
    ford.ok("undo")
    assert ford.json("sale", "list") == ford.json("product", "list") == []
    assert ford.ok("account", "list", "-f", "ids").split() == ["ford"]
    redone = ford("redo")
    assert (redone.code, "run again: amcli import sales" in redone.err) == (4, True)
    assert "Imported 2 sales" in ford.ok(*words, stdin=text)
