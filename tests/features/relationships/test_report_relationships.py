"""`report relationships`: who is missing and who went quiet, over all accounts and of one, down to the records."""

from typing import Any

import pytest

from amcli.features.relationships.rules.people import is_key
from conftest import Cli, built_once


@pytest.fixture
@built_once
def mapped(cli: Cli) -> Cli:
    """Accounts of all tiers; at acme a tree of people, some against us, one who left, two of us who speak with them."""
    for name, tier in (("Acme", "1"), ("Bolt", "1"), ("Cask", "3"), ("Dorn", "2")):
        cli.ok("account", "add", name, "--tier", tier)
    cli.ok("account", "add", "Gone")
    cli.ok("contact", "add", "gone", "Nobody")
    cli.ok("account", "archive", "gone")
    for name in ("Nora", "Emil"):
        cli.ok("colleague", "add", name)
    for name, *more in (
        ("Boss", "--role", "decider", "--influence", "5", "--stance", "opponent"),
        ("Left", "--role", "gatekeeper", "--reports-to", "Boss", "--left", "2026-08-01"),
        ("Under", "--role", "buyer", "--reports-to", "Left", "--stance", "sceptic"),
        ("Expert", "--role", "influencer", "--role", "user", "--influence", "4", "--reports-to", "Boss"),
        ("New", "--influence", "4", "--stance", "champion"),
    ):
        cli.ok("contact", "add", "acme", name, *more)
    for on, who, *more in (
        ("2026-09-01", "Boss", "--for", "nora"),
        ("2026-09-10", "Expert", "--for", "nora", "--with", "Boss", "--kind", "meeting"),
        ("2025-09-17", "Under"),
        ("2026-06-30", "Left", "--for", "emil"),
        ("2025-09-16", "Expert", "--for", "emil"),
        ("2026-09-16", "Under", "--kind", "note"),
    ):
        cli.ok("log", "acme", f"on {on}", "--on", on, "--with", who, *more)
    roles = ("user", "influencer", "decider", "buyer", "gatekeeper", "approver")
    cli.ok("contact", "add", "bolt", "All", *(word for role in roles for word in ("--role", role)))
    cli.ok("log", "bolt", "hello", "--with", "All", "--on", "today")
    cli.ok("contact", "add", "dorn", "Old", "--role", "decider")
    cli.ok("contact", "add", "dorn", "Plain", "--influence", "3")
    cli.ok("log", "dorn", "long ago", "--with", "Old", "--on", "2026-06-18")
    return cli


def of_accounts(cli: Cli, *words: str) -> dict[str, dict[str, Any]]:
    found: Any = cli.json("report", "relationships", *words)
    return {row["key"]: row for row in found["rows"]}


def said_with(cli: Cli, contact: str) -> list[dict[str, Any]]:
    found: Any = cli.json("report", "relationships", "acme", "--explain", contact)
    rows: list[dict[str, Any]] = found["rows"]
    return rows


@pytest.mark.parametrize(
    ("roles", "influence", "key"),
    [((), None, False), (("buyer",), 3, False), (("buyer",), 4, True), ((), 5, True), (("decider",), None, True),
     (("approver", "decider"), 1, True)],
)  # fmt: skip
def test_who_is_key(roles: tuple[str, ...], influence: int | None, key: bool) -> None:
    """Who decides, and whose influence is 4 or 5."""
    assert is_key(roles, influence) is key


def test_a_row_for_each_live_account(mapped: Cli) -> None:
    """Key accounts come first, the worst first; each row says what is covered, who is quiet and who is against us."""
    rows = of_accounts(mapped)
    assert list(rows) == ["bolt", "acme", "dorn", "cask"]
    acme, bolt, cask, dorn = (rows[each] for each in ("acme", "bolt", "cask", "dorn"))
    assert (acme["people"], acme["covered"], acme["missing"]) == (4, 4, ["gatekeeper"])
    assert (acme["active"], acme["single_threaded"], acme["no_decider"]) == (2, False, False)
    assert (acme["quiet"], acme["never_spoken"], acme["against"]) == ([], ["New"], ["Boss"])
    assert acme["warnings"] == ["Boss opponent", "New never spoken with"]
    assert (bolt["covered"], bolt["roles"][-1], bolt["single_threaded"]) == (5, "gatekeeper", True)
    assert bolt["warnings"] == ["single-threaded"]
    assert (dorn["quiet"], dorn["active"], dorn["single_threaded"]) == (["Old"], 0, False)
    assert (dorn["people"], dorn["never_spoken"]) == (2, [])
    assert dorn["warnings"] == ["nobody spoken with in 90 days", "Old quiet 91 d"]
    assert (cask["people"], cask["covered"], cask["no_decider"], cask["warnings"]) == (0, 0, True, ["nobody known"])


def test_no_decider_comes_before_all_else_of_a_tier(mapped: Cli) -> None:
    """A key account without a decider stands first; `--missing` lists where nobody has a role."""
    mapped.ok("contact", "edit", "All", "--remove-role", "decider")
    mapped.ok("contact", "add", "bolt", "Second")
    mapped.ok("log", "bolt", "fine", "--with", "Second")
    report: Any = mapped.json("report", "relationships")
    assert [row["key"] for row in report["rows"]][:2] == ["bolt", "acme"]
    assert (report["no_decider"], report["single_threaded"], report["accounts"]) == (2, 0, 4)
    assert "no decider: 2 of 4 accounts, bolt, cask" in report["notes"]
    assert list(of_accounts(mapped, "--missing", "decider")) == ["bolt", "cask"]
    assert list(of_accounts(mapped, "--missing", "GateKeeper")) == ["acme", "dorn", "cask"]


def test_whose_influence_says_it_is_quiet(mapped: Cli) -> None:
    """A key person is quiet from the day after the account's own cadence on; who has little to say never is."""
    mapped.ok("account", "edit", "acme", "--cadence", "6")
    assert of_accounts(mapped)["acme"]["quiet"] == ["Boss", "Expert"]
    mapped.ok("account", "edit", "acme", "--cadence", "7")
    assert of_accounts(mapped)["acme"]["quiet"] == []
    mapped.ok("account", "edit", "acme", "--cadence", "6")
    mapped.ok("contact", "edit", "Expert", "--influence", "3")
    assert of_accounts(mapped)["acme"]["quiet"] == ["Boss"]


def test_the_map_of_an_account(mapped: Cli) -> None:
    """The tree of who is there: whose boss left stands at the top. Our people × theirs are counted over 365 days."""
    found: Any = mapped.json("report", "relationships", "acme")
    assert [(each["name"], each["depth"], each["reports_to"]) for each in found["contacts"]] == [
        ("Boss", 0, None), ("Expert", 1, "C2"), ("New", 0, None), ("Under", 0, None),
    ]  # fmt: skip
    assert (found["people"], found["covered"], found["missing"], found["cadence"]) == (4, 4, ["gatekeeper"], 14)
    assert [tuple(each.values()) for each in found["threads"]] == [
        ("nora", "C2", "Boss", 2, "2026-09-10"),
        ("nora", "C5", "Expert", 1, "2026-09-10"),
        ("me", "C4", "Under", 1, "2025-09-17"),
    ]
    everyone: Any = mapped.json("report", "relationships", "acme", "--all")
    assert [(each["name"], each["depth"], each["left"]) for each in everyone["contacts"]] == [
        ("Boss", 0, None), ("Expert", 1, None), ("Left", 1, "2026-08-01"), ("Under", 2, None), ("New", 0, None),
    ]  # fmt: skip
    assert ("emil", "C3", "Left", 1, "2026-06-30") in [tuple(each.values()) for each in everyone["threads"]]
    assert {key: everyone[key] for key in ("people", "covered", "active")} == {"people": 4, "covered": 4, "active": 2}


def test_whoever_keeps_the_file_is_one_of_us(mapped: Cli) -> None:
    """What is in nobody's name is that of the colleague that `me` says, with all that was said in that name."""
    mapped.ok("config", "set", "me", "nora")
    found: Any = mapped.json("report", "relationships", "acme")
    threads = found["threads"]
    assert {each["colleague"] for each in threads} == {"nora"}
    assert sum(each["interactions"] for each in threads) == 4


@pytest.mark.parametrize("width", ["40", "80", "200"])
def test_the_map_as_people_see_it(mapped: Cli, width: str) -> None:
    """Who fills which role and which is missing, the tree, who left; and a column for each of us."""
    screen = mapped.ok("report", "relationships", "acme", "--all", "-f", "table", COLUMNS=width)
    for said in (
        "Acme",
        "4 of 5",
        "missing",
        "gatekeeper",
        "└ Expert",
        "opponent",
        "left 2026-08-01",
        "nora",
        "2 · 10",
    ):
        assert said in screen, said
    assert all(len(line) <= int(width) for line in screen.splitlines())


def test_accounts_without_people_and_with_one(mapped: Cli) -> None:
    """Of nobody the screen says what to type; of one person everything hangs by one thread."""
    assert "amcli contact add cask NAME" in mapped.ok("report", "relationships", "cask", "-f", "table")
    nobody: Any = mapped.json("report", "relationships", "cask")
    assert (nobody["contacts"], nobody["threads"], nobody["active"]) == ([], [], 0)
    assert "single-threaded in 90 days" in mapped.ok("report", "relationships", "bolt", "-f", "table")
    gone: Any = mapped.json("report", "relationships", "gone")
    assert gone["people"] == 1


def test_the_people_behind_the_figures(mapped: Cli) -> None:
    """--explain ACCOUNT lists who fills which of the five roles, and the interaction that was the last one."""
    found: Any = mapped.json("report", "relationships", "--explain", "acme")
    rows = {row["name"]: row for row in found["rows"]}
    assert (rows["Boss"]["counts_for"], rows["Boss"]["interaction"], rows["Boss"]["key"]) == (["decider"], "I2", True)
    assert (rows["Under"]["active"], rows["Under"]["days_since"], rows["New"]["interaction"]) == (False, 365, None)
    assert sum(row["active"] for row in found["rows"]) == found["active"] == 2
    assert len({role for row in found["rows"] for role in row["counts_for"]}) == found["covered"] == 4
    assert "nobody is known at cask" in mapped.ok("report", "relationships", "--explain", "cask", "-f", "table")


def test_what_was_said_behind_a_thread(mapped: Cli) -> None:
    """--explain CONTACT beside an account lists the two-way interactions of 365 days that its threads count."""
    rows = said_with(mapped, "boss")
    assert [(row["id"], row["colleague"]) for row in rows] == [("I2", "nora"), ("I1", "nora")]
    (under,) = said_with(mapped, "C4")
    assert (under["date"], under["kind"], under["colleague"]) == ("2025-09-17", "call", "me")
    assert said_with(mapped, "new") == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--missing", "bos"), 2, "use one of initiator"),
        (("--all",), 2, "name it, or leave out --all"),
        (("acme", "--missing", "buyer"), 2, "leave out --missing"),
        (("acme", "--sort", "name"), 2, "leave out --sort"),
        (("acme", "--limit", "1"), 2, "leave out --limit"),
        (("acme", "-f", "csv"), 2, "--explain acme"),
        (("--explain", "acme", "--all"), 2, "leave out --all"),
        (("nobody",), 3, "nobody"),
        (("acme", "--explain", "All"), 3, "All"),
        (("--explain", "Boss"), 3, "Boss"),
    ],
)
def test_what_makes_no_sense_is_refused(mapped: Cli, words: tuple[str, ...], code: int, said: str) -> None:
    """In one line, with what to type."""
    done = mapped("report", "relationships", *words)
    assert (done.code, done.out, len(done.err.splitlines())) == (code, "", 1)
    assert said in done.err


def test_a_cell_has_the_first_warnings(mapped: Cli) -> None:
    """Of many a table says how many more there are; programs get all."""
    for name in ("One", "Two", "Three"):
        mapped.ok("contact", "add", "cask", name, "--influence", "4")
    assert len(of_accounts(mapped)["cask"]["warnings"]) == 5
    assert "and 2 more" in " ".join(mapped.ok("report", "relationships", "-f", "table", COLUMNS="200").split())


def test_an_empty_portfolio(cli: Cli) -> None:
    """Without an account the report says how to begin."""
    cli.ok("account", "add", "Acme")
    cli.ok("account", "remove", "acme", "--yes")
    assert "account add" in cli.ok("report", "relationships", "-f", "table")


def test_names_are_data(mapped: Cli) -> None:
    """A name with markup, commas and controls comes out as it went in, but for what steers a terminal."""
    mapped.ok("contact", "add", "cask", "[red]Ann, the 2nd[/red]", "--role", "decider", "--influence", "5")
    assert "[red]Ann, the 2nd[/red] never" in mapped.ok("report", "relationships", "cask", "-f", "table")
    row = of_accounts(mapped)["cask"]
    assert row["never_spoken"] == ["[red]Ann, the 2nd[/red]"]
    assert "%2C the 2nd" in mapped.ok("report", "relationships", "-f", "csv")


def test_one_read_for_all_accounts(sample: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report asks a fixed number of questions of the file, however many accounts there are."""
    from amcli.store.reader import Reader

    asked: list[str] = []
    kept = Reader.rows

    def counted(self: Reader, sql: str, parameters: Any = ()) -> Any:
        asked.append(sql)
        return kept(self, sql, parameters)

    monkeypatch.setattr(Reader, "rows", counted)
    sample.ok("report", "relationships", "-f", "csv")
    assert len(asked) <= 4


def test_without_tiers_class_a_comes_first(cli: Cli) -> None:
    """Where nobody typed a tier those come first that bring the first 80 %, as in `next`, and that is said."""
    for name in ("Acme", "Bolt", "Cask"):
        cli.ok("account", "add", name, "--currency", "USD")
    cli.ok("sale", "add", "cask", "900", "--on", "2026-08-01")
    cli.ok("sale", "add", "acme", "100", "--on", "2026-08-01")
    for name in ("Acme", "Bolt"):
        cli.ok("contact", "add", name.lower(), "Ada")
    cli.ok("contact", "add", "cask", "Bea", "--role", "decider")
    report: Any = cli.json("report", "relationships")
    assert [row["key"] for row in report["rows"]] == ["cask", "acme", "bolt"]
    assert any("class A of twelve months" in note for note in report["notes"])
    cli.ok("account", "edit", "bolt", "--tier", "1")
    report = cli.json("report", "relationships")
    assert [row["key"] for row in report["rows"]] == ["bolt", "acme", "cask"]
    assert not any("class A" in note for note in report["notes"])
