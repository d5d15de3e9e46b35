"""`doctor --repair`: what can be put right is, after a copy; what cannot is named."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from safety_samples import asked, content, spoil_a_page

from amcli.store.open import open_writer
from conftest import Cli


def by_hand(cli: Cli, script: str) -> None:
    with closing(open_writer(cli.db)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.executescript(script)


def repaired(cli: Cli, code: int = 0) -> list[tuple[str, str, str]]:
    """What was done, and that `doctor` alone then says the same of the file."""
    done = cli("doctor", "--repair", "-f", "json")
    assert done.code == code, done.err
    assert cli("doctor").code == code
    return [tuple(row.values()) for row in json.loads(done.out)["repairs"]]


def copies(cli: Cli) -> list[Path]:
    return sorted((cli.folder / "backups").glob("portfolio-*-before-repair.db"))


def test_nothing_to_repair(small: Cli) -> None:
    """A file in order is left as it is, and no copy is made."""
    before = small.dump(journal=True)
    assert repaired(small) == []
    assert small.dump(journal=True) == before
    assert not copies(small)


def test_no_file(cli: Cli) -> None:
    """A file that was named and is not there is not made."""
    assert cli("doctor", "--repair").code == 5
    assert not cli.db.exists()


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")
def test_the_mode(small: Cli) -> None:
    """Others' rights are taken away, which needs no copy."""
    small.db.chmod(0o666)
    ((check, result, what),) = [row for row in repaired(small) if str(small.db) + " " in row[2]]
    assert (check, result) == ("mode", "repaired"), what
    assert small.db.stat().st_mode & 0o777 == 0o600
    assert not copies(small)


def test_the_log(small: Cli) -> None:
    """What a program that was killed left in the log is taken into the file."""
    program = f"""
import os, sqlite3
connection = sqlite3.connect({str(small.db)!r})
connection.execute("UPDATE account SET cadence = 5 WHERE code = 'eclair'")
connection.commit()
os._exit(0)
"""
    subprocess.run([sys.executable, "-c", program], check=True)
    assert Path(f"{small.db}-wal").stat().st_size
    assert repaired(small) == [("log", "repaired", "taken into the file")]
    assert not Path(f"{small.db}-wal").exists() or not Path(f"{small.db}-wal").stat().st_size
    assert asked(small.db, "SELECT cadence FROM account WHERE code = 'eclair'") == 5


@pytest.mark.parametrize(
    ("sql", "made"),
    [
        ("DROP INDEX sale_date", "the index sale_date"),
        ("DROP INDEX sale_ref", "the index sale_ref"),
        ("DROP VIEW sales", "the view sales"),
        ("DROP VIEW sales; CREATE VIEW sales AS SELECT 1 AS id", "the view sales"),
        ("DROP TABLE contact_search", "the table contact_search"),
        ("DROP TABLE contact_search_docsize", "the table contact_search"),
        ("DROP TABLE account_search; CREATE TABLE account_search (x)", "the table account_search"),
    ],
)
def test_what_the_migrations_know_is_made_again(small: Cli, sql: str, made: str) -> None:
    """Indexes, views and search tables that are missing or otherwise, with no record changed."""
    small.ok("backup")
    before = small.dump(journal=True) | {"backup": []}
    by_hand(small, sql)
    done = repaired(small)
    assert ("schema", "repaired", f"{made}: made again") in done
    assert done[0][0] == "backup"
    assert str(copies(small)[0]) in done[0][2]
    assert small.dump(journal=True) | {"backup": [], "sqlite_sequence": before["sqlite_sequence"]} == before
    assert "I1" in small.ok("search", "price", "-f", "csv")


def test_search_and_totals(small: Cli) -> None:
    """What another tool wrote past them is found and added up again."""
    by_hand(small, "UPDATE sale SET amount_minor = amount_minor + 1 WHERE id = 1")
    by_hand(small, "INSERT INTO contact (account_id, name) VALUES (1, 'Nobody Indexed')")
    assert ("search", "repaired", "search and the totals by day: made again") in repaired(small)
    assert "C4" in small.ok("search", "nobody", "-f", "csv")


def index_out_of_step(path: Path, name: str) -> None:
    """An index whose table was written to behind its back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        text = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (text + " WHERE 0", name))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO account (code, name, created) VALUES ('unseen', 'x', '2026-01-01')")
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (text, name))


def test_an_index_that_lost_a_row(small: Cli) -> None:
    """What `integrity_check` says of an index is mended by building it again."""
    index_out_of_step(small.db, "account_parent")
    assert small("doctor").code == 5
    assert ("integrity", "repaired", "the index account_parent: made again") in repaired(small)
    assert asked(small.db, "PRAGMA integrity_check") == "ok"


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE contact SET account_id = 99 WHERE id = 2", "contact 2 refers to no account"),
        ("DROP TABLE reminder_run", "the table reminder_run cannot be made again"),
        ("ALTER TABLE rate ADD COLUMN mine TEXT", "the table rate cannot be made again"),
    ],
)
def test_what_cannot_be_repaired_is_named(small: Cli, sql: str, said: str) -> None:
    """Exit 5, and each says that a backup is the way."""
    by_hand(small, sql)
    (row,) = [row for row in repaired(small, 5) if row[1] == "not repaired"]
    assert row[2] == f"{said}: restore a backup"


def test_a_page_that_is_gone(small: Cli) -> None:
    """Damage in a page is beyond repair: it is said, what was there is kept, and the data is as it was."""
    spoil_a_page(small.db)
    before = content(small.db)
    done = repaired(small, 5)
    assert {row[1] for row in done if row[0] == "integrity"} == {"not repaired"}
    assert content(small.db) == before


def test_a_unique_index_that_cannot_be(small: Cli) -> None:
    """Two records of one reference keep the index from being made: it is said, and the rest is repaired."""
    by_hand(
        small,
        """DROP INDEX sale_ref; DROP VIEW rates;
        INSERT INTO sale (account_id, date, amount_minor, currency, kind, ref)
        SELECT account_id, date, amount_minor, currency, kind, ref FROM sale WHERE id = 1""",
    )
    done = repaired(small, 5)
    (row,) = [row for row in done if row[1] == "not repaired"]
    assert row[2].startswith("the index sale_ref: UNIQUE constraint failed")
    assert ("schema", "repaired", "the view rates: made again") in done


def test_the_user_s_own_stay(small: Cli) -> None:
    """A table of one's own is no damage."""
    by_hand(small, "CREATE TABLE mine (x); INSERT INTO mine VALUES (1)")
    assert repaired(small) == []
    assert asked(small.db, "SELECT count(*) FROM mine") == 1


def test_no_repair_without_a_copy(small: Cli) -> None:
    """Where the copy cannot be made nothing is changed."""
    by_hand(small, "DROP VIEW sales")
    (small.folder / "backups").write_text("in the way")
    done = small("doctor", "--repair")
    assert (done.code, done.out, len(done.err.splitlines())) == (5, "", 1)
    assert "no copy could be kept first" in done.err
    with closing(sqlite3.connect(small.db)) as connection:
        assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sales'").fetchall()


def test_an_older_file_is_brought_up_to_date_first(cli: Cli) -> None:
    """A file of an older amcli that is out of order is migrated, then repaired."""
    schema = Path(__file__).parents[2] / "store" / "schemas" / "2.sql"
    with closing(sqlite3.connect(cli.db)) as connection:
        connection.executescript(schema.read_text())
        connection.execute("DROP INDEX sale_product")
        connection.commit()
    done: Any = repaired(cli)
    assert ("schema", "repaired", "the index sale_product: made again") in done


def test_opportunities_that_stand_otherwise_than_their_steps(small: Cli) -> None:
    """What another tool changed gets a step of its day, so that earlier days are told as they were; what is about
    something of another account is named with what to type, and left alone.
    """
    small.ok("opportunity", "add", "maruti", "Spare parts", "--on", "2026-02-01", "--close", "eoy")
    small.ok("deadline", "add", "maruti", "Offer", "--due", "2026-12-01")
    before: Any = small.json("step", "list", "--sort", "id")
    by_hand(
        small,
        """UPDATE opportunity SET stage = 'won', closed = '2026-03-03', amount_minor = 70000, close = '2027-01-02'
        WHERE id = 1; DELETE FROM step WHERE opportunity_id = 2;
        UPDATE deadline SET opportunity_id = 1, account_id = 2 WHERE title = 'Offer';""",
    )
    checks: Any = json.loads(small("doctor", "-f", "json").out)
    said = next(row for row in checks["checks"] if row["check"] == "consistency")
    assert said["state"] == "broken"
    assert "OP1 does not stand as its last step ST1 says: stage, amount, close; OP2 has no step" in said["found"]
    about = next(part for part in said["found"].split("; ") if "about OP1 of maruti" in part)
    assert "edit D" in about and "--account maruti` moves it there" in about
    done = repaired(small, 5)
    assert done[0][0] == "backup"
    assert [each for each in done if each[0] == "consistency"] == [
        ("consistency", "repaired", "2 opportunities: one more step says how it stands"),
        ("consistency", "not repaired", about),
    ]
    steps: Any = small.json("step", "list", "--sort", "id")
    assert steps[:1] == before[:1]
    made = [(step["opportunity"], step["day"], step["stage"], step["since"], step["slips"]) for step in steps[1:]]
    today = small.environ["AMCLI_TODAY"]
    assert made == [("OP1", today, "won", today, 1), ("OP2", "2026-02-01", "lead", "2026-02-01", 0)]
    small.ok("deadline", "edit", about.split()[0], "--account", "maruti")
    assert repaired(small) == []


def test_contracts_that_stand_otherwise_than_their_terms(agreed: Cli) -> None:
    """The first term begins with the contract, the last one has what it says; which of two that overlap is wrong is
    nobody's guess, and stays named.
    """
    agreed.ok("contract", "add", "maruti", "Spares", "--start", "2026-01-01", "--end", "2026-06-30")
    agreed.ok("contract", "add", "maruti", "Twice", "--start", "2026-01-01", "--end", "2026-12-31")
    by_hand(
        agreed,
        """UPDATE contract SET start = '2027-02-01', "end" = '2027-12-31', value_minor = 100 WHERE id = 1;
        DELETE FROM term WHERE contract_id = 2;
        INSERT INTO term (contract_id, start, "end") VALUES (3, '2026-12-01', '2026-12-31');""",
    )
    checks: Any = json.loads(agreed("doctor", "-f", "json").out)
    said = next(row for row in checks["checks"] if row["check"] == "consistency")["found"]
    assert said.split("; ") == [
        "CT1 does not stand as its last term TM1 says: end, value",
        "CT2 has no term that says how it stands",
        "CT1 does not begin with its first term TM1",
        "TM4 of CT3 begins before TM3 is over",
    ]
    done = repaired(agreed, 5)
    assert [each for each in done if each[0] == "consistency"] == [
        ("consistency", "repaired", "2 terms made as the contract says"),
        ("consistency", "not repaired", "TM4 of CT3 begins before TM3 is over"),
    ]
    terms: Any = agreed.json("term", "list", "--sort", "id")
    told = [(term["contract"], term["start"], term["end"]) for term in terms]
    assert told[0] == ("CT1", "2027-02-01", "2027-12-31")
    assert told[-1] == ("CT2", "2026-01-01", "2026-06-30")


def test_two_owners_on_a_day(sample: Cli) -> None:
    """Rows that say of the same days who owns an account, where it lies or what it is part of are named with what to
    type; which of them is wrong is nobody's guess.
    """
    by_hand(
        sample,
        """INSERT INTO assignment (account_id, colleague_id, role, start)
            SELECT account_id, (SELECT id FROM colleague WHERE code = 'lena'), 'owner', '2026-09-01' FROM assignment
            WHERE role = 'owner' AND account_id = (SELECT id FROM account WHERE code = 'ford');
        INSERT INTO placement (account_id, territory_id) SELECT account_id, territory_id FROM placement LIMIT 1;
        INSERT INTO membership (account_id, parent_id, until) VALUES (1, 2, '2026-01-31'), (1, 3, '2025-01-31');""",
    )
    done = repaired(sample, 5)
    said = "; ".join(each[2] for each in done if each[0] == "consistency")
    assert [each[1] for each in done if each[0] == "consistency"] == ["not repaired"] * 3
    assert "say on the same days who works on ford: `amcli assignment list ford --all` shows them" in said
    assert "lies: `amcli placement list maruti --all`" in said
    assert "was part of: `amcli membership list kirchoff` shows" in said
