"""What a person sees of activity: the longest over their cadence first, accounts and people."""

from typing import Any

import pytest

from conftest import Cli

# The sample portfolio on 17 September 2026, at three widths.
ACTIVITY = {
    60: """
Activity 2026
account   call  meeting  total  last
───────────────────────────────────────────────────────────
ford         3        1      9  Fri  7 Aug  11 days over  !
parker       2        0      4  Thu 11 Jun  8 days over   !
maruti       7        2     16  Tue 15 Sep  12 days left  ✓
hyundai      5        2     11  Tue  8 Sep  12 days left  ✓
goody        4        1      9  Thu  3 Sep  16 days left  ✓
kirchoff     1        2      3  Tue 14 Jul  25 days left  ✓
───────────────────────────────────────────────────────────
total       22        8     52
quiet: ford, parker
hidden at this width: name, tier, email, visit, note,
minutes, cadence (-f plain shows all)
""",
    80: """
Activity 2026
account   call  meeting  email  visit  note  total  last
───────────────────────────────────────────────────────────────────────────────
ford         3        1      2      2     1      9  Fri  7 Aug  11 days over  !
parker       2        0      1      1     0      4  Thu 11 Jun  8 days over   !
maruti       7        2      3      3     1     16  Tue 15 Sep  12 days left  ✓
hyundai      5        2      3      1     0     11  Tue  8 Sep  12 days left  ✓
goody        4        1      1      2     1      9  Thu  3 Sep  16 days left  ✓
kirchoff     1        2      0      0     0      3  Tue 14 Jul  25 days left  ✓
───────────────────────────────────────────────────────────────────────────────
total       22        8     10      9     3     52
quiet: ford, parker
hidden at this width: name, tier, minutes, cadence (-f plain shows all)
""",
    120: """
Activity 2026
account   name                   call  meeting  email  visit  note  total  minutes  last        cadence
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
ford      Ford                      3        1      2      2     1      9      415  Fri  7 Aug       30  11 days over  !
parker    Parker Repair Shoppe      2        0      1      1     0      4      205  Thu 11 Jun       90  8 days over   !
maruti    Maruti                    7        2      3      3     1     16      795  Tue 15 Sep       14  12 days left  ✓
hyundai   Hyundai                   5        2      3      1     0     11      415  Tue  8 Sep       21  12 days left  ✓
goody     Goody Car Service         4        1      1      2     1      9      395  Thu  3 Sep       30  16 days left  ✓
          Centre
kirchoff  Kirchoff Automotive       1        2      0      0     0      3      160  Tue 14 Jul       90  25 days left  ✓
          Parts
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
total                              22        8     10      9     3     52     2385
quiet: ford, parker
hidden at this width: tier (-f plain shows all)
""",
}


def screen(cli: Cli, *words: str, width: int = 200) -> list[str]:
    """The lines of the report as a terminal of that width has them."""
    return [
        line.rstrip()
        for line in cli.ok("report", "activity", *words, tty=True, COLUMNS=str(width), NO_COLOR="1").splitlines()
    ]


@pytest.mark.parametrize("width", ACTIVITY)
def test_the_sample_activity(sample: Cli, width: int) -> None:
    """Quiet accounts first, with the last time they were spoken with at every width."""
    assert screen(sample, width=width) == ACTIVITY[width].strip().splitlines()


@pytest.mark.parametrize("by", ["account", "contact"])
@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_it_fits(sample: Cli, width: int, by: str) -> None:
    """No line is wider than the terminal; whose it is and how it stands is never what goes."""
    lines = screen(sample, "--by", by, width=width)
    assert max(map(len, lines)) <= width
    assert any("11 days over" in line for line in lines)
    assert any(word == "kirchoff" for line in lines for word in line.split())


@pytest.fixture
def people(cli: Cli) -> Cli:
    """A tier 2 account (30 days) with people of all sorts, one archived; on 17 September 2026."""
    cli.ok("account", "add", "Acme", "--tier", "2", "--currency", "USD")
    cli.ok("account", "add", "Bolt", "--cadence", "7", "--currency", "USD")
    cli.ok("account", "add", "Gone", "--currency", "USD")
    for account, name in (
        ("acme", "Eva Novak"), ("acme", "Ian Bell"), ("acme", "Never Met"), ("acme", "Left Her"), ("bolt", "Bo Lee"),
        ("gone", "Old Hand"),
    ):  # fmt: skip
        cli.ok("contact", "add", account, name)
    cli.ok("contact", "edit", "C4", "--left", "2026-09-01")
    for account, day, kind, minutes, *who in (
        ("acme", "2026-08-08", "call", "20", "C1"),
        ("acme", "2026-09-01", "meeting", "60", "C2", "C4"),
        ("acme", "2026-09-10", "note", "5", "C1"),
        ("acme", "2025-11-11", "visit", "90", "C1"),
        ("bolt", "2026-09-05", "email", "3", "C5"),
        ("gone", "2026-01-05", "call", "9", "C6"),
    ):
        with_whom = [word for one in who for word in ("--with", one)]
        cli.ok("log", account, "Hello", "--on", day, "--kind", kind, "--minutes", minutes, *with_whom)
    cli.ok("account", "archive", "gone")
    return cli


def test_a_row_for_each_person(people: Cli) -> None:
    """Those who have not left, of live accounts: what they took part in, and when they were spoken with, whenever."""
    report: Any = people.json("report", "activity", "--by", "contact")
    assert (report["by"], report["total"], report["notes"]) == ("contact", None, ["2 of 4 people have gone quiet"])
    rows = {row["key"]: row for row in report["rows"]}
    assert list(rows) == ["C1", "C5", "C2", "C3"]
    wanted = {
        "name": "Eva Novak", "account": "acme", "account_name": "Acme", "roles": None, "call": 1, "meeting": 0,
        "email": 0, "visit": 0, "note": 1, "total": 2, "minutes": 25, "last": "2026-08-08", "days_since": 40,
        "cadence": 30, "over": 10, "quiet": True,
    }  # fmt: skip
    assert rows["C1"] == {"key": "C1", **wanted}
    standing = {key: (row["last"], row["days_since"], row["over"], row["quiet"]) for key, row in rows.items()}
    assert standing["C2"] == ("2026-09-01", 16, -14, False)
    assert standing["C5"] == ("2026-09-05", 12, 5, True)
    assert standing["C3"] == (None, None, None, False)  # nobody knows since when
    assert people.ok("report", "activity", "--by", "contact", "-f", "ids").split() == ["C1", "C5", "C2", "C3"]


def test_people_of_an_account_up_to_a_day(people: Cli) -> None:
    """--account picks, an archived one too; a day that is past knows who had not left, and nothing of later."""

    def shown(*words: str) -> dict[str, Any]:
        report: Any = people.json("report", "activity", "--by", "contact", *words)
        return {row["key"]: (row["total"], row["last"], row["quiet"]) for row in report["rows"]}

    assert shown("--account", "gone") == {"C6": (1, "2026-01-05", False)}
    assert shown("--account", "acme", "--as-of", "2026-08-31") == {
        "C1": (1, "2026-08-08", False), "C2": (0, None, False), "C3": (0, None, False), "C4": (0, None, False),
    }  # fmt: skip
    assert shown("--account", "acme", "--period", "2025")["C1"] == (1, "2025-11-11", True)


def test_the_longest_silent_person_first(people: Cli) -> None:
    """For a person: the most days over first, at the end who was never spoken with, with the word for it."""
    lines = [line for line in screen(people, "--by", "contact") if line.startswith("C")]
    endings = ["10 days over  !", "5 days over   !", "14 days left  ✓", "never"]
    assert [line.split()[0] for line in lines] == ["C1", "C5", "C2", "C3"]
    assert [line.endswith(f"  {ending}") for line, ending in zip(lines, endings, strict=True)] == [True] * 4


def test_a_person_says_when_you_last_spoke(people: Cli) -> None:
    """`contact show` has the day of the last two-way interaction and the title how long that is ago; or never."""
    eva: Any = people.json("contact", "show", "Eva Novak")
    assert eva["last_contact"] == "2026-08-08"
    assert [one["kind"] for one in eva["interactions"]] == ["note", "call", "visit"]
    assert people.ok("contact", "show", "C1", "--columns", "last_contact", "-f", "csv").split() == [
        "last_contact", "2026-08-08",
    ]  # fmt: skip
    titles = [people.ok("contact", "show", one, tty=True, NO_COLOR="1").splitlines()[0] for one in ("C1", "C3")]
    assert titles == ["contact C1 · last spoken 40 d ago", "contact C3 · never spoken with"]


def test_an_account_never_spoken_with_says_so(cli: Cli) -> None:
    """It counts from its first day: not yet quiet, then the one that waits longest; archived, nobody judges it."""
    cli.ok("account", "add", "Acme", "--tier", "1", "--currency", "USD")
    cli.ok("account", "add", "Bolt", "--tier", "1", "--currency", "USD")
    cli.ok("--today", "2026-09-19", "log", "bolt", "Hello")

    def shown(today: str, *words: str) -> list[str]:
        cli.environ["AMCLI_TODAY"] = today
        lines = screen(cli, "--columns", "key,standing,sign", *words)
        return [" ".join(line.split()) for line in lines if line.startswith(("acme", "bolt"))]

    assert shown("2026-10-01") == ["bolt 2 days left ✓", "acme never"]
    assert shown("2026-10-09") == ["acme never !", "bolt 6 days over !"]
    cli.ok("account", "archive", "acme")
    assert shown("2026-10-09", "--account", "acme") == ["acme never"]
