"""`report team`: who has what to do, how loaded everybody is, what nobody has, and the rows behind."""

from decimal import Decimal
from typing import Any

import pytest

from amcli.render.width import width
from conftest import Cli

COLUMNS = (
    "owned", "others", "hours", "capacity", "load", "deadlines", "overdue", "coming", "issues", "trainings_done",
    "trainings_due",
)  # fmt: skip
# What is typed on 17 September 2026: Nora keeps the file, Mara is given too much, Tom has left and Zoe too.
TYPED = """
colleague add Nora --hours 40 --department sales
colleague add Mara --hours 37.5
colleague add Lena
colleague add Emil --hours 30
colleague add Tom --hours 40
colleague add Zoe --hours 40
config set me nora
account add Alder
account add Birch
account add Cedar
account add Dogwood
assignment add alder mara --hours 30 --from 2026-01-01
assignment add alder mara --role Media --hours 8.5
assignment add birch mara --role media
assignment add birch tom --hours 10
assignment add cedar tom --role logistics --until 2026-09-16
assignment add cedar lena --role support --hours 4
assignment add cedar emil --role support --from 2026-09-18
assignment add dogwood emil --hours 20
assignment add alder emil --role logistics
deadline add alder Late --due 2026-09-16T23:59 --for mara
deadline add alder Now --due 2026-09-17 --for mara
deadline add alder Soon --due 2026-10-01T09:00 --for mara
deadline add alder Later --due 2026-10-02
deadline add dogwood Gone --due 2026-09-18 --for emil
deadline add alder Closed --due 2026-09-18 --for emil
deadline done D6
deadline add alder Course --due 2026-09-10 --kind training --for lena
deadline add alder Seminar --due 2027-02-01 --kind training --for lena
deadline add dogwood Basics --due 2026-09-01 --kind training --for lena
deadline done D9 --on 2026-08-31
issue add alder Dust --owner mara
issue add alder Noise --owner mara
issue escalate IS1 --to emil
issue escalate IS2 --to mara
issue add birch Rust
issue add birch Old --owner emil
issue close IS4 --accepted yes
colleague edit tom --left 2026-09-17
colleague edit zoe --left 2026-09-01
account archive dogwood
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    cli = Cli(tmp_path_factory.mktemp("team"))
    for line in TYPED.strip().splitlines():
        cli.ok(*line.split())
    return cli


def report(cli: Cli, *words: str) -> dict[str, Any]:
    found: Any = cli.json("report", "team", *words)
    return dict(found)


def figures(row: dict[str, Any]) -> list[Any]:
    return [row[key] for key in COLUMNS]


def test_what_everybody_has_to_do(file: Cli) -> None:
    """Accounts, hours against what there is, what is due, the issues: of who is there, and of who left with something
    open. What nobody is named for is that of who keeps the file; what lies at archived accounts is nobody's.
    """
    found = report(file)
    rows = {row["code"]: row for row in found["rows"]}
    assert list(rows) == ["emil", "lena", "mara", "nora", "tom"]
    assert figures(rows["mara"]) == [1, 2, Decimal("38.5"), Decimal("37.5"), Decimal("102.7"), 3, 1, 2, 2, 0, 0]
    assert figures(rows["emil"]) == [0, 1, None, 30, None, 0, 0, 0, 1, 0, 0]
    assert figures(rows["lena"]) == [0, 1, 4, None, None, 2, 1, 0, 0, 1, 1]
    assert figures(rows["nora"]) == [0, 0, 0, 40, 0, 1, 0, 0, 1, 0, 0]
    assert figures(rows["tom"]) == [1, 0, 10, None, None, 0, 0, 0, 0, 0, 0]
    assert (rows["tom"]["left"], rows["mara"]["left"]) == ("2026-09-17", None)
    assert rows["mara"]["roles"] == ["owner: alder", "Media: alder birch"]
    # An account, and an issue, counts once; the load is that of who has one: 38.5 + 0 of 37.5 + 40.
    assert figures(found["total"]) == [2, 3, Decimal("52.5"), Decimal("107.5"), Decimal("49.7"), 6, 2, 2, 3, 1, 1]
    assert (found["without_owner"], found["coming_until"]) == (["cedar"], "2026-10-01")
    assert found["notes"] == [
        "over capacity: mara (102.7 %)",
        "2 of 6 assignments have no hours: load counts the others",
        "no capacity, so no load: lena; `amcli colleague edit lena --hours N` says it",
        "tom left on 17 Sep, with 1 account",
        "without an owner: cedar",
    ]
    rows = report(file, "mara", "lena", "zoe", "--period", "2026-10..2027-06")["rows"]
    told = [(row["code"], row["overdue"], row["coming"], row["trainings_done"], row["trainings_due"]) for row in rows]
    assert told == [("lena", 1, 1, 0, 2), ("mara", 1, 1, 0, 0), ("zoe", 0, 0, 0, 0)]


def test_who_works_on_an_account(file: Cli) -> None:
    """Only who works there, as what and how long; the other figures are those of all that they do."""
    found = report(file, "--account", "alder", "--account", "dogwood")
    there = [(row["code"], row["role"], row["hours_there"], row["load"]) for row in found["rows"]]
    assert there == [
        ("emil", ["logistics"], None, None),
        ("mara", ["owner", "Media"], Decimal("38.5"), Decimal("102.7")),
    ]
    assert "without an owner: cedar" not in found["notes"]
    assert report(file, "--account", "cedar")["without_owner"] == ["cedar"]
    assert "assignment add" in file.ok("report", "team", "--account", "dogwood", tty=True)
    done = file("report", "team", "alder")
    assert (done.code, "--account alder" in done.err) == (3, True)


def test_the_rows_behind_add_up_to_the_figures(file: Cli) -> None:
    """Each figure of a colleague is the sum of the rows behind it, and of what nobody is named for too."""
    for row in report(file)["rows"]:
        total = report(file, "--explain", row["code"])["total"]
        added = [key for key in COLUMNS if key not in ("capacity", "load")]
        assert {key: total[key] for key in added} == {key: row[key] for key in added}, row["code"]
    found = report(file, "--explain", "mara")
    told = [(row["what"], row["title"], row["until"], row["state"]) for row in found["rows"]]
    assert told == [
        ("account", "owner", None, "owner"), ("account", "Media", None, "works on it"),
        ("account", "media", None, "works on it"), ("deadline", "Late", "2026-09-16T23:59", "overdue"),
        ("deadline", "Now", "2026-09-17", "coming"), ("deadline", "Soon", "2026-10-01T09:00", "coming"),
        ("issue", "Dust", None, "normal"), ("issue", "Noise", None, "normal"),
    ]  # fmt: skip
    trainings = [(row["title"], row["until"], row["state"]) for row in report(file, "--explain", "lena")["rows"][1:]]
    assert trainings == [
        ("Course", "2026-09-10", "overdue"), ("Seminar", "2027-02-01", "open"), ("Basics", "2026-08-31", "done"),
    ]  # fmt: skip
    assert (found["load"], found["rows"][0]["from"]) == (Decimal("102.7"), "2026-01-01")
    assert [row["state"] for row in report(file, "--explain", "emil")["rows"]][-1] == "normal, escalated"
    assert file("report", "team", "--explain", "mara", "--account", "alder").code == 2


def test_what_a_person_sees(file: Cli) -> None:
    """The most loaded first, the one who has too much with a sign, no line wider than the screen."""
    for columns in (40, 80, 160):
        screen = file.ok("report", "team", tty=True, COLUMNS=str(columns), NO_COLOR="1")
        assert max(width(line) for line in screen.splitlines()) <= columns
        (line,) = [line for line in screen.splitlines() if line.startswith("mara")]
        assert "102.7 %  !" in line
        assert screen.index("\nmara") < screen.index("\nnora") < screen.index("\nemil")


def test_nobody_keeps_the_file(cli: Cli) -> None:
    """What nobody is named for stands in a row of its own, where nobody is said to keep the file."""
    cli.ok("account", "add", "Alder")
    assert report(cli)["rows"] == []
    for line in ("colleague add Nora", "deadline add alder Soon --due 2026-09-18"):
        cli.ok(*line.split())
    rows = report(cli)["rows"]
    assert [(row["code"], row["name"], row["deadlines"]) for row in rows] == [
        ("nora", "Nora", 0), (None, "nobody named", 1),
    ]  # fmt: skip
    assert report(cli, "--explain", "-")["total"]["deadlines"] == 1
