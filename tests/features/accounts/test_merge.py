"""`account merge` and `contact merge`: one record of several, with everything that refers to them."""

import sqlite3
from typing import Any

import pytest

from conftest import Cli

REFERRING = {  # table → the column that names an account
    "account": "parent_id",
    "contact": "account_id",
    "opportunity": "account_id",
    "contract": "account_id",
    "issue": "account_id",
    "negotiation": "account_id",
    "interaction": "account_id",
    "deadline": "account_id",
    "budget": "account_id",
    "sale": "account_id",
    "target": "account_id",
}


def read(cli: Cli, sql: str, *values: object) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(cli.db)
    rows = connection.execute(sql, values).fetchall()
    connection.close()
    return rows


def test_everything_that_refers_to_the_other_goes_to_the_one_kept(small: Cli) -> None:
    """Contacts, calls, deadlines, budgets, sales and targets of `maruti` are those of `eclair` afterwards."""
    counts = {table: len(read(small, f"SELECT 1 FROM {table}")) for table in REFERRING}
    said = small.ok("account", "merge", "eclair", "maruti", "--yes")
    assert said.startswith("Merged account maruti (Maruti Suzuki) into eclair")
    for table, column in REFERRING.items():
        assert not read(small, f"SELECT 1 FROM {table} WHERE {column} = 1"), table
        assert len(read(small, f"SELECT 1 FROM {table}")) == counts[table] - (table == "account"), table
    assert read(small, "SELECT 1 FROM account WHERE code = 'maruti'") == []
    assert read(small, "PRAGMA foreign_key_check") == []


def test_the_schema_has_no_other_reference_to_an_account(small: Cli) -> None:
    """The list above is whole: whoever adds a table that names an account is told to merge it too."""
    tables = [name for (name,) in read(small, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {
        (table, column)
        for table in tables
        for column, parent in read(small, f'SELECT "from", "table" FROM pragma_foreign_key_list(\'{table}\')')
        if parent == "account"
    }
    by_day = {("assignment", "account_id"), ("placement", "account_id"), ("membership", "account_id")}
    assert found == {*REFERRING.items(), ("account_alias", "account_id"), *by_day, ("membership", "parent_id")}


def test_what_the_kept_one_lacks_is_filled_and_its_own_stays(cli: Cli) -> None:
    """Empty fields are filled, tags are joined, everything else of the kept one stays as it was."""
    cli.ok("account", "add", "Acme", "--tag", "oem", "--city", "Rome")
    cli.ok(
        "account", "add", "Acme Inc", "--tag", "key", "--tag", "oem", "--city", "Oslo", "--phone", "12", "--tier", "1"
    )
    cli.ok("account", "merge", "acme", "acme-inc", "--yes")
    account = cli.json("account", "list")[0]  # type: ignore[index]
    assert (account["name"], account["city"], account["phone"], account["tier"]) == ("Acme", "Rome", "12", 1)
    assert account["tags"] == ["oem", "key"]


@pytest.mark.parametrize("words", [("account", "merge", "eclair", "maruti"), ("contact", "merge", "C1", "C2")])
def test_undo_takes_a_merge_back_whole(small: Cli, words: tuple[str, ...]) -> None:
    """One step back, and every record is as it was; one step forward, and they are one again."""
    before = small.dump()
    small.ok(*words, "--yes")
    after = small.dump()
    assert after != before
    small.ok("undo")
    assert small.dump() == before
    small.ok("redo")
    assert small.dump() == after


def test_an_earlier_merge_is_taken_back_with_who_answers_to_whom(small: Cli) -> None:
    """A contact, and the one who answers to it, come back together to an account that comes back with them."""
    small.ok("contact", "add", "maruti", "Dev Rao", "--reports-to", "Asha Rao")
    before = small.json("contact", "list", "--account", "maruti")
    small.ok("account", "merge", "eclair", "maruti", "--yes")
    merge = small.json("history", "--limit", "1")[0]["id"]  # type: ignore[index]
    small.ok("account", "add", "Later")
    small.ok("undo", merge)
    assert small.json("contact", "list", "--account", "maruti") == before


def test_a_dry_run_changes_nothing(small: Cli) -> None:
    """It says what it would do, and asks nobody."""
    before = small.dump(journal=True)
    assert small.ok("account", "merge", "eclair", "maruti", "--dry-run").startswith("Would have merged")
    assert small.dump(journal=True) == before


def test_it_asks_first(small: Cli) -> None:
    """Where nobody can be asked it needs --yes; no is no."""
    done = small("account", "merge", "eclair", "maruti")
    assert (done.code, "--yes" in done.err) == (4, True)
    done = small("account", "merge", "eclair", "maruti", stdin="n\n", tty=True)
    assert (done.code, "nothing was merged" in done.err) == (4, True)
    assert small("account", "merge", "eclair", "maruti", stdin="y\n", tty=True).code == 0


def test_a_child_of_the_one_that_goes(small: Cli) -> None:
    """Its children move; the kept one takes its place below whoever was above, never below itself."""
    small.ok("account", "merge", "maruti-service", "maruti", "--yes")
    assert read(small, "SELECT parent_id FROM account WHERE code = 'maruti-service'") == [(None,)]


def test_an_account_between_the_two(cli: Cli) -> None:
    """A grandchild cannot swallow its grandparent: what is between would be above itself."""
    for words in (("A",), ("B", "--parent", "a"), ("C", "--parent", "b")):
        cli.ok("account", "add", *words)
    done = cli("account", "merge", "c", "a", "--yes")
    assert (done.code, "further above" in done.err) == (4, True)


def test_what_the_one_that_stays_is_part_of_by_day(cli: Cli) -> None:
    """Its own group on its own days, on others that of the one that goes, which is said; so that the sales of either
    stay in the group in which they were. What is below it then is no group of it, and undo takes all of it back.
    """
    for code in ("group", "old", "acme", "acme-inc", "part"):
        cli.ok("account", "add", code.title(), "--code", code)
    cli.ok("account", "edit", "part", "--parent", "acme")
    for account, parent, day in (
        ("acme", "acme-inc", "2025-02-01"), ("acme", "", "2025-03-01"), ("part", "", "2025-03-01"),
        ("part", "acme", "2025-05-01"), ("acme-inc", "old", "2025-01-01"), ("acme-inc", "part", "2025-03-01"),
        ("acme-inc", "group", "2025-07-01"),
    ):  # fmt: skip
        cli.ok("account", "edit", account, "--parent", parent, "--from", day)
    for day in ("2025-02-03", "2025-09-01"):
        cli.ok("sale", "add", "acme-inc", "100", "--on", day)

    def grouped() -> list[tuple[str, object]]:
        rows: Any = cli.json("report", "sales", "--tree", "--period", "2025", "--as-of", "2025-12-31")["rows"]  # type: ignore[index]
        return sorted((row["key"], row["actual"]) for row in rows if row["depth"] == 0 and row["actual"])

    before, groups = cli.dump(), grouped()
    done = cli("account", "merge", "acme", "acme-inc", "--yes")
    assert "acme is part of what acme-inc was part of: old for 2025-01-01 to 2025-02-28" in done.err
    assert grouped() == groups == [("group", 100), ("old", 100)]
    rows: Any = cli.json("membership", "list", "acme", "--sort", "from")
    assert [(row["parent"], row["from"], row["until"]) for row in rows] == [
        ("old", "2025-01-01", "2025-02-28"), ("part", "2025-03-01", "2025-04-30"),
    ]  # fmt: skip
    shown: Any = cli.json("account", "show", "acme")
    assert (shown["parent"], shown["parent_since"]) == ("group", "2025-07-01")
    cli.undo_and_redo(before, cli.dump())


def two_with_figures(cli: Cli, currency: str = "USD") -> None:
    """Two accounts that have a target and a budget for the same periods, and figures that only one has."""
    for code, factor, own in (("ax", 2, "USD"), ("bx", 1, currency)):
        cli.ok("account", "add", code.upper(), "--code", code, "--currency", own)
        cli.ok("target", "set", "2026", f"{50_000 * factor}", "--account", code)
        cli.ok("target", "set", f"2026-Q{factor}", "7", "--account", code)
        if code == "ax":
            cli.ok("target", "set", "2026", "9000", "--account", code, "--group")
        cli.ok("budget", "add", code, "Fair" if code == "ax" else "FAIR", "--period", "2026", "--amount", f"{factor}00")
        cli.ok("budget", "spend", code, "fair", f"{factor}0.50")


def figures(cli: Cli, noun: str, *more: str) -> list[tuple[Any, ...]]:
    rows: Any = cli.json(noun, "list", "--sort", "id")
    return [tuple(row[key] for key in ("period", "amount", *more)) for row in rows]


def test_figures_of_one_period_ask_what_is_meant(cli: Cli) -> None:
    """Where nobody can be asked, the refusal has the sums and names both ways; a dry run says the same."""
    two_with_figures(cli)
    before = cli.dump(journal=True)
    for more in (["--yes"], ["--dry-run"], []):
        done = cli("account", "merge", "ax", "bx", *more)
        assert (done.code, done.err) == (
            4,
            "amcli: both accounts have target 2026: 100,000 + 50,000 = 150,000 USD, "
            "budget Fair 2026: 200 + 100 = 300 USD: --sum adds them up, --keep keeps those of ax\n",
        )
    assert cli.dump(journal=True) == before
    assert cli("account", "merge", "ax", "bx", "--sum", "--keep").code == 2


@pytest.mark.parametrize("dry_run", [False, True])
def test_figures_are_added_up(cli: Cli, dry_run: bool) -> None:
    """Said with the sum; what was spent of the other's budget is spent of the one that stays. One step back."""
    two_with_figures(cli)
    before = cli.dump()
    done = cli("account", "merge", "ax", "bx", "--sum", "--dry-run" if dry_run else "--yes")
    assert (done.code, done.err.splitlines()) == (
        0,
        ["note: target 2026: 100,000 + 50,000 = 150,000 USD", "note: budget Fair 2026: 200 + 100 = 300 USD"],
    )
    if not dry_run:
        assert figures(cli, "target", "account") == [
            ("2026", 150_000, "ax"), ("2026-Q2", 7, "ax"), ("2026", 9_000, "ax"), ("2026-Q1", 7, "ax"),
        ]  # fmt: skip
        assert figures(cli, "budget", "name") == [("2026", 300, "Fair")]
        assert read(cli, "SELECT budget_id, amount_minor FROM expense") == [(1, 2050), (1, 1050)]
        cli.ok("undo")
    assert cli.dump() == before


def test_the_figures_of_the_one_kept(cli: Cli) -> None:
    """--keep says which amounts go; expenses stay in any case."""
    two_with_figures(cli)
    done = cli("account", "merge", "ax", "bx", "--keep", "--yes")
    assert done.err.splitlines() == [
        "note: target 2026: 100,000 USD stays, 50,000 of bx goes",
        "note: budget Fair 2026: 200 USD stays, 100 of bx goes",
    ]
    assert figures(cli, "budget") == [("2026", 200)]
    assert read(cli, "SELECT budget_id, amount_minor FROM expense") == [(1, 2050), (1, 1050)]


def test_a_budget_takes_what_it_lacks(cli: Cli) -> None:
    """A note and the key of another system come along; a second key is said, because a file may bring it again."""
    for code, more in (("ax", ["--external-id", "E1"]), ("bx", ["--external-id", "E2", "--note", "Hall 3"])):
        cli.ok("account", "add", code.upper(), "--code", code)
        cli.ok("budget", "add", code, "Fair", "--period", "2026", "--amount", "5", *more)
    done = cli("account", "merge", "ax", "bx", "--sum", "--yes")
    assert "budget Fair 2026 had the key 'E2' too: a file that still has it adds it again" in done.err
    assert cli.json("budget", "show", "B1", "--columns", "amount,external_id,note") == {
        "amount": 10, "external_id": "E1", "note": "Hall 3",
    }  # fmt: skip


@pytest.mark.parametrize(("answer", "amount"), [("y", 150_000), ("n", 100_000)])
def test_a_person_is_asked_whether_to_add(cli: Cli, answer: str, amount: int) -> None:
    """On a terminal: first what becomes of the figures, then the merge itself, and no to that changes nothing."""
    two_with_figures(cli)
    before = cli.dump()
    assert cli("account", "merge", "ax", "bx", stdin=f"{answer}\nn\n", tty=True).code == 4
    assert cli.dump() == before
    done = cli("account", "merge", "ax", "bx", stdin=f"{answer}\ny\n", tty=True)
    assert (done.code, "150,000 USD" in done.err, done.err.count("[y/N]")) == (0, True, 2)
    assert figures(cli, "target")[0] == ("2026", amount)


def test_two_currencies_are_never_added(cli: Cli) -> None:
    """Budgets stay beside each other, which is said; of targets there can be one, so that --sum is refused."""
    two_with_figures(cli, "EUR")
    done = cli("account", "merge", "ax", "bx", "--sum", "--yes")
    assert (done.code, "100,000 USD (T1) and 50,000 EUR (T4) are not added" in done.err) == (4, True), done.err
    done = cli("account", "merge", "ax", "bx", "--keep", "--yes")
    assert done.err.splitlines() == [
        "note: budget Fair 2026: 200 USD (B1) and 100 EUR (B2) are not added, and both stay",
        "note: target 2026: 100,000 USD stays, 50,000 EUR of bx goes",
    ]
    assert figures(cli, "budget", "currency") == [("2026", 200, "USD"), ("2026", 100, "EUR")]


def test_a_sale_that_stands_in_both_counts_once(cli: Cli) -> None:
    """The same reference, day and amount is the same sale; the same reference with another amount is refused."""
    for code in ("a", "b"):
        cli.ok("account", "add", code.upper(), "--code", f"{code}x")
        cli.ok("sale", "add", f"{code}x", "10", "--ref", "R1", "--on", "2026-01-01")
    cli.ok("sale", "add", "bx", "20", "--ref", "R2", "--on", "2026-01-01")
    done = cli("account", "merge", "ax", "bx", "--yes")
    assert "1 sale stood in both" in done.err
    assert [row["amount"] for row in cli.json("sale", "list", "--sort", "ref")] == [10, 20]  # type: ignore[attr-defined]
    cli.ok("account", "add", "D", "--code", "dx")
    cli.ok("sale", "add", "dx", "11", "--ref", "R1", "--on", "2026-01-01")
    done = cli("account", "merge", "ax", "dx", "--yes")
    assert (done.code, "R1" in done.err) == (4, True)


def test_contacts_that_are_one(small: Cli) -> None:
    """Both took part in a call: one of them does. Who answered to the other does not answer to himself."""
    small.ok("log", "maruti", "Lunch", "--with", "C1", "--with", "C2")
    small.ok("contact", "merge", "C2", "C1", "--yes")
    assert read(small, "SELECT id, reports_to_id, roles FROM contact WHERE account_id = 1") == [
        (2, None, "user;decider;buyer")
    ]
    assert read(small, "SELECT interaction_id, contact_id FROM interaction_contact ORDER BY 1") == [(1, 2), (3, 2)]


def test_contacts_of_two_accounts_are_refused(small: Cli) -> None:
    """A person of another company is moved first, knowingly."""
    done = small("contact", "merge", "C1", "C3", "--yes")
    assert (done.code, "two accounts" in done.err) == (4, True)


@pytest.mark.parametrize("noun", ["account", "contact"])
def test_nothing_is_merged_with_itself(small: Cli, noun: str) -> None:
    """Not by another name of it either."""
    names = {"account": ("maruti", "Maruti Suzuki"), "contact": ("C1", "c1")}[noun]
    assert small(noun, "merge", *names, "--yes").code == 4
    assert small(noun, "merge", names[0], "nobody", "--yes").code == 3


def test_a_merge_of_ten_thousand_sales_is_a_few_statements(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """The records move at once: the number of statements does not grow with them."""
    counts = []
    connect = sqlite3.connect
    for sales in (10, 10_000):
        cli.db.unlink(missing_ok=True)
        cli.ok("account", "add", "A", "--code", "ax")
        cli.ok("account", "add", "B", "--code", "bx")
        rows = "\n".join(f"bx,1,2026-01-01,R{n}" for n in range(sales))
        cli.ok("import", "sales", "-", stdin=f"account,amount,date,ref\n{rows}\n")
        seen: list[str] = []

        def traced(*words: Any, seen: list[str] = seen, **more: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*words, **more)
            connection.set_trace_callback(seen.append)
            return connection

        monkeypatch.setattr(sqlite3, "connect", traced)
        cli.ok("account", "merge", "ax", "bx", "--yes")
        monkeypatch.undo()
        counts.append(len(seen))
        assert read(cli, "SELECT count(*) FROM sale WHERE account_id = 1") == [(sales,)]
    assert counts[1] <= counts[0] + 5, counts


def test_an_own_target_beside_a_groups_is_said(small: Cli) -> None:
    """They are no two of one kind: both stay, and a total counts the group's, which the merge says."""
    small.ok("account", "add", "Beta")
    small.ok("target", "set", "2027", "1000", "--account", "maruti")
    small.ok("target", "set", "2027", "5000", "--account", "beta", "--group")
    done = small("account", "merge", "maruti", "beta", "--sum", "--yes")
    assert done.code == 0
    assert "target 2027: one account has its own and the other its group's: both stay" in done.err
