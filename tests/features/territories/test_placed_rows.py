"""Files of accounts that say who owns them and where they lie; territories, placements and account teams of others."""

from pathlib import Path
from typing import Any

import pytest

from conftest import SHARED, Cli

ACCOUNTS = """Account Name,Account Owner,Sales Territory,Industry
Acme,Nora Wexley,North,Cars
Beta,Emil Trask,South,Cars
Gamma,,North,Cars
"""


def test_owner_and_territory_of_a_crm(cli: Cli, tmp_path: Path) -> None:
    """Unknown ones leave the account good; --create-missing makes them; a later file changes them with --update alone,
    from today on; the same file again adds nothing; undo takes it back.
    """
    file = tmp_path / "crm.csv"
    file.write_text(ACCOUNTS)
    first = cli("import", "accounts", str(file))
    assert (first.code, "the owner of 2 accounts is left out, for none is called so: 'Nora Wexley'" in first.err) == (
        0, True,
    )  # fmt: skip
    assert cli.json("assignment", "list") == []
    made = cli("import", "accounts", str(file), "--create-missing")
    assert "created 2 colleagues: nora-wexley, emil-trask" in made.err
    held: Any = cli.json("assignment", "list")
    assert [(row["account"], row["colleague"], row["role"], row["from"]) for row in held] == [
        ("acme", "nora-wexley", "owner", None), ("beta", "emil-trask", "owner", None),
    ]  # fmt: skip
    before = cli.dump()
    cli.ok("import", "accounts", str(file))
    assert cli.dump() == before

    file.write_text(ACCOUNTS.replace("Emil Trask,South", "Nora Wexley,North"))
    assert "another owner here of 1 account: --update takes the file's" in cli("import", "accounts", str(file)).err
    assert cli.dump() == before
    cli.ok("import", "accounts", str(file), "--update")
    later: Any = cli.json("assignment", "list", "beta", "--all")
    assert [(row["colleague"], row["from"], row["until"]) for row in later] == [
        ("emil-trask", None, "2026-09-16"), ("nora-wexley", "2026-09-17", None),
    ]  # fmt: skip
    placed: Any = cli.json("placement", "list", "beta", "--all")
    assert sorted((row["territory"], row["from"], row["until"]) for row in placed) == [
        ("North", "2026-09-17", None), ("South", None, "2026-09-16"),
    ]  # fmt: skip
    cli.ok("undo")
    assert cli.json("assignment", "list") == held


def test_one_owner_at_a_time_in_a_file_too(cli: Cli, tmp_path: Path) -> None:
    """Owners of a file follow each other by their days; one without a day follows who is there from today on; the same
    file again adds nothing; two from one day on are bad rows.
    """
    cli.ok("account", "add", "Acme")
    file = tmp_path / "team.csv"

    def take(*rows: str) -> Any:
        file.write_text("account,colleague,role,from,until\n" + "\n".join(rows) + "\n")
        return cli("import", "assignments", str(file), "--create-missing")

    def held() -> list[tuple[Any, ...]]:
        rows: Any = cli.json("assignment", "list", "acme", "--all")
        return [(row["colleague"], row["from"], row["until"]) for row in rows if row["role"].lower() == "owner"]

    history = ("acme,Emil Trask,owner,2026-02-01,", "acme,Nora Wexley,owner,,", "acme,Ida Combe,media,,")
    assert take(*history, "acme,Ida Combe,Owner,2026-03-01,2026-03-31").code == 0
    past = [("nora-wexley", None, "2026-01-31"), ("emil-trask", "2026-02-01", "2026-02-28"),
            ("ida-combe", "2026-03-01", "2026-03-31")]  # fmt: skip
    assert held() == [*past, ("emil-trask", "2026-04-01", None)]
    past.append(("emil-trask", "2026-04-01", "2026-04-30"))
    assert take("acme,Nora Wexley,owner,2026-05-01,").code == 0
    before = [*past, ("nora-wexley", "2026-05-01", None)]
    assert held() == before
    cli.ok("import", "assignments", str(file))
    assert held() == before
    assert "1 owner from 2026-09-17 on, after another one" in take("acme,Emil Trask,owner,,").err
    assert held() == [*before[:-1], ("nora-wexley", "2026-05-01", "2026-09-16"), ("emil-trask", "2026-09-17", None)]
    cli.ok("import", "assignments", str(file))
    assert held()[-1] == ("emil-trask", "2026-09-17", None)
    twice = take("acme,Nora Wexley,owner,2027-01-01,", "acme,Ida Combe,owner,2027-01-01,")
    assert (twice.code, "line 3: would be the second owner from 2027-01-01 on" in twice.err) == (2, True)
    cli.ok("undo")
    assert held() == before


def test_undo_of_owners_that_a_later_one_ended(cli: Cli, tmp_path: Path) -> None:
    """A row of the file that gives way to a later owner goes with the file: everything is as it was before."""
    for name in ("Emil Trask", "Nora Wexley", "Ida Combe"):
        cli.ok("colleague", "add", name)
    cli.ok("account", "add", "Acme", "--owner", "nora-wexley")
    cli.ok("assignment", "add", "acme", "emil-trask", "--from", "2026-10-15")
    before = cli.dump()["assignment"]
    file = tmp_path / "team.csv"
    two = "acme,Ida Combe,owner,2026-10-01,\nacme,Emil Trask,owner,2026-10-03,"
    for rows in ("acme,Ida Combe,owner,2026-10-07,", two):
        file.write_text(f"account,colleague,role,from,until\n{rows}\n")
        cli.ok("import", "assignments", str(file))
        assert cli.dump()["assignment"] != before
        cli.ok("undo")
        assert cli.dump()["assignment"] == before


def test_an_owner_of_a_file_who_has_left_is_told(cli: Cli, tmp_path: Path) -> None:
    """The row is good, for a file may be older than the leaving; what hands it over is said."""
    cli.ok("colleague", "add", "Nora Wexley", "--left", "2026-09-01")
    file = tmp_path / "crm.csv"
    file.write_text("Account Name,Account Owner\nAcme,Nora Wexley\nBeta,Nora Wexley\n")
    said = cli("import", "accounts", str(file))
    assert "owners of the file who have left: nora-wexley (on 2026-09-01); `amcli account handover`" in said.err


def test_one_more_territory_begins_today(cli: Cli, tmp_path: Path) -> None:
    """The first territories of an account are since ever; where it lies in one, another begins today unless a day is
    said, in a file too, so that what was sold before stays where it was; the same file again adds nothing.
    """
    for name in ("North", "South", "West"):
        cli.ok("territory", "add", name)
    cli.ok("account", "add", "Acme")
    cli.ok("account", "add", "Beta")
    file = tmp_path / "placed.csv"

    def held(account: str) -> list[tuple[Any, ...]]:
        rows: Any = cli.json("placement", "list", account, "--all")
        return [(row["territory"], row["from"], row["until"]) for row in rows]

    assert "from" not in cli.ok("placement", "add", "acme", "north")
    assert "from 2026-09-17 on; --from says another day" in cli("placement", "add", "acme", "south").err
    assert held("acme") == [("north", None, None), ("south", "2026-09-17", None)]
    file.write_text("account,territory\nacme,west\nacme,south\nbeta,north\nbeta,west\n")
    said = cli("import", "placements", str(file))
    assert "1 more placement from 2026-09-17 on, of accounts that lie elsewhere already" in said.err
    assert held("acme")[2:] == [("west", "2026-09-17", None)]
    assert held("beta") == [("north", None, None), ("west", None, None)]
    before = cli.dump()
    again = cli("import", "placements", str(file))
    assert ("more placement" in again.err, cli.dump()) == (False, before)
    cli.ok("placement", "add", "beta", "south", "--from", "2026-02-01")
    cli.ok("placement", "add", "acme", "west", "--until", "2026-03-31")
    assert ("south", "2026-02-01", None) in held("beta") and ("west", None, "2026-03-31") in held("acme")


@pytest.mark.skipif(not (SHARED / "data" / "northwind").exists(), reason="the sample data is kept beside the project")
def test_northwind(cli: Cli) -> None:
    """Colleagues under their managers, territories in their regions, accounts in their countries, who sold to whom."""
    folder = SHARED / "data" / "northwind"

    def take(kind: str, file: str, *more: str) -> str:
        return cli("import", kind, str(folder / file), *more).out

    assert "Imported 9 colleagues" in take("colleagues", "employees.csv")
    assert "Imported 53 territories" in take("territories", "territories.csv", "--create-missing")
    take("accounts", "customers.csv", "--map", "name=CompanyName", "--map", "external_id=CustomerID")
    country = ("--map", "account=CustomerID", "--map", "territory=Country", "--create-missing")
    rejects = ("--rejects", str(cli.folder / "bad.csv"))
    assert "Imported 91 placements" in take("placements", "customers.csv", *country, *rejects)
    team = take("assignments", "order_lines.csv", "--map", "role='sold to'")
    assert "Imported 464 assignments (1,691 already there" in team
    assert cli.ok("sql", "SELECT reports_to FROM colleagues WHERE name = 'Anne Dodsworth'", "-f", "csv").split() == [
        "reports_to", "steven-buchanan",
    ]  # fmt: skip
    tree: Any = cli.json("territory", "list", "--tree")
    assert sum(row["parent"] == "Eastern" for row in tree) == 19
    report: Any = cli.json("report", "territories", "--period", "1997")
    assert {row["key"]: row["accounts"] for row in report["rows"]}["Germany"] == 11
