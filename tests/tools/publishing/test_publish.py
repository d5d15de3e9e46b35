"""`amcli publish`: what is in the file becomes the manager's rows in the company's database, and nothing else does."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from company_server import Database
from publishing_samples import Manager, manager

from amcli.records.published import published
from conftest import TODAY, Cli


@pytest.fixture
def anna(company: Database, tmp_path: Path, agreed_file: Path) -> Manager:
    """A manager with a little of everything, who has published nothing yet."""
    return manager(company, tmp_path, agreed_file)


def counts(done: str) -> tuple[int, ...]:
    """New, changed and gone, from the sentence."""
    words = done.replace(",", "").split()
    return tuple(int(words[words.index(word) - 1]) for word in ("new", "changed", "gone"))


def test_what_is_in_the_file_is_there(each_company: Database, tmp_path: Path, sample_file: Path) -> None:
    """Every published column of every published row, exactly: amounts, days, numbers as they were typed."""
    anna = manager(each_company, tmp_path, sample_file)
    said = anna.ok()
    assert anna.there == anna.here
    records = sum(map(len, anna.here.values()))
    assert said == f"Published {records:,} records as {anna.role}: {records:,} new, 0 changed, 0 gone\n"
    ((version, held, uid),) = each_company.run("SELECT version, counts, uid FROM amcli.publication")
    assert json.loads(held) == {name: len(rows) for name, rows in anna.here.items()}
    assert (version, len(uid)) == (14, 32)


def test_the_same_again_writes_nothing(anna: Manager) -> None:
    """No row is written anew; that it was confirmed is."""
    anna.ok()
    before, (first,) = anna.versions(), anna.company.run("SELECT published_at, hash FROM amcli.publication")
    assert "the same as on" in anna.ok()
    assert anna.versions() == before
    (second,) = anna.company.run("SELECT published_at, hash FROM amcli.publication")
    assert (second[0] > first[0], second[1]) == (True, first[1])


def test_replace_writes_only_what_differs_too(anna: Manager) -> None:
    """Whoever does not trust what is there has all of it compared: what a hand has changed there is put right."""
    anna.ok()
    before = anna.versions()
    assert counts(anna.ok("--replace") + " 0 new 0 changed 0 gone") == (0, 0, 0)
    assert anna.versions() == before
    anna.company.run("UPDATE amcli.sale SET amount_minor = 1 WHERE id = 1", anna.role)
    anna.company.run("DELETE FROM amcli.sale WHERE id = 2", anna.role)
    assert anna.there != anna.here
    anna.ok("--replace")
    assert anna.there == anna.here
    changed = {key for key, version in anna.versions().items() if version != before[key]}
    assert changed == {("sale", 1), ("sale", 2)}


def test_what_changed_alone_is_written(anna: Manager) -> None:
    """A changed record is one row written; what a change of it implies comes along; a removed one is gone; undo brings
    it back.
    """
    anna.ok()
    before = anna.versions()
    anna.cli.ok("account", "edit", "maruti", "--city", "Gurgaon")
    assert counts(anna.ok()) == (0, 1, 0)
    assert {key for key, version in anna.versions().items() if version != before[key]} == {("account", 1)}
    anna.cli.ok("sale", "remove", "S2", "--yes")
    assert counts(anna.ok()) == (0, 0, 1)
    anna.cli.ok("sale", "add", "eclair", "77", "--on", "2026-09-03")
    assert counts(anna.ok()) == (1, 0, 0)
    assert anna.there == anna.here
    for _ in range(3):
        anna.cli.ok("undo")
    assert counts(anna.ok()) == (1, 1, 1)
    assert anna.there == anna.here


def test_a_table_that_lost_all_its_rows(anna: Manager) -> None:
    """The last row of a table goes too."""
    anna.ok()
    for number in (1, 2):
        anna.cli.ok("rate" if number > 9 else "target", "remove", f"T{number}", "--yes")
    anna.cli.ok("target", "remove", "T3", "--yes")
    assert anna.here["target"] == []
    assert counts(anna.ok()) == (0, 0, 3)
    assert anna.there == anna.here


def test_a_number_is_kept_as_it_was_typed(anna: Manager) -> None:
    """25 and 25.00 are the same number, and what was typed is published all the same."""
    anna.ok()
    anna.sql("UPDATE sale SET quantity = '25.00' WHERE id = 1")
    assert counts(anna.ok()) == (0, 1, 0)
    assert anna.there == anna.here


def test_of_others_nothing_is_touched(anna: Manager, tmp_path: Path, sample_file: Path) -> None:
    """Two managers have the same ids: each writes and takes out its own, also one who may read all as a director."""
    bert = manager(anna.company, tmp_path / "bert", sample_file)
    bert.company.run(f"GRANT amcli_director TO {bert.role}")
    anna.ok()
    before = anna.versions()
    bert.ok()
    bert.cli.ok("sale", "remove", "S1", "--yes")
    bert.ok()
    assert (bert.there, anna.there) == (bert.here, anna.here)
    bert.ok("--withdraw", "--yes")
    assert not any(bert.there.values())
    assert (anna.there, anna.versions()) == (anna.here, before)


DRY_FORMATS = ("table", "plain", "csv", "tsv", "json", "jsonl", "markdown", "html")


@pytest.mark.parametrize("style", DRY_FORMATS)
def test_a_dry_run_counts_and_leaves_all(anna: Manager, style: str) -> None:
    """It does all of it and takes it back, and says so by table in any format."""
    anna.ok()
    publication = anna.company.run("SELECT * FROM amcli.publication")
    before = anna.versions()
    anna.cli.ok("account", "edit", "maruti", "--city", "Gurgaon")
    anna.cli.ok("sale", "add", "maruti", "5")
    said = anna.ok("--dry-run", "-f", style)
    assert "account" in said
    assert (anna.versions(), anna.company.run("SELECT * FROM amcli.publication")) == (before, publication)
    if style == "json":
        told: Any = json.loads(said)
        assert {(row["table"], row["new"], row["changed"], row["gone"]) for row in told["rows"] if row["new"] or
                row["changed"]} == {("account", 0, 1, 0), ("sale", 1, 0, 0)}  # fmt: skip
        assert (told["total"]["new"], told["total"]["changed"], told["manager"]) == (1, 1, anna.role)


def test_a_dry_run_on_a_terminal(anna: Manager) -> None:
    """A person sees the tables in which something differs, and the sentence."""
    anna.ok()
    anna.cli.ok("sale", "add", "maruti", "5")
    said = anna.ok("--dry-run", tty=True, NO_COLOR="1")
    assert "sale" in said
    assert "contract" not in said
    assert "1 new, 0 changed, 0 gone" in " ".join(said.split())


def test_how_it_is_said(anna: Manager) -> None:
    """As any other change: a sentence, JSON with the reference, the reference alone."""
    told = json.loads(anna.ok("-f", "json"))
    assert (told["references"], "new" in told["message"]) == ([anna.role], True)
    assert anna.ok("-q") == f"{anna.role}\n"
    for words in (("-f", "html"), ("-o", "x.xlsx"), ("-f", "nope"), ("--columns", "new")):
        anna.sql("UPDATE account SET city = ? WHERE id = 1", " ".join(words))
        done = anna(*words)
        assert (done.code, done.err.count("\n")) == (2, 1), words
    assert anna.there != anna.here  # said before anything was done


def test_another_portfolio_is_refused(anna: Manager, tmp_path: Path, sample_file: Path) -> None:
    """A portfolio to try things with does not take the place of the real one, unless that is said."""
    anna.ok()
    before = anna.there
    other = Manager(Cli.on_copy(_made(tmp_path / "other"), sample_file), anna.company, anna.role)
    done = other()
    assert (done.code, "--replace" in done.err) == (4, True)
    assert anna.there == before
    assert other("--dry-run").code == 4
    other.ok("--replace")
    assert other.there == other.here
    assert anna().code == 4


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_no_portfolio_takes_nothing_out(anna: Manager, tmp_path: Path) -> None:
    """Where cron finds no file at the default place, what was published stays."""
    anna.ok()
    before = anna.there
    empty = {"AMCLI_DB": "", "HOME": str(tmp_path / "nobody"), "XDG_DATA_HOME": str(tmp_path / "nobody")}
    done = anna(**empty)
    assert (done.code, "there is no file" in done.err) == (5, True)
    assert anna.there == before


def test_withdraw(anna: Manager) -> None:
    """All rows and the publication go; a person is asked, a script says --yes; a dry run leaves them."""
    assert "Nothing of" in anna.ok("--withdraw", "--yes")
    anna.ok()
    records = sum(map(len, anna.here.values()))
    assert anna("--withdraw").code == 4
    no = anna("--withdraw", stdin="n\n", tty=True)
    assert (no.code, f"{records:,} records" in " ".join(no.err.split())) == (4, True)
    told = json.loads(anna.ok("--withdraw", "--dry-run", "-f", "json"))
    assert told["total"]["gone"] == records
    assert anna.there == anna.here
    yes = anna("--withdraw", stdin="y\n", tty=True)
    assert (yes.code, f"Withdrew {records:,} records" in yes.out) == (0, True)
    assert not any(anna.there.values())
    assert anna.company.run("SELECT count(*) FROM amcli.publication") == [(0,)]
    anna.ok()
    assert anna.there == anna.here


def test_withdraw_and_replace_are_two_things(anna: Manager) -> None:
    """They cannot be meant together."""
    assert anna("--withdraw", "--replace", "--yes").code == 2


SECRET = ("note", "aim", "limit", "past_limit", "stance", "memo", "evidence")  # wherever it is


def test_what_is_private_is_nowhere_there(anna: Manager) -> None:
    """Planted in every text that is not published, of every table: nothing of it is in the company's database."""
    planted = 0
    with closing(sqlite3.connect(anna.cli.db)) as connection, connection:
        shown = {name: set(columns) for name, columns in published(connection)}
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if table.startswith(("sqlite", "portfolio", "currency", "setting")) or "_search" in table:
                continue
            for _, column, kind, *_ in connection.execute(f"PRAGMA table_info('{table}')").fetchall():
                assert (column in SECRET) <= (column not in shown.get(table, set())), f"{table}.{column} is published"
                if kind == "TEXT" and column not in shown.get(table, set()):
                    statement = f"""UPDATE "{table}" SET "{column}" = 'pl4nted' || abs(random())"""
                    planted += connection.execute(statement).rowcount
        connection.execute("INSERT INTO setting (key, value) VALUES ('profiles.x.account', 'pl4nted')")
    assert planted > 100
    anna.ok()
    relations = anna.company.run(
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace "
        "WHERE relkind IN ('r', 'v') AND nspname = 'amcli'"
    )
    assert len(relations) > 40
    for (name,) in relations:
        assert anna.company.run(f"SELECT count(*) FROM {name} t WHERE t::text LIKE '%pl4nted%'") == [(0,)], name
    assert anna.there == anna.here


def test_as_cron_runs_it(anna: Manager) -> None:
    """Without a terminal, input and locale: nothing on stderr and 0; on failure one line and the code."""
    environ = {"AMCLI_COMPANY": anna.dsn, "LC_ALL": "C", "AMCLI_TODAY": TODAY}
    process = anna.cli.spawn("publish", environ=environ, stdin=-3)
    out, err = process.communicate()
    assert (process.returncode, out.count(b"\n"), err) == (0, 1, b"")
    process = anna.cli.spawn("publish", environ={**environ, "AMCLI_COMPANY": "host=127.0.0.1 port=1"}, stdin=-3)
    out, err = process.communicate()
    assert (process.returncode, out, err.count(b"\n")) == (5, b"", 1)


def test_how_far_it_is(anna: Manager, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person sees the rows go by; the line is gone at the end."""
    monkeypatch.setattr("amcli.shell.progress.PAUSE", 0.0)
    done = anna(tty=True)
    assert done.code == 0
    assert "records" in done.err
    assert done.err.endswith("\r\x1b[K")
