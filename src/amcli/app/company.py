"""`amcli company` and `amcli rollup`: reports of a portfolio over those of several managers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from amcli.app.commands import VERBS
from amcli.base.errors import BadValue, Refused
from amcli.base.registry import load
from amcli.features.company.cli.over import Asked, over
from amcli.features.company.reports.sources import Files, Source
from amcli.shell.command_group import CommandGroup, Verb
from amcli.shell.invocation import Invocation
from amcli.shell.options import argument, option

NOTHING_READ = "nothing was read"
# Of the verbs of `report` those that say something over several managers, and those of them without a server.
OVER_FILES = ("report sales", "report pipeline", "report contracts", "report issues", "report team")
OVER_COMPANY = (*OVER_FILES, "report win-loss", "report territories", "report ownership")
# What is typed for the company in place of what is typed for a portfolio.
_HERE = {
    "`amcli rate set": "`amcli company rate set",
    "`amcli config set": "`amcli company config set",
    "`amcli report ": "`amcli company report ",
}
_FROM = option(
    "source", str, "", "--from", metavar="DSN",
    help="Where the company's database is; else AMCLI_COMPANY, else the setting company.",
)  # fmt: skip
_MANAGERS = option(
    "manager", list[str] | None, None, "--manager", metavar="NAME", help="Only what this manager published; repeatable."
)
_WITHOUT = option(
    "without",
    list[str] | None,
    None,
    "--without",
    metavar="NAME",
    help="All but what this manager published; repeatable.",
)
_ACCOUNTS = option(
    "account", list[str] | None, None, "--account", metavar="ACCOUNT", help="Only this account; repeatable."
)
_COLLEAGUES = option(
    "colleague", list[str] | None, None, "--colleague", metavar="COLLEAGUE", help="Only this colleague; repeatable."
)
_FILES = argument("files", list[str], metavar="FILE...", help="Portfolios, each called by its file's name.")


@contextmanager
def _server(invocation: Invocation, typed: Mapping[str, Any]) -> Iterator[Source]:
    """What the managers have published, in one snapshot. Raises as the way to the server does, and NotFound."""
    from amcli.features.company.reports.server import Server
    from amcli.tools.publishing.services.connection import company_server, connected
    from amcli.tools.publishing.services.publisher import must_be_of_version

    server = company_server(invocation.env, typed["source"] or "", "--from")
    with connected(server, NOTHING_READ) as connection:
        from psycopg import IsolationLevel  # it is there: the connection is made of it

        connection.isolation_level, connection.read_only = IsolationLevel.REPEATABLE_READ, True  # one snapshot
        must_be_of_version(connection, NOTHING_READ)
        source = Server(connection, typed["manager"] or (), typed["without"] or ())
        if not source.publications:
            raise Refused(f"nobody has published anything here that you may see; {NOTHING_READ}")
        yield source


@contextmanager
def _files(invocation: Invocation, typed: Mapping[str, Any]) -> Iterator[Source]:
    """The portfolios of some files. BadValue for two of one name, DatabaseError for what is no portfolio."""
    from amcli.store.connect import explained
    from amcli.store.open import open_reader

    with ExitStack() as stack:
        opened: dict[str, sqlite3.Connection] = {}
        for path in _paths(typed["files"]):
            connection = open_reader(path)
            stack.callback(connection.close)
            stack.enter_context(explained(path))
            connection.execute("BEGIN")
            opened[path.stem] = connection
        yield Files(list(opened.items()))


def _paths(texts: Sequence[str]) -> list[Path]:
    """The files that were named. BadValue for one that stands twice, for two of one name, and for one of no records."""
    found: list[Path] = []
    for text in texts:
        path = Path(text)
        if not text.strip():
            raise BadValue("'' is no file: type the name of a portfolio")
        if path.is_file() and not path.stat().st_size:
            raise BadValue(f"{path} is empty: type the name of a portfolio")
        for other in found:
            if other.stem.lower() == path.stem.lower():
                raise BadValue(f"two files are called {path.stem}: give one another name, which is its manager's here")
            if path.exists() and other.exists() and path.samefile(other):
                raise BadValue(f"{path} is the same file as {other}: leave one out")
        found.append(path)
    return found


def _over(verb: str, asked: Asked) -> Verb:
    return over(load(VERBS[verb]), asked)


def _group(name: str, help: str, verbs: Iterable[str], asked: Asked) -> CommandGroup:
    group = CommandGroup(name, help)
    for verb in verbs:
        group.register(verb.split()[1], partial(_over, verb, asked))
    return group


def _question(place: str) -> Verb:
    return over(load(place), _OF_COMPANY)


_OF_COMPANY = Asked("amcli company report {}", (_FROM, _MANAGERS, _WITHOUT), _server, commands=_HERE)
_OF_FILES = Asked("amcli rollup {} anna.db bert.db", (_FILES,), _files, instead=(_ACCOUNTS, _COLLEAGUES))
company = CommandGroup("company", "What the managers of the company have published, for its director.")
company.register(
    "report", lambda: _group("report", "Reports over all that the managers have published.", OVER_COMPANY, _OF_COMPANY)
)
company.register("publications", partial(_question, "features.company.cli.director:publications"))
company.register("overlaps", partial(_question, "features.company.cli.director:overlaps"))
rollup = _group("rollup", "A report over the portfolios of several files, without a server.", OVER_FILES, _OF_FILES)
