"""The models that there are: those built in, whose files are part of the program, and those that the file has."""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path
from typing import NamedTuple

from amcli.base.errors import Ambiguous, BadValue, NotFound
from amcli.base.text import name_key, nearest, quote
from amcli.features.models.nouns import MODEL
from amcli.features.models.rules.model import ModelSpec
from amcli.features.models.rules.model_file import read_model

BUYING_CENTRE, SELECTION, STAGES, PORTFOLIO, CONTINUUM = BUILT_IN = (
    "buying-centre",
    "selection",
    "stages",
    "portfolio",
    "continuum",
)


class Entry(NamedTuple):
    """A model of the list: its code, name and TOML. added: the day, of one's own; None: it is built in. wrong: why its
    text, which other hands wrote into the file, is no model.
    """

    code: str
    name: str
    text: str
    added: str | None
    model: ModelSpec | None
    wrong: str = ""

    @property
    def is_built_in(self) -> bool:
        return self.added is None

    def read(self) -> ModelSpec:
        """The model. Raises BadValue where the text is none."""
        if self.model is None:
            raise BadValue(f"{self.wrong}: `amcli model add FILE.toml --replace` puts another in its place")
        return self.model


@cache
def built_in(code: str) -> Entry:
    """A model that the program brings."""
    text = (Path(__file__).parents[1] / "builtin" / f"{code}.toml").read_text(encoding="utf-8")
    model = read_model(text, f"{code}.toml")
    return Entry(model.code, model.name, text, None, model)


def own(connection: sqlite3.Connection) -> list[Entry]:
    """Those of the file, in the order of their codes."""
    rows = connection.execute(f"SELECT code, name, text, added FROM {MODEL.name} ORDER BY code").fetchall()
    return [_own(*row) for row in rows]


def _own(code: str, name: str, text: str, added: str) -> Entry:
    try:
        return Entry(code, name, text, added, read_model(text, f"model {code}"))
    except BadValue as error:
        return Entry(code, name, text, added, None, error.message)


def library(connection: sqlite3.Connection) -> list[Entry]:
    """All models: those built in, then one's own."""
    return [*map(built_in, BUILT_IN), *own(connection)]


def find_model(connection: sqlite3.Connection, text: str) -> Entry:
    """The model that is called so: by its code or name, or the beginning of its code. NotFound, Ambiguous."""
    entries, wanted = library(connection), name_key(text)
    for called in ("code", "name"):
        for entry in entries:
            if name_key(getattr(entry, called)) == wanted:
                return entry
    begun = [entry for entry in entries if wanted and name_key(entry.code).startswith(wanted)]
    codes = [entry.code for entry in begun]
    if len(begun) > 1:
        raise Ambiguous(f"{quote(text)} is more than one model: type its code", codes)
    if begun:
        return begun[0]
    every = [entry.code for entry in entries]
    raise NotFound(f"there is no model {quote(text)}: use {', '.join(every)}", nearest(text, every) or every[:3])
