"""A real PostgreSQL for tests: started once a worker, with a fresh database for each test.

Roles are of the whole server, so each is made with a name of its own. Over the socket everybody is let in as who he
says he is; over TCP (127.0.0.1) a password is asked for (scram-sha-256).
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

SUPERUSER = "postgres"
SYSTEM_USER = "nobody"  # who owns the data where the tests run as root, whom the server refuses
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "64MB",
    "max_connections": "150",
    "password_encryption": "scram-sha-256",
    "log_min_messages": "warning",
}
LONGEST_SOCKET = 80  # a socket's path has room for 107 characters
_number = count(1)


def unique(word: str) -> str:
    """A name that nothing else on the server has."""
    return f"{word}_{os.getpid()}_{next(_number)}"


class Database:
    """One database of the server; `dsn()` is the superuser's, `dsn(role)` that of a role, `tcp` with a password."""

    def __init__(self, server: CompanyServer, name: str) -> None:
        self.server = server
        self.name = name

    def dsn(self, user: str = SUPERUSER, *, tcp: bool = False) -> str:
        """How `user` gets at this database; never with a password in it."""
        host = "127.0.0.1" if tcp else self.server.folder
        return f"host={host} port={self.server.port} dbname={self.name} user={user}"

    def connect(self, user: str = SUPERUSER, **how: Any) -> psycopg.Connection[tuple[Any, ...]]:
        """A connection over the socket that commits each statement by itself, unless it is told otherwise."""
        return psycopg.connect(self.dsn(user), **{"autocommit": True, **how})

    def run(self, text: str, user: str = SUPERUSER) -> list[tuple[Any, ...]]:
        """What a statement answers; of several at once, nothing."""
        with self.connect(user) as connection:
            cursor = connection.execute(text.encode())
            return cursor.fetchall() if cursor.description else []

    def role(self, word: str, *groups: str, password: str | None = None) -> str:
        """A new role that may log in and is a member of these groups; its name."""
        name = unique(word)
        login = sql.SQL("LOGIN PASSWORD {}").format(password) if password else sql.SQL("LOGIN")
        with self.connect() as connection:
            connection.execute(sql.SQL("CREATE ROLE {} {}").format(sql.Identifier(name), login))
            for group in groups:
                connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(group), sql.Identifier(name)))
        return name

    def manager(self, password: str | None = None) -> str:
        return self.role("manager", "amcli_manager", password=password)

    def director(self, password: str | None = None) -> str:
        return self.role("director", "amcli_director", password=password)

    def administrator(self, password: str | None = None) -> str:
        return self.role("administrator", "amcli_administrator", password=password)

    def passfile(self, path: Path, **passwords: str) -> Path:
        """libpq's file of passwords (PGPASSFILE) with those of these roles."""
        lines = [f"127.0.0.1:{self.server.port}:*:{role}:{word}\n" for role, word in passwords.items()]
        path.write_text("".join(lines), encoding="utf-8")
        path.chmod(0o600)
        return path


class CompanyServer:
    """A server with its data in a temporary folder, which also has its socket. It ends with who started it."""

    def __init__(self, programs: Path) -> None:
        short = len(tempfile.gettempdir()) < LONGEST_SOCKET
        self.folder = Path(tempfile.mkdtemp(prefix="amcli-pg-", dir=None if short else "/tmp"))
        self.data = self.folder / "data"
        self.programs = self._reachable(programs)
        if self._user:
            shutil.chown(self.folder, self._user)
        self._templates: dict[str, str] = {}
        self.port = 0
        self._initialise()
        self._process = self._start()

    @property
    def version(self) -> int:
        with psycopg.connect(self.database_dsn()) as connection:
            return connection.info.server_version // 10_000

    def database_dsn(self, name: str = "postgres") -> str:
        return Database(self, name).dsn()

    def database(self, template: str | None = None) -> Database:
        """A new database, empty or a copy of another one."""
        name = unique("company")
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(template or "template0")
        )
        with psycopg.connect(self.database_dsn(), autocommit=True) as connection:
            connection.execute(command)
        return Database(self, name)

    def prepared(self, key: str, prepare: Callable[[Database], object]) -> Database:
        """A new database as `prepare` makes one: it is called once for a key, and what it made is copied."""
        if key not in self._templates:
            made = self.database()
            prepare(made)
            self._templates[key] = made.name
        return self.database(self._templates[key])

    def stop(self) -> None:
        """End the server at once, and take its folder away."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _user(self) -> str | None:
        return SYSTEM_USER if os.geteuid() == 0 else None

    def _reachable(self, programs: Path) -> Path:
        """The programs, copied beside the data where another user cannot get at where they are."""
        closed = [folder for folder in (programs, *programs.parents) if not folder.stat().st_mode & 0o001]
        if self._user is None or not closed:
            return programs
        copied = self.folder / "programs"
        shutil.copytree(programs.parent, copied, symlinks=True)
        return copied / "bin"

    def _initialise(self) -> None:
        command: list[str | Path] = [
            self.programs / "initdb",
            "-D",
            self.data,
            "-U",
            SUPERUSER,
            "--auth=trust",
            "--no-sync",
        ]
        command += ["--encoding=UTF8", "--locale=C.UTF-8" if sys.platform == "linux" else "--locale=C"]
        done = subprocess.run(
            command, user=self._user, group=None, cwd=self.folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        settings = "".join(f"{name} = '{value}'\n" for name, value in SETTINGS.items())
        settings += f"unix_socket_directories = '{self.folder}'\nlisten_addresses = '127.0.0.1'\n"
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(settings)
        rules = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
        (self.data / "pg_hba.conf").write_text(rules, encoding="utf-8")

    def _start(self) -> subprocess.Popen[bytes]:
        for _ in range(3):  # another process may take the port in between
            self.port = _free_port()
            with (self.folder / "log").open("ab") as log:
                process = subprocess.Popen(
                    [self.programs / "postgres", "-D", self.data, "-p", str(self.port)],
                    user=self._user, cwd=self.folder, stdout=log, stderr=log, start_new_session=True,
                    preexec_fn=_end_with_parent,  # noqa: PLW1509
                )  # fmt: skip
            if self._answers(process):
                return process
        raise AssertionError((self.folder / "log").read_text(encoding="utf-8"))

    def _answers(self, process: subprocess.Popen[bytes]) -> bool:
        until = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < until:
            with suppress(psycopg.OperationalError), psycopg.connect(self.database_dsn()):
                return True
            time.sleep(0.05)
        return False


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _end_with_parent() -> None:
    """On Linux the server is told to end when the tests are killed."""
    if sys.platform == "linux":
        parent_death_signal = 1
        ctypes.CDLL(None).prctl(parent_death_signal, signal.SIGQUIT)
