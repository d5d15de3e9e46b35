"""`amcli history`: one line a change, from what to what, of one account and kind and of some days."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from amcli.settings.environment import Env
from amcli.store.reader import reading
from amcli.tools.history.reports.operations import operations, wanted
from conftest import Cli


def changes(cli: Cli, *words: str) -> list[tuple[str, str | None]]:
    """What each operation of the list says that it did, and from what to what."""
    rows: Any = cli.json("history", *words)
    return [(row["summary"], row["change"]) for row in rows]


EDITS = (
    (("target", "edit", "T1", "--amount", "150000"), "target T1: amount 1,200,000 → 150,000 USD"),
    (("target", "edit", "T1", "--period", "2026-Q4"), "target T1: period 2026 → 2026-Q4"),
    (("deadline", "edit", "D1", "--due", "2026-09-25"), "deadline D1: due 2026-09-18 → 2026-09-25"),
    (("deadline", "edit", "D1", "--priority", "high"), "deadline D1: priority normal → high"),
    (("account", "edit", "maruti", "--tier", ""), "account maruti: tier 1 → none"),
    (("account", "edit", "maruti", "--add-tag", "x"), "account maruti: tag oem, india → oem, india, x"),
    (("account", "edit", "eclair", "--parent", "maruti"), "account eclair: parent none → maruti"),
    (("account", "edit", "eclair", "--note", "a\nb"), "account eclair: note none → 'a ⏎ b'"),
    (("account", "archive", "eclair"), "account eclair: archived none → 2026-09-17"),
    (("expense", "edit", "X1", "--amount", "1.50"), "expense X1: amount 480.00 → 1.50 USD"),
    (("budget", "edit", "B1", "--external-id", "b-1"), "budget B1: external id none → 'b-1'"),
    (("target", "edit", "T2", "--group"), "target T2: group no → yes"),
)


@pytest.mark.parametrize(("words", "said"), EDITS, ids=[" ".join(words) for words, _ in EDITS])
def test_a_change_says_from_what_to_what(small: Cli, words: tuple[str, ...], said: str) -> None:
    """The values before and after, spelled as the field spells them; the record as a person calls it."""
    if words[:2] == ("target", "edit") and words[2] == "T2":
        small.ok("target", "set", "2027", "5", "--account", "maruti")
        number = small.ok("target", "list", "--period", "2027", "-f", "ids").strip()
        words, said = (*words[:2], number, *words[3:]), said.replace("T2", number)
    small.ok(*words)
    assert changes(small, "--limit", "1")[0][1] == said


def test_what_was_added_or_removed_was_nothing_before(small: Cli) -> None:
    """The summary says it all."""
    small.ok("sale", "remove", "S1", "--yes")
    assert changes(small, "--limit", "1")[0][1] is None


def test_of_many_records_a_few_are_told(small: Cli) -> None:
    """Three records, and that there are more."""
    small.ok("product", "add", "Third", "--code", "third")
    small.ok("product", "add", "Fourth", "--code", "fourth")
    small.ok("product", "edit", "pad", "clutch", "third", "fourth", "--category", "Parts")
    (_, said), *_ = changes(small, "--limit", "1")
    assert said == (
        "product pad: category 'Brakes' → 'Parts'; product clutch: category none → 'Parts'; "
        "product third: category none → 'Parts'; and more"
    )


def screen(cli: Cli, *words: str, width: int = 80) -> str:
    return cli.ok("history", *words, "-f", "table", COLUMNS=str(width))


def test_what_people_see(small: Cli) -> None:
    """The id, when, and what, with from what to what once; not the command, which is opened with the id; a mark where
    it was undone and nowhere else.
    """
    small.ok("target", "edit", "T1", "--amount", "150000", "--period", "2026-Q4")
    small.ok("deadline", "edit", "D1", "--due", "2026-09-25")
    small.ok("undo")
    shown = screen(small, "--limit", "2", width=200)
    assert "amcli deadline" not in shown
    assert shown.count("undone") == 1
    assert shown.count("1,200,000 → 150,000") == 1
    assert "150,000 USD, period 2026 → 2026-Q4" in shown
    assert "undone: changed deadline D1 (Send the offer, 2026-09-25): due 2026-09-18 → 2026-09-25" in shown
    assert "state" not in shown.splitlines()[0]
    assert "amcli deadline edit D1" in small.ok("history", small.ok("history", "--limit", "1", "-f", "ids").strip())


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(small: Cli, width: int) -> None:
    """However long a change is, it is folded."""
    small.ok("account", "edit", "maruti", "--note", "a rather long note about the client " * 5, "--name", "Other")
    assert max(map(len, screen(small, width=width).splitlines())) <= width


def test_when_is_in_the_configured_zone(small: Cli) -> None:
    """A person reads the clock of the zone, a program UTC."""
    small.ok("config", "set", "zone", "Asia/Tokyo")
    with closing(sqlite3.connect(small.db)) as connection:
        connection.execute("UPDATE operation SET at = '2026-03-04T20:30:00Z' WHERE id = 1")
        connection.commit()
    rows: Any = small.json("history", "--sort", "id", "--limit", "1")
    assert rows[0]["at"] == "2026-03-04T20:30:00Z"
    assert "05:30" in screen(small, "--sort", "id", "--limit", "1")
    assert small.ok("history", "--since", "2026-03-05", "--until", "2026-03-05", "-f", "ids") == "H1\n"
    assert small.ok("history", "--until", "2026-03-04", "-f", "ids") == ""


def test_since_and_until(small: Cli) -> None:
    """Both days are in; a day after another is a mistake."""
    with closing(sqlite3.connect(small.db)) as connection:
        for number, at in ((1, "2026-03-04T12:00:00Z"), (2, "2026-03-05T12:00:00Z"), (3, "2026-03-06T12:00:00Z")):
            connection.execute("UPDATE operation SET at = ? WHERE id = ?", (at, number))
        connection.commit()
    assert small.ok("history", "--until", "2026-03-05", "-f", "ids", TZ="UTC").split() == ["H2", "H1"]
    days = ("--since", "2026-03-05", "--until", "2026-03-06")
    assert small.ok("history", *days, "-f", "ids", TZ="UTC").split() == ["H3", "H2"]
    assert small.ok("history", "--since", "9999-12-31", "--until", "9999-12-31", "-f", "ids") == ""
    assert small("history", "--since", "2026-03-06", "--until", "2026-03-05").code == 2


def test_the_target_before(cli: Cli) -> None:
    """Each change of an account's targets, and of no other's."""
    for code in ("maruti", "krm"):
        cli.ok("account", "add", code, "--currency", "EUR")
        for amount in ("140000", "150000"):
            cli.ok("target", "set", "2026", amount, "--account", code)
    cli.ok("target", "set", "2026", "7")
    wanted = [
        ("set target T1 2026 maruti: 140,000 → 150,000 EUR", "target T1: amount 140,000 → 150,000 EUR"),
        ("set target T1 (2026 140000.00 EUR maruti)", None),
    ]
    for words in (("--account", "maruti", "--kind", "target"), ("maruti", "--kind", "targets")):
        assert changes(cli, *words) == wanted
    assert len(changes(cli, "--kind", "target", "--kind", "account")) == 7


def test_all_that_is_an_accounts(small: Cli) -> None:
    """Contacts, interactions, expenses of its budgets, imports that made rows of it; also of what is gone since."""
    before = len(changes(small, "maruti"))
    (small.folder / "s.csv").write_text("account,amount,date\nmaruti,5,2026-09-01\neclair,5,2026-09-01\n")
    (small.folder / "e.csv").write_text("account,amount,date\neclair,6,2026-09-01\n")
    small.ok("expense", "edit", "X1", "--amount", "7")
    small.ok("contact", "edit", "C1", "--title", "Boss")
    small.ok("interaction", "edit", "I1", "--with", "C2")
    small.ok("deadline", "remove", "D1", "--yes")
    small.ok("import", "sales", str(small.folder / "s.csv"))
    small.ok("import", "sales", str(small.folder / "e.csv"))
    small.ok("deadline", "edit", "D3", "--title", "Other")
    found = [summary for summary, _ in changes(small, "maruti")]
    assert len(found) == before + 5
    assert "imported 2 sales" in found[0]
    assert found[1].startswith("removed deadline D1")
    assert [change for _, change in changes(small, "eclair", "--kind", "deadline")][:1] == [
        "deadline D3: title 'Send samples' → 'Other'"
    ]


def test_of_an_operation_the_changes_of_the_account_alone_are_told(small: Cli) -> None:
    """One operation changed two accounts: asked for one, it says what it did to that one."""
    small.ok("account", "edit", "maruti", "eclair", "--city", "Pune")
    assert changes(small, "eclair", "--limit", "1")[0][1] == "account eclair: city none → 'Pune'"


def test_a_merge_keeps_what_was_changed_before(small: Cli) -> None:
    """What changed of an account that was merged into another is the other's past from then on, until it is undone."""
    small.ok("contact", "edit", "C3", "--title", "Boss")
    assert not any("C3" in summary for summary, _ in changes(small, "maruti"))
    small.ok("account", "merge", "maruti", "eclair", "--yes")
    found = changes(small, "maruti", "--kind", "contact")
    assert any(change and "title none → 'Boss'" in change for _, change in found)
    assert any(change and "contact C3: account eclair → maruti" in change for _, change in found)
    small.ok("undo")
    assert not any(change and "Boss" in change for _, change in changes(small, "maruti", "--kind", "contact"))


def test_what_cannot_be_asked(small: Cli) -> None:
    """A kind that is none, two accounts, a filter beside an operation: exit 2; an account that is none: exit 3."""
    assert small("history", "--kind", "tagret").code == 2
    assert small("history", "maruti", "--account", "eclair").code == 2
    assert small("history", "H1", "--kind", "target").code == 2
    assert small("history", "H1", "--since", "today").code == 2
    assert small("history", "nobody").code == 3


def test_settings_are_a_kind(small: Cli) -> None:
    """`--kind setting` is what `config set` did."""
    small.ok("config", "set", "zone", "Asia/Tokyo")
    small.ok("config", "set", "zone", "Europe/Berlin")
    assert changes(small, "--kind", "setting", "--limit", "1")[0][1] == (
        "setting zone: value 'Asia/Tokyo' → 'Europe/Berlin'"
    )


def test_undo_takes_the_latest_of_the_list(small: Cli) -> None:
    """`amcli undo $(amcli history --limit 1 -f ids)`."""
    small.ok("deadline", "edit", "D1", "--due", "2026-09-25")
    small.ok("undo", small.ok("history", "--account", "maruti", "--limit", "1", "-f", "ids").strip())
    assert "2026-09-18" in small.ok("deadline", "show", "D1")


def test_the_journal_is_not_read_through(small: Cli) -> None:
    """Whatever is asked for is answered from an index: no table of the journal is scanned."""
    ways = (
        {"account": "maruti"}, {"account": "maruti", "kinds": ["target"]}, {"kinds": ["rate"]},
        {"since": "2026-01-01", "until": "2026-01-02"}, {"account": "maruti", "since": "2026-01-01"},
    )  # fmt: skip
    with reading(Env({"AMCLI_CONFIG": "/nonexistent", "AMCLI_DB": str(small.db)})) as reader:
        for way in ways:
            asked: list[str] = []
            reader.connection.set_trace_callback(asked.append)
            list(operations(reader, wanted(reader, **way), limit=50).rows)
            reader.connection.set_trace_callback(None)
            for sql in asked:
                if "operation" not in sql:
                    continue
                steps = [row[3] for row in reader.rows(f"EXPLAIN QUERY PLAN {sql}")]
                scans = {step for step in steps if step.startswith("SCAN")} - {"SCAN meant", "SCAN CONSTANT ROW"}
                assert not scans, (way, sql)


def test_an_opened_change_has_the_names_that_people_know(sample: Cli) -> None:
    """Codes and fields as they are typed, no number of a table; what came and went; what an import added."""
    before = int(sample.ok("history", "--limit", "1", "-f", "ids").strip("H\n"))
    sample.ok("account", "edit", "ford", "--parent", "maruti", "--note", "[b]x")
    sample.ok("contact", "add", "ford", "Eva Lind")
    sample.ok("contact", "remove", "C19", "--yes")

    def opened(place: int, width: str = "80") -> list[str]:
        """Of the operations that were typed here: the first is 1."""
        return sample.ok("history", f"H{before + place}", "-f", "table", COLUMNS=width).splitlines()

    changed = opened(1, "100")
    assert any(line.startswith(" account ford    parent        kirchoff → maruti") for line in changed)
    assert any("'[b]x'" in line for line in changed)
    assert not any("parent_id" in line or "A1" in line for line in changed)
    assert opened(2)[-1] == " contact C19  added  account ford, 'Eva Lind'"
    assert opened(3)[-1] == " contact C19  removed  account ford, 'Eva Lind'"
    assert sample.ok("history", "H19", "-f", "table", COLUMNS="80").splitlines()[-1] == " sales  751 added  S1 to S751"
    sample.ok("interaction", "edit", "I71", "--with", "")
    assert opened(4)[-1].startswith(" interaction I71  with  C")
    sample.ok("config", "set", "stopped.days", "60")
    assert opened(5)[-1] == " setting stopped.days  value  none → '60'"
    sample.ok("target", "set", "2028", "1m")
    assert opened(6)[-1] == " target T28  added  period 2028, amount 1,000,000.00 USD"
    sample.ok("account", "edit", "parker", "--phone", "1", "--city", "X")
    assert any("city" in line for line in opened(7, "40"))
    assert "parent_id" in sample.ok("history", f"H{before + 1}", "-f", "json")
