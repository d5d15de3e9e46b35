"""Several managers as one portfolio: rows add up, a client is one row, and each manager's figures are his own."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from company_samples import LARGE, empty_portfolio, manager
from company_server import Database
from hypothesis import given, settings
from hypothesis import strategies as st
from portfolio_samples import Rows, portfolios

from amcli.features.company.rules import STEP, Client, Numbering, same_clients
from conftest import Cli, tries

ADDED = ("actual", "lines", "cost_lines", "last_year", "target")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return empty_portfolio(tmp_path_factory.mktemp("empty"))


def rows(cli: Cli, *typed: str) -> list[dict[str, Any]]:
    """The rows of a report, and its total last."""
    found: Any = cli.json(*typed)
    return [*found["rows"], found["total"]]


def total(cli: Cli, *typed: str) -> dict[str, Any]:
    found: Any = cli.json(*typed)
    return dict(found["total"])


@settings(max_examples=tries(5, 200), suppress_health_check=LARGE)
@given(one=portfolios())
def test_two_managers(tmp_path: Path, empty: Path, one: dict[str, Rows]) -> None:
    """By manager each row is the total of his own file; the total is their sum, and so are the rows of clients."""
    other = {**one, "sale": one.get("sale", [])[::2], "target": one.get("target", [])[1:]}
    anna, bert = manager(tmp_path, "anna", empty, one), manager(tmp_path, "bert", empty, other)
    files = (str(anna.db), str(bert.db))
    for options in (("--period", "2026"), ("--period", "2025"), ("--as-of", "2026-03-10")):
        asked = ("sales", *options, "--currency", "USD")
        done = anna("rollup", asked[0], *files, *asked[1:], "-f", "json")
        own = [cli("report", *asked, "-f", "json") for cli in (anna, bert)]
        if done.code or any(each.code for each in own):
            continue  # an amount that has no rate
        every = total(anna, "rollup", asked[0], *files, *asked[1:])
        apart = [total(cli, "report", *asked) for cli in (anna, bert)]
        found: Any = anna.json("rollup", asked[0], *files, *asked[1:], "--by", "manager")
        by_manager = {row["key"]: row for row in found["rows"]}
        for name, mine in zip(("anna", "bert"), apart, strict=True):
            row = by_manager.get(name)
            assert [row[key] if row else 0 for key in ADDED[:3]] == [mine[key] for key in ADDED[:3]]
            assert row is None or row["target"] == mine["target"]
        for key in ("actual", "lines", "cost_lines"):
            assert every[key] == sum(mine[key] for mine in apart)
            assert every[key] == found["total"][key]
            clients: Any = anna.json("rollup", asked[0], *files, *asked[1:])
            assert every[key] == sum(row[key] for row in clients["rows"])


@pytest.fixture
def two(tmp_path: Path, empty: Path) -> tuple[Cli, Cli]:
    """Anna and Bert, who share a client by its external id, another by its code, and have namesakes."""
    anna, bert = manager(tmp_path, "anna", empty, {}), manager(tmp_path, "bert", empty, {})
    for cli, code, external, amount in ((anna, "maruti", "C-1", "100"), (bert, "suzuki", "C-1", "50")):
        cli.ok("account", "add", "Maruti Suzuki", "--code", code, "--external-id", external)
        cli.ok("sale", "add", code, f"{amount} EUR", "--on", "2026-03-01")
        cli.ok("target", "set", "2026", f"{amount}0 EUR", "--account", code)
    for cli in (anna, bert):
        cli.ok("account", "add", "Ford", "--code", "ford")
        cli.ok("sale", "add", "ford", "10 EUR", "--on", "2026-03-02")
    anna.ok("account", "add", "Bosch", "--code", "bosch", "--external-id", "A-7")
    bert.ok("account", "add", "Bosch", "--code", "bosch", "--external-id", "B-9")
    bert.ok("sale", "add", "bosch", "7 EUR", "--on", "2026-03-03")
    bert.ok("target", "set", "2026", "2000 EUR")
    return anna, bert


def test_a_client_is_one_row(two: tuple[Cli, Cli]) -> None:
    """By the external id, else by the code where two keys do not say otherwise; targets are added up."""
    anna, bert = two
    found = {
        row["key"]: (row["actual"], row["target"]) for row in rows(anna, "rollup", "sales", str(anna.db), str(bert.db))
    }
    assert found["maruti"] == (150, 1500)
    assert found["ford"] == (20, None)
    assert found["bosch@anna"] == (0, None) and found["bosch@bert"] == (7, None)
    assert found["total"] == (177, 3000)  # Anna's accounts, and what Bert set himself for all of his


def test_by_manager(two: tuple[Cli, Cli]) -> None:
    """A row of each, with his own target, and of one client what each sold of it."""
    anna, bert = two
    files = (str(anna.db), str(bert.db))
    found = {
        row["key"]: (row["actual"], row["target"]) for row in rows(anna, "rollup", "sales", *files, "--by", "manager")
    }
    assert found == {"anna": (110, 1000), "bert": (67, 2000), "total": (177, 3000)}
    client = rows(anna, "rollup", "sales", *files, "--by", "manager", "--account", "maruti")
    assert [(row["key"], row["actual"]) for row in client] == [
        ("anna", 100),
        ("bert", 50),
        ("total", 150),
    ]


def test_an_account_of_the_company(two: tuple[Cli, Cli]) -> None:
    """Named by the code of the client all that several have of it; by that of one manager his alone."""
    anna, bert = two
    files = (str(anna.db), str(bert.db))
    whole = rows(anna, "rollup", "sales", *files, "--account", "maruti")
    assert [(row["key"], row["actual"]) for row in whole] == [("maruti", 150), ("total", 150)]
    alone = rows(anna, "rollup", "sales", *files, "--account", "suzuki@bert")
    assert alone[-1]["actual"] == 50


def test_parents_by_day(tmp_path: Path, empty: Path) -> None:
    """What an account sold while it was part of nothing is its manager's too."""
    anna, bert = manager(tmp_path, "anna", empty, {}), manager(tmp_path, "bert", empty, {})
    for cli in (anna, bert):
        cli.ok("account", "add", "Group", "--code", "group")
        cli.ok("account", "add", "Works", "--code", "works")
        cli.ok("sale", "add", "works", "10 EUR", "--on", "2026-02-01")
        cli.ok("account", "edit", "works", "--parent", "group", "--from", "2026-03-01")
        cli.ok("sale", "add", "works", "5 EUR", "--on", "2026-04-01")
    found = rows(anna, "rollup", "sales", str(anna.db), str(bert.db), "--by", "manager")
    assert [row["actual"] for row in found] == [15, 15, 30]


def test_records_are_told_by_their_manager(two: tuple[Cli, Cli]) -> None:
    """`anna/CT1` in what is shown and in what is typed."""
    anna, bert = two
    for cli, code in ((anna, "maruti"), (bert, "suzuki")):
        cli.ok("contract", "add", code, "Frame", "--start", "2026-01-01", "--end", "2026-12-31")
    files = (str(anna.db), str(bert.db))
    report: Any = anna.json("rollup", "contracts", *files)
    found = report["rows"]
    assert {(row["id"], row["account"]) for row in found if row["id"].endswith("CT1")} == {
        ("anna/CT1", "maruti"), ("bert/CT1", "maruti"),
    }  # fmt: skip
    assert "2026-12-31" in anna.ok("rollup", "contracts", *files, "--explain", "bert/CT1")
    assert anna("rollup", "contracts", *files, "--explain", "carl/CT1").code == 3


def test_explained_by_manager(two: tuple[Cli, Cli]) -> None:
    """The rows behind a manager's figures are the sales of his accounts."""
    anna, bert = two
    files = (str(anna.db), str(bert.db))
    found: Any = anna.json("rollup", "sales", *files, "--by", "manager", "--explain", "bert")
    assert [row["id"] for row in found["rows"]] == ["bert/S1", "bert/S2", "bert/S3"]
    assert found["total"]["amount"] == 67


def test_whose_accounts_overlap(two: tuple[Cli, Cli], company: Database) -> None:
    """By the external id, by the code; of the same name alone, which no report puts together."""
    dora = company.director()
    names = {}
    for cli in two:
        names[cli] = company.manager()
        cli.ok("publish", "--to", company.dsn(names[cli]))
    anna, bert = two
    found: Any = anna.json("company", "overlaps", "--from", company.dsn(dora))
    one, other = names[anna], names[bert]
    assert [(row["client"], row["same"], row["accounts"], row["one"]) for row in found["rows"]] == [
        ("maruti", "external_id", [f"{one}/maruti", f"{other}/suzuki"], True),
        ("ford", "code", [f"{one}/ford", f"{other}/ford"], True),
        (f"bosch@{one}", "name", [f"{one}/bosch", f"{other}/bosch"], False),
    ]
    known: Any = anna.json("company", "publications", "--from", company.dsn(dora))
    assert {row["manager"] for row in known["rows"]} == {one, other}
    assert all(row["records"] > 0 for row in known["rows"])


def test_what_the_administrator_says(two: tuple[Cli, Cli], company: Database) -> None:
    """Settings, rates and managers' targets make the company's figures; who is no administrator changes none."""
    anna, _ = two
    manager, dora, otto = company.manager(), company.director(), company.administrator()
    anna.ok("publish", "--to", company.dsn(manager))
    to, source = ("--to", company.dsn(otto)), ("--from", company.dsn(dora))
    anna.ok("company", "config", "set", "currency", "USD", *to)
    anna.ok("company", "config", "set", "fiscal.start", "4", *to)
    anna.ok("company", "rate", "set", "EUR", "USD", "1.1", "--on", "2026-01-01", *to)
    assert "1,500" in anna.ok("company", "target", "set", manager, "2026", "1500", *to)
    found: Any = anna.json("company", "report", "sales", "--by", "manager", *source)
    assert (found["currency"], found["start"]) == ("USD", "2026-04-01")
    anna.ok("company", "config", "set", "fiscal.start", "", *to)
    one: Any = anna.json("company", "report", "sales", "--period", "2026", *source)
    assert (one["total"]["actual"], one["total"]["target"]) == (121, 1500)
    assert "no target" in anna("company", "target", "remove", manager, "2027", *to).err
    anna.ok("company", "target", "remove", manager, "2026", *to)
    one = anna.json("company", "report", "sales", "--period", "2026", *source)
    assert one["total"]["target"] == 1100
    done = anna("company", "rate", "set", "EUR", "USD", "2", "--to", company.dsn(dora))
    assert (done.code, done.out) == (4, "")
    for words in (("config", "set", "me", "nora"), ("config", "set", "nonsense", "1"),
                  ("rate", "set", "EUR", "EUR", "1"), ("rate", "set", "EUR", "XYZ", "1"),
                  ("target", "set", manager, "2026", "12 XYZ")):  # fmt: skip
        assert anna("company", *words, *to).code == 2, words


ODD = {
    "an account of nothing": "UPDATE amcli.sale SET account_id = 99 WHERE id = 1",
    "a group that is above itself": "UPDATE amcli.account SET parent_id = id WHERE id = 1",
    "two groups above each other": "UPDATE amcli.account SET parent_id = 3 - id WHERE id IN (1, 2)",
    "groups above each other on a day": "INSERT INTO amcli.membership (id, account_id, parent_id, start, until) VALUES "
    "(1, 1, 2, '2024-01-01', '2024-12-31'), (2, 2, 1, '2024-06-01', '2024-12-31')",
    "another's account": f"UPDATE amcli.sale SET account_id = {2 * STEP + 1} WHERE id = 1",
    "an account below zero": "UPDATE amcli.sale SET account_id = -1 WHERE id = 1",
    "no kind of sale": "UPDATE amcli.sale SET kind = 'x', date = '2026-09-16' WHERE id = 1",
    "no day": "UPDATE amcli.sale SET date = 'infinity' WHERE id = 1",
    "no currency": "UPDATE amcli.target SET currency = 'eur' WHERE id = 1",
    "an amount below zero": "UPDATE amcli.target SET amount_minor = -1 WHERE id = 1",
    "a period that ends before it begins": "UPDATE amcli.target SET \"end\" = '2020-01-01' WHERE id = 1",
    "amounts beyond all": "UPDATE amcli.sale SET amount_minor = 9223372036854775807 WHERE kind = 'sale'",
    "counts that are none": "UPDATE amcli.publication SET counts = 'x'",
    "counts of words": "UPDATE amcli.publication SET counts = '{\"sale\": \"many\"}'",
    "a record with the number of none": f"INSERT INTO amcli.product (id, code, name) VALUES ({STEP + 5}, 'p', 'P')",
    "two accounts of one code": "UPDATE amcli.account SET code = 'FORD' WHERE id = 1",
}  # fmt: skip


@pytest.mark.parametrize("what", ODD)
def test_rows_of_other_hands(two: tuple[Cli, Cli], company: Database, what: str) -> None:
    """A manager who writes what no portfolio can hold is refused by the server, or named where it is read; nobody's
    figures get another's into them, and without him the others are seen.
    """
    names = {}
    for cli in two:
        names[cli] = company.manager()
        cli.ok("publish", "--to", company.dsn(names[cli]))
    anna, bert = two
    source = ("--from", company.dsn(company.director()))
    before: Any = anna.json("company", "report", "sales", "--manager", names[bert], *source)
    statement = ODD[what].replace("(id, ", "(manager, id, ").replace("VALUES (", f"VALUES ('{names[anna]}', ")
    statement = statement.replace("), (2,", f"), ('{names[anna]}', 2,")
    with suppress(psycopg.errors.CheckViolation):
        company.run(statement, names[anna])
    for options in ((), ("--by", "manager"), ("--tree",), ("--by", "product"), ("--by", "month")):
        done = anna("company", "report", "sales", *options, *source, "-f", "json")
        assert done.code in (0, 5), done.err
        assert "Traceback" not in done.err
        assert done.code == 0 or names[anna] in done.err or "with --without who" in done.err
    after: Any = anna.json("company", "report", "sales", "--without", names[anna], *source)
    assert after["rows"] == before["rows"]
    assert anna("company", "publications", *source).code == 0
    anna.ok("publish", "--replace", "--to", company.dsn(names[anna]))
    assert anna("company", "report", "sales", *source).code == 0


def test_files_of_one_name(two: tuple[Cli, Cli]) -> None:
    """They would be one manager: it is said, and nothing is reckoned."""
    anna, _ = two
    done = anna("rollup", "sales", str(anna.db), str(anna.db))
    assert (done.code, done.out) == (2, "")
    assert "two files are called anna" in done.err
    (anna.folder / "again.db").symlink_to(anna.db)
    (anna.folder / "none.db").touch()
    for name, said in (("again.db", "is the same file as"), ("none.db", "is empty"), ("", "is no file")):
        done = anna("rollup", "sales", str(anna.db), str(anna.folder / name) if name else "")
        assert (done.code, done.out) == (2, "")
        assert said in done.err


def test_what_the_files_do_not_agree_on(two: tuple[Cli, Cli]) -> None:
    """Settings and rates are those of the file named first, which is said."""
    anna, bert = two
    bert.ok("config", "set", "fiscal.start", "4")
    bert.ok("rate", "set", "USD", "EUR", "0.8", "--on", "2026-01-01")
    files = (str(anna.db), str(bert.db))
    found: Any = anna.json("rollup", "sales", *files)
    assert "the settings are those of anna: bert has fiscal.start 4" in found["notes"]
    anna.ok("rate", "set", "USD", "EUR", "0.9", "--on", "2026-01-01")
    found = anna.json("rollup", "sales", *files)
    rates = "of two rates of a day that of the file named first holds: bert has 0.8 EUR for 1 USD from 2026-01-01 on"
    assert rates in found["notes"]
    done = anna("rollup", "sales", *files, "-f", "csv")
    assert "the settings are those of anna" in done.err
    assert "bert has 0.8 EUR" in done.err


def test_numbers() -> None:
    """An id of a portfolio of several is told as people know it, and read so."""
    numbering = Numbering(["anna", "bert"], several=True)
    number = numbering.of(1, 12)
    assert numbering.spelled(f"CT{number} and S3") == "bert/CT12 and S3"
    assert numbering.typed("BERT/ct12") == f"CT{number}"
    assert numbering.manager(number) == "bert"
    assert numbering.typed("carl/CT12") == "carl/CT12"
    assert Numbering(["anna"], several=False).of(0, 12) == 12


@given(st.permutations(range(8)))
def test_same_clients(order: list[int]) -> None:
    """In whatever order they come: by the key of another system, else by the code; two keys of one code are two
    clients, and whoever has that code and no key is a third.
    """
    clients = [
        Client(1, "a", "K1"), Client(2, "b", None), Client(3, "c", "K3"), Client(4, "x", "K1"), Client(5, "B", "K9"),
        Client(6, "c", "K4"), Client(7, "b", None), Client(8, "C", None),
    ]  # fmt: skip
    found = {frozenset(each.id for each in several) for several in same_clients([clients[place] for place in order])}
    assert found == {frozenset(ids) for ids in ({1, 4}, {2, 5, 7}, {3}, {6}, {8})}


def test_clients_do_not_depend_on_who_came_first(tmp_path: Path, empty: Path) -> None:
    """Three accounts of one code, two of them with keys that differ: three rows, called by their managers."""
    keys = {"anna": "", "bert": "K-30", "cora": "K-31"}
    clis = {name: manager(tmp_path, name, empty, {}) for name in keys}
    for place, (name, cli) in enumerate(clis.items()):
        cli.ok("account", "add", "Delta", "--code", "delta", *(("--external-id", keys[name]) if keys[name] else ()))
        cli.ok("sale", "add", "delta", f"{10**place} EUR", "--on", "2026-02-01")
    wanted = {"delta@anna": 1, "delta@bert": 10, "delta@cora": 100, "total": 111}
    for names in (("anna", "bert", "cora"), ("cora", "anna", "bert"), ("bert", "cora", "anna")):
        files = [str(clis[name].db) for name in names]
        found = {row["key"]: row["actual"] for row in rows(clis["anna"], "rollup", "sales", *files)}
        assert found == wanted
        alone = rows(clis["anna"], "rollup", "sales", *files, "--account", "delta@bert")
        assert [row["actual"] for row in alone] == [10, 10]
        unclear = clis["anna"]("rollup", "sales", *files, "--account", "delta")
        assert unclear.code == 3
        assert "delta@cora" in unclear.err


def test_what_is_explained_of_a_client(two: tuple[Cli, Cli]) -> None:
    """The sales of all managers, and their sum."""
    anna, bert = two
    found: Any = anna.json("rollup", "sales", str(anna.db), str(bert.db), "--explain", "maruti")
    assert [row["id"] for row in found["rows"]] == ["anna/S1", "bert/S1"]
    assert found["total"]["amount"] == 150


def test_roles_that_differ_in_case_alone(two: tuple[Cli, Cli], company: Database) -> None:
    """Each is a manager, with accounts of the same code; either is named as he is."""
    anna, bert = two
    name = company.manager()
    other = name.upper()
    company.run(f'CREATE ROLE "{other}" LOGIN; GRANT amcli_manager TO "{other}"')
    for cli, role in ((anna, name), (bert, other)):
        cli.ok("account", "add", "Gamma", "--code", "gamma", "--external-id", role)
        cli.ok("publish", "--to", company.dsn(role))
    source = ("--from", company.dsn(company.director()))
    assert len(rows(anna, "company", "report", "sales", "--by", "manager", *source)) == 3
    found = rows(anna, "company", "report", "sales", "--manager", other, *source)
    assert found[-1]["actual"] == 67


def test_what_a_client_is_explained_by(two: tuple[Cli, Cli]) -> None:
    """By the key of another system; in two currencies there is no sum but the converted one."""
    anna, bert = two
    for cli in (anna, bert):
        cli.ok("rate", "set", "USD", "EUR", "0.5", "--on", "2026-01-01")
    bert.ok("sale", "edit", "S1", "--amount", "50 USD")
    files = (str(anna.db), str(bert.db))
    found: Any = anna.json("rollup", "sales", *files, "--explain", "C-1", "--currency", "EUR")
    assert [row["id"] for row in found["rows"]] == ["anna/S1", "bert/S1"]
    assert (found["total"]["amount"], found["total"]["converted"]) == (None, 125)
    assert anna("rollup", "sales", *files, "--account", "C-1", "-f", "csv", "--currency", "EUR").out.count("\n") == 2
    one = rows(anna, "rollup", "sales", str(anna.db), "--account", "maruti@anna")
    assert one[-1]["actual"] == 100


ODD_SETTINGS = (
    "datestyle = 'SQL, DMY'", "timezone = 'Pacific/Kiritimati'", "search_path = 'nowhere'", "row_security = off",
    "default_transaction_read_only = on", "standard_conforming_strings = off", "bytea_output = 'escape'",
    "extra_float_digits = 0", "intervalstyle = 'sql_standard'", "lock_timeout = '1ms'",
)  # fmt: skip


def test_roles_with_settings_of_their_own(two: tuple[Cli, Cli], company: Database) -> None:
    """How a role is set makes nothing else of days, of whose rows are seen, or of what may be written."""
    anna, _ = two
    name, dora = company.manager(), company.director()
    source = ("--from", company.dsn(dora))
    anna.ok("publish", "--to", company.dsn(name))
    before = anna.ok("company", "report", "sales", *source, "-f", "csv")
    for setting in ODD_SETTINGS:
        for role in (name, dora):
            company.run(f'ALTER ROLE "{role}" SET {setting}')
    anna.ok("account", "add", "Fiat")
    anna.ok("publish", "--to", company.dsn(name))
    after = anna.ok("company", "report", "sales", *source, "-f", "csv")
    assert [line for line in after.splitlines() if not line.startswith("fiat")] == before.splitlines()
    assert anna("publish", "check", "--to", company.dsn(name)).code == 0
    known: Any = anna.json("company", "publications", *source)
    assert known["rows"][0]["published"].endswith("Z")


def test_a_target_of_the_company_for_a_part(two: tuple[Cli, Cli], company: Database) -> None:
    """It is finer than the manager's own, which stays for the whole."""
    _, bert = two
    name, otto = company.manager(), company.administrator()
    bert.ok("publish", "--to", company.dsn(name))
    bert.ok("company", "target", "set", name, "2026-Q1", "700 EUR", "--to", company.dsn(otto))
    source = ("--from", company.dsn(company.director()))
    for period, target in (("2026", 2000), ("2026-Q1", 700)):
        found: Any = bert.json("company", "report", "sales", "--period", period, *source)
        assert found["total"]["target"] == target, period


def test_one_manager_by_manager(two: tuple[Cli, Cli]) -> None:
    """He is a row also where he is alone."""
    anna, _ = two
    for report in ("sales", "contracts", "pipeline"):
        found = rows(anna, "rollup", report, str(anna.db), "--by", "manager") if report == "sales" else []
        assert [row["key"] for row in found] == (["anna", "total"] if report == "sales" else [])


def test_no_row_of_nobody(two: tuple[Cli, Cli]) -> None:
    """Managers are no accounts without a tier."""
    anna, bert = two
    for cli, code in ((anna, "maruti"), (bert, "suzuki")):
        cli.ok("account", "edit", code, "--tier", "1")
        for other in ("ford", "bosch"):
            cli.ok("account", "edit", other, "--tier", "2")
    found = rows(anna, "rollup", "sales", str(anna.db), str(bert.db), "--by", "tier")
    assert [row["key"] for row in found] == ["1", "2", "total"]


def test_one_who_keeps_his_own_portfolio(sample: Cli, company: Database) -> None:
    """What nobody is named for is his in the company too, where he has said who he is."""
    sample.ok("config", "set", "me", "nora")
    name, source = company.manager(), ("--from", company.dsn(company.director()))
    sample.ok("publish", "--to", company.dsn(name))
    for report in (
        ("team",),
        ("issues", "--by", "owner"),
        ("pipeline", "--by", "owner"),
        ("contracts", "--by", "owner"),
    ):
        own = sample.ok("report", *report, "-f", "csv")
        assert sample.ok("company", "report", *report, "-f", "csv", *source) == own
    assert "nora" in sample.ok("company", "report", "team", "-f", "csv", *source)


def test_nobody_named_is_the_manager(two: tuple[Cli, Cli]) -> None:
    """What a manager has to do himself is his, over several too."""
    anna, bert = two
    for cli, name, account in ((anna, "Ann", "maruti"), (bert, "Ben", "suzuki")):
        cli.ok("colleague", "add", f"{name} Weber", "--code", name.lower())
        cli.ok("config", "set", "me", name.lower())
        cli.ok("deadline", "add", account, "Offer", "--due", "2026-09-20")
    report: Any = anna.json("rollup", "team", str(anna.db), str(bert.db))
    assert {row["code"]: row["deadlines"] for row in report["rows"] if row["code"]} == {"ann": 1, "ben": 1}


def test_the_same_invitation(two: tuple[Cli, Cli]) -> None:
    """Two managers took in one calendar, and one of them has a long code."""
    anna, bert = two
    event = "UID:one@x\nDTSTART:20260921T090000Z\nSUMMARY:Fair\n"
    for cli, code in ((anna, "maruti"), (bert, "suzuki")):
        (cli.folder / "one.ics").write_text(
            f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\n{event}END:VEVENT\nEND:VCALENDAR\n"
        )
        cli.ok("import", "ics", str(cli.folder / "one.ics"), "--account", code)
        cli.ok("account", "add", "Long", "--code", "volkswagen-nutzfahrzeuge-hannover-gesell")
    files = (str(anna.db), str(bert.db))
    for report in ("team", "pipeline", "sales"):
        assert anna("rollup", report, *files).code == 0
    assert "volkswagen-nutzfahrzeuge-hannover-gesell" in anna.ok("rollup", "sales", *files)
