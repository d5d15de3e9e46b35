"""Files of what holds from a day to a day: no two rows, nor a row and a record, say different things of one day."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Cli, Done, tries

TEAM = ("mara", "lena", "oskar", "nora")
FIRST = date(2025, 1, 1)


def take(cli: Cli, kind: str, header: str, rows: list[str], *more: str) -> Done:
    file = cli.folder / f"{kind}.csv"
    file.write_text("\n".join([header, *rows]) + "\n")
    return cli("import", kind, str(file), *more)


def spans(cli: Cli, kind: str, account: str, *names: str) -> list[tuple[Any, ...]]:
    rows: Any = cli.json(kind, "list", account, *(() if kind == "membership" else ("--all",)))
    return [tuple(row[name] for name in (*names, "from", "until")) for row in rows]


def test_a_placement_of_a_day_is_said_once(sample: Cli) -> None:
    """Two rows, or a row and a record, of one territory on one day, and a last day before the first one, are bad rows,
    by line with the reason; --rejects takes the others; the same file again adds nothing.
    """
    rows = [
        "parker,ohio,2025-01-01,2025-12-31", "parker,ohio,2025-06-01,", "ford,michigan,2026-01-01,",
        "ford,ohio,2026-01-01,2025-01-01", "ford,india,2026-01-01,", "parker,ohio,2026-01-01,",
    ]  # fmt: skip
    before = sample.dump()
    done = take(sample, "placements", "account,territory,from,until", rows)
    assert (done.code, sample.dump()) == (2, before)
    for said in (
        "line 3: line 2 says so already for 2025-01-01 to 2025-12-31: correct the days of one of them",
        "line 4: PM5 says so already for all days: `amcli placement edit PM5` changes its days",
        "line 5: the last day 2025-01-01 is before the first one, 2026-01-01",
    ):
        assert said in done.err
    rejects = sample.folder / "bad.csv"
    done = take(sample, "placements", "account,territory,from,until", rows, "--rejects", str(rejects))
    assert (done.code, done.out) == (6, "Imported 3 placements (0 already there, 3 rejected)\n")
    assert [line.split(",")[4] for line in rejects.read_text().splitlines()] == ["line", "3", "4", "5"]
    after = sample.dump()
    done = take(sample, "placements", "account,territory,from,until", rows, "--rejects", str(rejects), "--update")
    assert (done.out, sample.dump()) == ("Imported 0 placements (3 already there, 3 rejected)\n", after)


def test_days_that_an_update_changes(sample: Cli) -> None:
    """Days of an own export that were made longer are looked at as they will be: into free ones they go, into those of
    another row not, and then what is new meets the record as it is.
    """
    sample.ok("placement", "add", "ford", "ohio", "--from", "2025-01-01", "--until", "2025-03-31")
    sample.ok("placement", "add", "ford", "ohio", "--from", "2025-06-01", "--until", "2025-06-30")
    header = "account,territory,from,until"
    longer = ["ford,ohio,2025-01-01,2025-05-31", "ford,ohio,2025-06-01,2025-09-30"]
    assert take(sample, "placements", header, longer, "--update").code == 0
    assert spans(sample, "placement", "ford", "territory")[1:] == [
        ("ohio", "2025-01-01", "2025-05-31"), ("ohio", "2025-06-01", "2025-09-30"),
    ]  # fmt: skip
    before = sample.dump()
    wrong = ["ford,ohio,2025-01-01,2025-08-31", "ford,ohio,2024-01-01,2025-01-01"]
    done = take(sample, "placements", header, wrong, "--update")
    assert (done.code, sample.dump()) == (2, before)
    assert done.err.count("says so already for") == 3  # both bad rows, and the first of them above


def test_memberships_and_roles(sample: Cli) -> None:
    """An account was part of one other on a day, and never of itself; a colleague has a role once on a day, in any
    case of its letters; another colleague may have it too.
    """
    past = ["parker,hyundai,,2024-06-30", "ford,maruti,2020-01-01,2022-12-31", "ford,hyundai,2021-01-01,2023-01-01",
            "ford,ford,2024-01-01,2025-01-01"]  # fmt: skip
    done = take(sample, "memberships", "account,parent,from,until", past)
    assert done.code == 2
    for said in (
        "line 2: MB1 says so already for the days until 2024-03-31: `amcli membership show MB1`",
        "line 4: line 3 says so already for 2020-01-01 to 2022-12-31",
        "line 5: would put this account above itself",
    ):
        assert said in done.err
    roles = ["ford,emil,Logistics,2026-01-01,", "ford,oskar,clerk,2026-01-01,", "ford,oskar,Clerk,2026-04-01,",
             "ford,nora,clerk,2026-04-01,"]  # fmt: skip
    done = take(sample, "assignments", "account,colleague,role,from,until", roles)
    assert done.code == 2
    assert "line 2: AS11 says so already for all days: `amcli assignment edit AS11` changes its days" in done.err
    assert "line 4: line 3 says so already for the days since 2026-01-01" in done.err
    assert "line 5" not in done.err


def test_an_owner_of_a_file_gives_way_to_a_later_one(sample: Cli) -> None:
    """As typed ones do: who owned an account around the days of another has it again after them, which the plan says;
    two from one day on are bad rows, also beside a record; the same file again changes nothing, with --update too.
    """
    header = "account,colleague,role,from,until"
    rows = ["parker,mara,owner,2025-01-01,2025-12-31", "parker,lena,Owner,2025-06-01,2025-08-31"]
    done = take(sample, "assignments", header, rows)
    assert done.code == 0
    assert "1 owner of the file ends where a later one begins, before the last day that its row says, as in line 2" in (
        done.err.replace("\n            ", " ")
    )
    assert "1 owner of the file has an account again after the days of another one, as in line 2" in done.err
    held = spans(sample, "assignment", "parker", "colleague", "role")
    assert held == [
        ("oskar", "owner", None, "2024-12-31"), ("mara", "owner", "2025-01-01", "2025-05-31"),
        ("lena", "owner", "2025-06-01", "2025-08-31"), ("mara", "owner", "2025-09-01", "2025-12-31"),
        ("oskar", "owner", "2026-01-01", None),
    ]  # fmt: skip
    before = sample.dump()
    for more in ((), ("--update",)):
        assert "Imported 0 assignments (2 already there" in take(sample, "assignments", header, rows, *more).out
        assert sample.dump() == before
    twice = take(sample, "assignments", header, ["ford,nora,owner,2027-01-01,", "ford,lena,owner,2027-01-01,"])
    assert (twice.code, "line 3: would be the second owner from 2027-01-01 on, beside line 2" in twice.err) == (2, True)
    beside = take(sample, "assignments", header, ["maruti,lena,owner,2026-01-01,"])
    assert (beside.code, "line 2: would be the second owner from 2026-01-01 on, beside AS2" in beside.err) == (2, True)
    assert sample.dump() == before
    sample.ok("undo")
    assert spans(sample, "assignment", "parker", "colleague") == [("oskar", None, None)]


def test_an_export_with_other_days_of_an_owner(sample: Cli) -> None:
    """A longer time of one who was followed is the follower's all the same where the file has both, and a bad row where
    it has him alone.
    """
    exported = sample.ok("export", "assignments").replace("2025-12-31", "2026-06-30")
    before = sample.dump()
    lines = exported.splitlines()
    assert take(sample, "assignments", lines[0], lines[1:], "--update").code == 0
    assert sample.dump() == before
    alone = [line for line in lines[1:] if not line.startswith("AS2,")]
    done = take(sample, "assignments", lines[0], alone, "--update")
    assert (done.code, "AS2 says so already for the days since 2026-01-01" in done.err) == (2, True)
    assert sample.dump() == before


def owner_rows() -> st.SearchStrategy[list[tuple[str, int, int | None]]]:
    """Who owns an account from which day on, for how many days (None: open); no two from the same day on."""
    row = st.tuples(st.sampled_from(TEAM), st.integers(0, 40), st.none() | st.integers(0, 20))
    return st.lists(row, min_size=1, max_size=6, unique_by=lambda each: each[1])


@settings(max_examples=tries(15, 100))
@given(rows=owner_rows(), there=owner_rows(), updates=st.booleans())
def test_there_is_one_owner_on_each_day(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, int, int | None]],
    there: list[tuple[str, int, int | None]],
    updates: bool,
) -> None:
    """Whatever a file says, and a second one after it: never two; into an empty account the one who began last."""
    cli = Cli(tmp_path_factory.mktemp("owners"))
    cli.ok("account", "add", "Acme")
    for name in TEAM:
        cli.ok("colleague", "add", name, "--code", name)

    def load(said: list[tuple[str, int, int | None]], *more: str) -> Done:
        spans = [(who, start, "" if days is None else FIRST + timedelta(start + days)) for who, start, days in said]
        lines = [f"acme,{who},owner,{FIRST + timedelta(start)},{until}" for who, start, until in spans]
        return take(cli, "assignments", "account,colleague,role,from,until", lines, *more)

    def owners(day: date) -> list[str]:
        sql = """SELECT c.code FROM assignment a JOIN colleague c ON c.id = a.colleague_id
            WHERE (start IS NULL OR start <= ?1) AND (until IS NULL OR until >= ?1)"""
        with closing(sqlite3.connect(cli.db)) as connection:
            return [code for (code,) in connection.execute(sql, (day.isoformat(),))]

    assert load(rows).code == 0
    days = [FIRST + timedelta(day) for day in range(-1, 63)]
    for day in days:
        offset = (day - FIRST).days
        holding = [
            (start, who) for who, start, length in rows
            if start <= offset and (length is None or offset <= start + length)
        ]  # fmt: skip
        assert owners(day) == [who for _, who in sorted(holding)[-1:]], day
    load(there, "--rejects", str(cli.folder / "bad.csv"), *(["--update"] if updates else []))
    assert all(len(owners(day)) <= 1 for day in days)


def test_another_parent_since_the_same_day_is_a_correction(sample: Cli, tmp_path: Path) -> None:
    """As it is typed: nothing of the parent that was wrong is kept, and the plan says so. Without a day the other one
    holds from today on, which is said too; without --update nothing changes.
    """
    file = tmp_path / "accounts.csv"
    file.write_text("code,name,parent,parent_since\nparker,Parker Repair Shoppe,goody,2024-04-01\n")
    before = sample.dump()
    sample.ok("import", "accounts", str(file))
    assert sample.dump() == before
    done = sample("import", "accounts", str(file), "--update")
    assert (
        "another parent of 1 account (parker) since the very day of the one here, of which nothing is kept" in done.err
    )
    folder = tmp_path / "typed"
    folder.mkdir()
    typed = Cli.on_copy(folder, sample.db)
    typed.ok("undo")
    assert [typed.dump()[name] for name in ("account", "membership")] == [before["account"], before["membership"]]
    typed.ok("account", "edit", "parker", "--parent", "goody", "--from", "2024-04-01")
    for cli in (sample, typed):
        account: Any = cli.json("account", "show", "parker")
        assert (account["parent"], account["parent_since"]) == ("goody", "2024-04-01")
        assert spans(cli, "membership", "parker", "parent") == [("ford", None, "2024-03-31")]
    again = sample("import", "accounts", str(file), "--update")
    assert again.out == "Imported 0 accounts (1 already there, 0 rejected)\n"
    file.write_text("code,name,parent\nparker,Parker Repair Shoppe,hyundai\n")
    done = sample("import", "accounts", str(file), "--update")
    assert (
        "another parent of 1 account (parker) from 2026-09-17 on: a column `parent_since` says other days" in done.err
    )
    assert spans(sample, "membership", "parker", "parent") == [
        ("goody", "2024-04-01", "2026-09-16"), ("ford", None, "2024-03-31"),
    ]  # fmt: skip


def test_a_file_that_writes_owners_alone_says_so(sample: Cli, tmp_path: Path) -> None:
    """In its sentence, in that of a dry run, in the history; and a person on a terminal is asked first."""
    file = tmp_path / "owners.csv"
    file.write_text("code,name,owner,territory\nparker,Parker Repair Shoppe,mara,\nford,Ford,nora,ohio\n")
    before = sample.dump()
    done = sample("import", "accounts", str(file), "--update", "--dry-run")
    said = "set the owner of 2 accounts and the territory of 1 (2 already there, 0 rejected)\n"
    assert (done.out, sample.dump()) == (f"Would have imported 0 accounts, would have {said}", before)
    no = sample("import", "accounts", str(file), "--update", tty=True, stdin="n\n")
    assert ("Do it?" in no.err, sample.dump()) == (True, before)
    assert sample.ok("import", "accounts", str(file), "--update") == f"Imported 0 accounts, {said}"
    last: Any = sample.json("history", "--limit", "1")
    assert (
        last[0]["summary"] == "imported 0 accounts, set the owner of 2 accounts and the territory of 1 from owners.csv"
    )
