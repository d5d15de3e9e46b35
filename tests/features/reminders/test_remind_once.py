"""`remind --once`: each reminder once, whatever sleeps, dies, fails or runs beside it."""

import io
import json
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from remind_samples import due_at, env_at, portfolio, said_at, written

from amcli.features.reminders.services.sent_log import RUNS_KEPT, STALE, claim_unsent, deliver_each
from conftest import Cli


@pytest.mark.no_cover
@pytest.mark.parametrize("step", [20, pytest.param(1, marks=pytest.mark.slow)])
def test_every_minute_of_a_day_with_a_sleep_in_it(tmp_path: Path, step: int) -> None:
    """Run every minute from eight to eight, six hours of it asleep, each reminder is said once: a lead time that came
    in the sleep right after it, several that came in it together, and going overdue by itself. Every run is logged, and
    of a whole day's the last thousand are kept.

    step: of so many minutes the first two, in which all that is said here falls due.
    """
    path = portfolio(
        tmp_path / "p.db",
        [
            ("2026-12-02", None),  # 1d has come when the day begins
            ("2026-12-02T02:00", "6h,4h,3h"),  # 6h comes at 20:00 awake, 4h and 3h at 22:00 and 23:00 asleep
            ("2026-12-01T23:30", "1h"),  # its lead time comes in the sleep, and it is overdue at the end of it
            ("2026-12-03", "1d"),  # comes at midnight, in the sleep
            ("2026-12-01T12:00", "none"),  # overdue from 12:01
            ("2027-06-01", None),
        ],
    )
    start = datetime(2026, 12, 1, 8)
    awake = [
        start + timedelta(minutes=n) for n in range(1440) if not 13 * 60 < n <= 19 * 60 and n % step in (0, 1 % step)
    ]
    said: list[tuple[str, str]] = []
    for moment in awake:
        said += [(key, moment.isoformat(timespec="minutes")) for key in said_at(path, moment.isoformat())]
    assert Counter(key for key, _ in said).most_common(1)[0][1] == 1
    assert dict(said) == {
        "D1|2026-12-02|1d": "2026-12-01T08:00",
        "D5|2026-12-01T12:00|overdue": "2026-12-01T12:01",
        "D2|2026-12-02T02:00|6h": "2026-12-01T20:00",
        "D1|2026-12-02|0d": "2026-12-02T03:01",
        "D2|2026-12-02T02:00|overdue": "2026-12-02T03:01",
        "D3|2026-12-01T23:30|overdue": "2026-12-02T03:01",
        "D4|2026-12-03|1d": "2026-12-02T03:01",
    }
    with written(path) as connection:
        logged = [at[:16] for (at,) in connection.execute("SELECT at FROM reminder_run ORDER BY id")]
    assert logged == [moment.isoformat(timespec="minutes") for moment in awake[-RUNS_KEPT:]]


def test_lead_times_that_came_together_are_one_reminder(tmp_path: Path) -> None:
    """After a sleep over several lead times it is said once, and none of them again, also when one is taken away."""
    path = portfolio(tmp_path / "p.db", [("2026-12-01", None)])
    assert said_at(path, "2026-11-30") == ["D1|2026-12-01|1d"]
    with written(path) as connection:
        connection.execute("UPDATE deadline SET remind = '7d'")
    assert said_at(path, "2026-11-30") == []


def test_a_date_that_moves_is_said_again(tmp_path: Path) -> None:
    """The same deadline on another day is another reminder; going overdue is one more."""
    path = portfolio(tmp_path / "p.db", [("2026-12-01", "1d")])
    assert said_at(path, "2026-11-30") == ["D1|2026-12-01|1d"]
    with written(path) as connection:
        connection.execute("UPDATE deadline SET due = '2026-12-02'")
    assert said_at(path, "2026-11-30") == []
    assert said_at(path, "2026-12-01") == ["D1|2026-12-02|1d"]
    assert said_at(path, "2026-12-03") == ["D1|2026-12-02|overdue"]
    assert said_at(path, "2026-12-03T23:59") == []


def days_said(path: Path, first: str, days: int, asleep: range = range(0)) -> list[int]:
    """On which days, counted from the first, a run every morning but while asleep says anything."""
    mornings = [datetime.fromisoformat(first) + timedelta(days=n) for n in range(days)]
    return [n for n, morning in enumerate(mornings) if n not in asleep and said_at(path, morning.isoformat())]


@pytest.mark.parametrize("due", ["2026-12-01", "2026-12-01T15:30"])
@pytest.mark.parametrize(
    ("asleep", "said"),
    [
        (range(0), [0, 1, 3, 7, 14, 21, 28]),
        (range(1, 6), [0, 6, 7, 14, 21, 28]),
        (range(2, 23), [0, 1, 23, 28]),
    ],
)
def test_what_stays_late_is_said_again(tmp_path: Path, due: str, asleep: range, said: list[int]) -> None:
    """After 1, 3 and 7 days, then every 7; what came while the machine slept is said once, when it wakes."""
    path = portfolio(tmp_path / "p.db", [(due, "none")])
    first = "2026-12-02T08:00" if len(due) == 10 else "2026-12-01T15:31"
    assert days_said(path, first, 31, asleep) == said


@pytest.mark.parametrize(
    ("again", "said"), [("2", [0, 2, 9, 16, 23]), ("1, 10", [0, 1, 10, 17, 24]), ("none", [0]), ("", [0])]
)
def test_how_often_is_a_setting(tmp_path: Path, again: str, said: list[int]) -> None:
    """Other days, or none for never; the last of them is followed by every seventh day."""
    path = portfolio(tmp_path / "p.db", [("2026-12-01", "none")])
    path.with_name("config.toml").write_text(f'remind.again = "{again}"\n')
    assert days_said(path, "2026-12-02", 30) == said


def test_what_an_earlier_version_said_is_not_all_said_at_once_again(tmp_path: Path) -> None:
    """What it said as overdue counts: a day late it is not repeated, weeks late it is once, then with the weeks."""
    path = portfolio(tmp_path / "p.db", [("2026-12-01", "none")])
    with written(path) as connection:
        sql = "INSERT INTO reminder (said, claimed_at, said_at) VALUES ('D1|2026-12-01|overdue', '2026', '2026')"
        connection.execute(sql)
    assert said_at(path, "2026-12-02T20:00") == []
    assert days_said(path, "2026-12-24", 14) == [0, 6, 13]


def test_a_clock_that_was_set_back_says_nothing_twice(tmp_path: Path) -> None:
    """What was said a month later counts for the days before."""
    path = portfolio(tmp_path / "p.db", [("2026-12-01", "none")])
    assert said_at(path, "2026-12-31") == ["D1|2026-12-01|overdue 28d"]
    assert days_said(path, "2026-12-05", 24) == []


@pytest.mark.parametrize("wrong", ["3,1", "0,3", "1,1", "4000", "x", "1;3", "-1", "1,,3"])
def test_days_that_are_none_are_refused(cli: Cli, wrong: str) -> None:
    """Only rising whole numbers are taken, checked when it is set."""
    done = cli("config", "set", "--", "remind.again", wrong)
    assert (done.code, "such as 1,3,7; or none" in done.err) == (2, True)


def test_the_hour_that_is_twice_says_nothing_twice(tmp_path: Path) -> None:
    """When the clock goes back over a lead time, that one is not said again."""
    path = portfolio(tmp_path / "p.db", [("2026-10-25T02:30", "0h")])
    minutes = ["02:29", "02:30", "02:59", "02:00", "02:30", "02:59", "03:00"]
    assert [len(said_at(path, f"2026-10-25T{minute}")) for minute in minutes] == [0, 1, 1, 0, 0, 0, 0]


def test_a_quiet_account_is_said_until_it_is_spoken_with(cli: Cli) -> None:
    """Silence is said once a step; a note does not end it, a call does, and the next silence is said again."""
    cli.ok("account", "add", "Maruti", "--cadence", "7")
    cli.ok("log", "maruti", "Hello", "--on", "2026-09-01")
    assert "nobody has for 16 days, their cadence is 7 days" in cli.ok("remind", "--once")
    cli.ok("log", "maruti", "Thought of them", "--kind", "note")
    assert cli.ok("remind", "--once") == ""
    cli.ok("log", "maruti", "Called")
    assert cli.ok("remind", "--once") == ""
    assert "for 13 days" in cli.ok("--today", "2026-09-30", "remind", "--once")


def test_never_spoken_with(cli: Cli) -> None:
    """An account nobody has ever spoken with is said once it is older than its cadence, and then every week."""
    cli.ok("account", "add", "Maruti", "--cadence", "1")
    assert "Speak with Maruti: nobody has so far, their cadence is 1 day" in cli.ok(
        "--today", "2026-09-30", "remind", "--once"
    )
    assert cli.ok("--today", "2026-10-02", "remind", "--once") == ""
    assert cli.ok("--today", "2026-10-03", "remind", "--once") != ""
    assert cli.ok("--today", "2026-10-04", "remind", "--once") == ""


def test_two_processes_at_one_instant(small: Cli, tmp_path: Path) -> None:
    """Of two processes started together one says each reminder, and neither meets a lock; five times over."""
    for number in range(5, 25):
        small.ok("deadline", "add", "maruti", f"Thing {number}", "--due", "2026-09-18")
    whole = tmp_path / "whole.db"
    shutil.copy(small.db, whole)
    everything = sorted(small.ok("remind", "-f", "ids").split())
    for _ in range(5):
        for ending in ("", "-wal", "-shm"):
            Path(f"{small.db}{ending}").unlink(missing_ok=True)
        shutil.copy(whole, small.db)
        both = [small.spawn("remind", "--once", "-f", "ids") for _ in range(2)]
        ends = [process.communicate() for process in both]
        assert [process.returncode for process in both] == [0, 0], ends
        assert [err for _, err in ends] == [b"", b""]
        assert sorted(b"".join(out for out, _ in ends).decode().split()) == everything


def test_beside_a_running_import(small: Cli) -> None:
    """A change that is being written is waited for, not complained of, and reads go on."""
    with written(small.db) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE account SET note = 'x' WHERE code = 'eclair'")
        process = small.spawn("remind", "--once", "-f", "ids")
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1.5)
        connection.execute("COMMIT")
    out, err = process.communicate()
    assert (process.returncode, out, err) == (0, b"D1\n", b"")


def test_what_could_not_be_printed_is_unsaid(small: Cli, tmp_path: Path) -> None:
    """A failed print gives the reminder back: a later run says it, and the log counts the failure."""
    done = small("remind", "--once", "-o", str(tmp_path / "no" / "such" / "folder.txt"))
    assert done.code == 2
    dump = small.dump()
    assert dump["reminder"] == []
    assert [row[2:5] for row in dump["reminder_run"]] == [(1, 0, 1)]
    assert "D1" in small.ok("remind", "--once")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_stdout_is_a_failed_print(small: Cli) -> None:
    """What the operating system refuses at the last moment, when the stream is flushed, counts as unsaid too."""
    with Path("/dev/full").open("wb") as full:
        process = small.spawn("remind", "--once", stdout=full)
        _, err = process.communicate()
    assert process.returncode == 2, err
    assert "D1" in small.ok("remind", "--once")


def test_an_unknown_format_claims_nothing(small: Cli) -> None:
    """A wrong command line says nothing, so nothing counts as said."""
    assert small("remind", "--once", "-f", "xml").code == 2
    assert small("remind", "--once", "--columns", "nope").code == 2
    assert "D1" in small.ok("remind", "--once")


def test_a_killed_run_is_made_up_for(tmp_path: Path) -> None:
    """A claim without an end blocks others while it may still be at work, and counts as unsaid after ten minutes."""
    path = portfolio(tmp_path / "p.db", [("2026-12-01", "1d")])
    start = datetime(2026, 12, 1, tzinfo=UTC)
    with written(path) as connection:
        claimed = (start - timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        connection.execute("INSERT INTO reminder (said, claimed_at) VALUES ('D1|2026-12-01|1d', ?)", (claimed,))
    due = [one.keys for one in due_at(path, "2026-12-01")]
    with claim_unsent(env_at(path, "2026-12-01"), due, clock=lambda: start) as mine:
        assert mine == set()
    with claim_unsent(env_at(path, "2026-12-01"), due, clock=lambda: start + STALE) as mine:
        assert mine == {"D1|2026-12-01|1d"}


def test_a_clock_that_was_set_back(tmp_path: Path) -> None:
    """A claim whose time is yet to come was left by a run before that: it does not keep the reminder unsaid for ever.

    Within ten minutes it may be a run that is still at it, for which the clock was only put right.
    """
    path = portfolio(tmp_path / "p.db", [("2026-12-01", "1d")])
    start = datetime(2026, 12, 1, tzinfo=UTC)
    env, due = env_at(path, "2026-12-01"), [one.keys for one in due_at(path, "2026-12-01")]
    for ahead, said in ((timedelta(minutes=9), set()), (timedelta(hours=1), {"D1|2026-12-01|1d"})):
        with written(path) as connection:
            connection.execute("DELETE FROM reminder")
            claimed = (start + ahead).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            connection.execute("INSERT INTO reminder (said, claimed_at) VALUES ('D1|2026-12-01|1d', ?)", (claimed,))
        with claim_unsent(env, due, clock=lambda: start) as mine:
            assert mine == said


def test_what_was_claimed_while_a_run_waited_is_not_to_come(tmp_path: Path) -> None:
    """The clock is read when the run may write: one that waited does not take the other's claim for one to come."""
    path = portfolio(tmp_path / "p.db", [("2026-12-01", "1d")])
    start = datetime(2026, 12, 1, tzinfo=UTC)
    env, due = env_at(path, "2026-12-01"), [one.keys for one in due_at(path, "2026-12-01")]
    alone: list[bool] = []

    def clock() -> datetime:
        with written(path) as other:
            other.execute("PRAGMA busy_timeout=0")
            try:
                other.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                alone.append(True)
        return start

    with claim_unsent(env, due, clock=clock) as mine:
        assert (len(mine), alone) == (1, [True])


def test_a_late_end_does_not_touch_the_claim_of_another(tmp_path: Path) -> None:
    """A run that was taken for dead and is not ends without undoing what another has claimed since."""
    path = portfolio(tmp_path / "p.db", [("2026-12-01", "1d")])
    start = datetime(2026, 12, 1, tzinfo=UTC)
    keys = [one.keys for one in due_at(path, "2026-12-01")]
    env = env_at(path, "2026-12-01")
    with pytest.raises(OSError, match="pipe"), claim_unsent(env, keys, clock=lambda: start) as first:
        with claim_unsent(env, keys, clock=lambda: start + 2 * STALE) as second:
            assert first == second != set()
        raise OSError("pipe")
    with claim_unsent(env, keys, clock=lambda: start + 9 * STALE) as third:
        assert third == set()


def test_interrupted_is_unsaid(tmp_path: Path) -> None:
    """Ctrl-C in the middle gives back what was not said, one by one as well as all at once."""
    path = portfolio(tmp_path / "p.db", [("2026-12-01", "1d"), ("2026-12-01", "1d")])
    env, keys = env_at(path, "2026-12-01"), [one.keys for one in due_at(path, "2026-12-01")]

    def say(place: int) -> bool:
        if place == 1:
            raise KeyboardInterrupt
        return True

    with pytest.raises(KeyboardInterrupt):
        deliver_each(env, keys, say, once=True)
    with pytest.raises(KeyboardInterrupt), claim_unsent(env, keys) as mine:
        assert mine == {"D2|2026-12-01|1d"}
        raise KeyboardInterrupt
    assert said_at(path, "2026-12-01") == ["D2|2026-12-01|1d"]


def test_bookkeeping_is_no_operation(small: Cli) -> None:
    """The log is not in the history, cannot be undone, and does not end what could be redone."""
    small.ok("undo")
    before = small.ok("history")
    small.ok("remind", "--once")
    assert small.ok("history") == before
    small.ok("redo")


def test_read_only_file(small: Cli) -> None:
    """--once on a file that cannot be written says so before it says anything else."""
    connection = sqlite3.connect(small.db)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    small.db.chmod(0o400)
    folder = small.db.parent
    folder.chmod(0o500)
    try:
        if _may_write(small.db):
            pytest.skip("this user may write everything")
        done = small("remind", "--once")
        assert (done.code, done.out) == (5, "")
        assert "D1" in small.ok("remind")
    finally:
        folder.chmod(0o700)


def _may_write(path: Path) -> bool:
    try:
        with path.open("ab"):
            return True
    except OSError:
        return False


def test_no_file_is_made(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the default portfolio was never written, --once and --exec have nothing to say and make no file."""
    del cli.environ["AMCLI_DB"]
    monkeypatch.setenv("XDG_DATA_HOME", str(cli.folder))
    monkeypatch.setenv("HOME", str(cli.folder))
    assert cli.ok("remind", "--once") == cli.ok("remind", "--exec", sys.executable) == ""
    assert list(cli.folder.iterdir()) == []


def test_the_log_is_not_left_in_the_wal(small: Cli) -> None:
    """The reader is closed before the log is written, so the file is whole when the run ends."""
    process = small.spawn("remind", "--once")
    process.communicate()
    wal = Path(f"{small.db}-wal")
    assert not wal.exists() or wal.stat().st_size == 0


def test_json_lines_once(small: Cli) -> None:
    """--once says the same objects that a plain run says."""
    plain, once = (io.StringIO(small.ok("remind", *flag, "-f", "jsonl")) for flag in ((), ("--once",)))
    assert [json.loads(line) for line in plain] == [json.loads(line) for line in once] != []
