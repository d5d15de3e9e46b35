"""Whatever happens to a publication at any moment, the company has the old rows or the new ones: never both, never
neither, never some of each.
"""

from __future__ import annotations

import random
import select
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from company_server import Database
from publishing_samples import Manager, Rows, manager

from amcli.tools.publishing.services.publish import publish
from amcli.tools.publishing.services.turn import lock_key

KNOWS_NOT = "while it was told to keep"
PASSWORD = "pass"


@pytest.fixture
def anna(company: Database, tmp_path: Path, sample_file: Path) -> Manager:
    """A manager with the sample data, published."""
    made = manager(company, tmp_path, sample_file)
    made.ok()
    return made


def change_much(anna: Manager, turn: int) -> None:
    """Other rows in several tables: some gone, some new, some changed."""
    anna.sql("UPDATE sale SET amount_minor = amount_minor + ? WHERE id % 3 = ?", turn + 1, turn % 3)
    anna.sql("DELETE FROM sale WHERE id = (SELECT max(id) FROM sale)")
    anna.sql("UPDATE deadline SET title = title || ?", f"\n{turn}\t\\N")
    anna.sql(
        "INSERT INTO sale (account_id, date, amount_minor, currency, kind) VALUES (1, '2026-01-01', 5, 'USD', 'sale')"
    )


def either(anna: Manager, old: Rows, code: int, said: str = "") -> Rows:
    """What is there now, which is the new rows where it was said so, else those of before."""
    now, new = anna.there, anna.here
    assert old != new
    assert now in (old, new)
    if code == 0:
        assert now == new
    elif code > 0 and KNOWS_NOT not in said:
        assert now == old
    ((counted,),) = anna.company.run("SELECT counts::json->>'sale' FROM amcli.publication")
    assert int(counted) == len(now["sale"])
    return now


def settled(anna: Manager) -> None:
    """Wait until the server has ended what it did for this manager."""
    until = time.monotonic() + 30
    while anna.company.run(f"SELECT 1 FROM pg_stat_activity WHERE usename = '{anna.role}'"):
        assert time.monotonic() < until
        time.sleep(0.01)


def kill_at_random(anna: Manager, times: int) -> None:
    start = time.monotonic()
    assert anna.cli.spawn("publish", environ={"AMCLI_COMPANY": anna.dsn}).wait() == 0
    usual = time.monotonic() - start
    dice = random.Random(times)
    old = anna.there
    for turn in range(times):
        change_much(anna, turn)
        process = anna.cli.spawn("publish", environ={"AMCLI_COMPANY": anna.dsn})
        time.sleep(usual * dice.uniform(0.4, 1.1))
        process.send_signal(signal.SIGKILL)
        code = process.wait()
        settled(anna)
        old = either(anna, old, code)
    anna.ok()
    assert anna.there == anna.here


def test_killed_at_any_moment(anna: Manager) -> None:
    """SIGKILL between the start of the program and its end."""
    kill_at_random(anna, 5)


@pytest.mark.slow
def test_killed_at_fifty_moments(anna: Manager) -> None:
    """The same ten times as often."""
    kill_at_random(anna, 50)


class Proxy:
    """A way to the server that is cut after so many bytes from the client; all of them, where it is never."""

    def __init__(self, port: int, most: int | None) -> None:
        self.port, self.most, self.seen = port, most, 0
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.own_port = int(self.listening.getsockname()[1])
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        client, _ = self.listening.accept()
        with client, socket.create_connection(("127.0.0.1", self.port)) as server:
            other = {client: server, server: client}
            while True:
                for source in select.select([client, server], [], [])[0]:
                    data = source.recv(512)
                    self.seen += len(data) if source is client else 0
                    if not data or (self.most is not None and self.seen > self.most):
                        return
                    other[source].sendall(data)

    def close(self) -> None:
        self.listening.close()


@contextmanager
def through(anna: Manager, folder: Path, most: int | None) -> Iterator[tuple[Proxy, dict[str, str]]]:
    """The way through a proxy, as the environment says it."""
    proxy = Proxy(anna.company.server.port, most)
    passfile = folder / "pass"
    passfile.write_text(f"*:*:*:{anna.role}:{PASSWORD}\n")
    passfile.chmod(0o600)
    dsn = f"host=127.0.0.1 port={proxy.own_port} dbname={anna.company.name} user={anna.role} gssencmode=disable"
    try:
        yield proxy, {"AMCLI_COMPANY": dsn, "PGPASSFILE": str(passfile)}
    finally:
        proxy.close()


def cut_at_random(anna: Manager, folder: Path, times: int) -> None:
    anna.company.run(f"ALTER ROLE {anna.role} PASSWORD '{PASSWORD}'")
    change_much(anna, 100)
    with through(anna, folder, None) as (proxy, environ):
        assert anna(**environ).code == 0
        whole = proxy.seen
    old = anna.there
    dice = random.Random(times)
    codes = set()
    for turn in range(times):
        change_much(anna, turn)
        most = dice.randrange(whole) if turn % 2 else whole - dice.randrange(1_500)  # half of them near the end
        with through(anna, folder, most) as (_, environ):
            done = anna(**environ)
        assert done.code in (0, 5)
        assert done.err.count("\n") == (1 if done.code else 0), done.err
        settled(anna)
        old = either(anna, old, done.code, done.err)
        codes.add(done.code)
    assert 5 in codes
    anna.ok()
    assert anna.there == anna.here


def test_cut_at_any_byte(anna: Manager, tmp_path: Path) -> None:
    """The connection breaks after any number of bytes."""
    cut_at_random(anna, tmp_path, 5)


@pytest.mark.slow
def test_cut_at_fifty_bytes(anna: Manager, tmp_path: Path) -> None:
    """The same ten times as often."""
    cut_at_random(anna, tmp_path, 50)


def end_at_random(anna: Manager, times: int) -> None:
    change_much(anna, times)
    start = time.monotonic()
    anna.ok()
    usual = time.monotonic() - start
    old = anna.there
    dice = random.Random(times)
    ended = 0
    for turn in range(times):
        change_much(anna, turn)
        stop = threading.Event()

        def end(after: float = usual * dice.random() if turn else 0, stop: threading.Event = stop) -> None:
            with anna.company.connect() as connection:
                there = f"FROM pg_stat_activity WHERE usename = '{anna.role}'"
                while not stop.is_set() and not connection.execute(f"SELECT pid {there}".encode()).fetchall():
                    time.sleep(0.001)
                time.sleep(after)
                connection.execute(f"SELECT pg_terminate_backend(pid) {there}".encode())

        with ThreadPoolExecutor(1) as pool:
            ending = pool.submit(end)
            done = anna()
            stop.set()
            ending.result()
        assert done.code in (0, 5), done.err
        assert done.err.count("\n") == (1 if done.code else 0), done.err
        settled(anna)
        old = either(anna, old, done.code, done.err)
        ended += done.code == 5
    assert ended
    anna.ok()
    assert anna.there == anna.here


def test_ended_by_the_server(anna: Manager) -> None:
    """The administrator ends the session at any moment."""
    end_at_random(anna, 5)


@pytest.mark.slow
def test_ended_by_the_server_at_fifty_moments(anna: Manager) -> None:
    """The same ten times as often."""
    end_at_random(anna, 50)


def test_two_at_once_come_one_after_the_other(anna: Manager) -> None:
    """The second waits for the first, and finds that there is nothing left to do."""
    change_much(anna, 1)
    processes = [anna.cli.spawn("publish", environ={"AMCLI_COMPANY": anna.dsn}) for _ in range(3)]
    said = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], said
    assert sorted(b"the same as on" in out for out, _ in said) == [False, True, True]
    assert anna.there == anna.here


def test_one_that_waits_says_so(anna: Manager) -> None:
    """A person hears that another publication is waited for; what is published then is the file as it is by then."""
    with anna.company.connect(anna.role, autocommit=False) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", (lock_key(anna.role),))
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(anna, tty=True)
            query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory'"
            until = time.monotonic() + 30
            while anna.company.run(query) == [(0,)]:
                assert time.monotonic() < until
                time.sleep(0.01)
            anna.sql("UPDATE account SET city = 'Late' WHERE id = 1")
            other.rollback()
            done = waiting.result()
    assert (done.code, "is under way: waiting for it" in " ".join(done.err.split())) == (0, True)
    assert anna.there == anna.here


def many_at_once(company: Database, folder: Path, file: Path, count: int) -> None:
    """So many managers publish at the same time, half of them once more after a change; the sums are those of files."""
    managers = [manager(company, folder / str(number), file, own=True) for number in range(count)]
    for number, each in enumerate(managers):
        each.sql("UPDATE sale SET amount_minor = amount_minor + ?", number)

    def run(each: Manager) -> Any:
        return publish(each.env(), each.dsn)

    with ThreadPoolExecutor(count) as pool:
        first = list(pool.map(run, managers))
        for each in managers[::2]:
            each.sql("UPDATE sale SET amount_minor = amount_minor * 2 WHERE id = 1")
        second = list(pool.map(run, managers))
    assert {done.total.new for done in first} == {first[0].records}
    assert [done.total.changed for done in second] == [1 - number % 2 for number in range(count)]
    sums = dict(company.run("SELECT manager, sum(amount_minor)::bigint FROM amcli.sale GROUP BY 1"))
    assert sums == {each.role: sum(row[4] for row in each.here["sale"]) for each in managers}
    assert company.run("SELECT count(*) FROM amcli.publication") == [(count,)]
    for each in managers[:: max(count // 10, 1)]:
        assert each.there == each.here


def test_twenty_managers_at_once(company: Database, tmp_path: Path, small_file: Path) -> None:
    """Nothing of one is lost or mixed with another's."""
    many_at_once(company, tmp_path, small_file, 20)


@pytest.mark.slow
def test_a_hundred_managers_at_once(company: Database, tmp_path: Path, small_file: Path) -> None:
    """The same of a hundred."""
    many_at_once(company, tmp_path, small_file, 100)
