"""The settings of a portfolio, in the file itself: they make its figures, so they go where it goes.

A setting that was taken back stays as a row with an empty value. So a file that has any row at all has once been given
its settings, and `undo` finds each row under the id that it always had.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from typing import TYPE_CHECKING

from amcli.base.errors import BadValue
from amcli.settings.config import profile_rows
from amcli.settings.environment import Env
from amcli.settings.setting import PROFILES, read_row
from amcli.store.connect import open_as_is, opened
from amcli.store.identity import check

if TYPE_CHECKING:
    from amcli.store.session import UnitOfWork

SETTING = "setting"


def settings_of(connection: sqlite3.Connection) -> dict[str, str]:
    """The settings that an open file has, by key."""
    return dict(connection.execute("SELECT key, value FROM setting WHERE value <> '' ORDER BY id"))


def stored_settings(env: Env) -> dict[str, str]:
    """The same of the file of `env`, which is opened for it. A file that is not there, or older, has none.

    Raises DatabaseError.
    """
    path = env.to_read()
    if path is None or not path.exists():
        return {}
    with opened(path), closing(open_as_is(path)) as connection:
        table = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
        if check(connection, path) or connection.execute(table, (SETTING,)).fetchone() is None:
            return {}
        return settings_of(connection)


def has_settings(connection: sqlite3.Connection) -> bool:
    """Whether the file was ever given settings."""
    return connection.execute("SELECT 1 FROM setting LIMIT 1").fetchone() is not None


def keep_settings(work: UnitOfWork, values: Mapping[str, str]) -> bool:
    """Write settings, as texts that were checked; an empty one takes a setting back. False where nothing changes."""
    changed = False
    for key, value in values.items():
        found = work.scalar("SELECT id FROM setting WHERE key = ?", key)
        if found is not None:
            changed |= work.update(SETTING, found, {"value": value})
        elif value:
            work.insert(SETTING, {"key": key, "value": value})
            changed = True
    return changed


def keep_profile(work: UnitOfWork, name: str, mapping: Mapping[str, str]) -> None:
    """Keep an import profile in place of one of that name. It is the one operation of `work`: the import that comes
    after it can be undone without it.
    """
    before = [key for key in settings_of(work.connection) if key.rpartition(".")[0] == f"{PROFILES}{name}"]
    keep_settings(work, {**dict.fromkeys(before, ""), **profile_rows(name, mapping)})
    work.summary = f"kept the import profile {name}"
    work.write_journal()


def settle_settings(work: UnitOfWork) -> str:
    """Give a file that was never given settings those of config.toml. A sentence that says so of a portfolio that was
    there before; a new one begins with them, which nobody needs to hear.

    From then on it says the same on every machine. It is the one operation of `work`. What `config set` would refuse
    (a country that is none) stays where it is. BadValue for a config.toml that cannot be read.
    """
    if has_settings(work.connection):
        return ""
    rows = {key: text for key, text in work.env.config_file.as_rows().items() if _is_accepted(key, text)}
    if not rows:
        return ""
    is_new = work.scalar("SELECT 1 FROM operation LIMIT 1") is None
    keep_settings(work, rows)
    keys = dict.fromkeys(key.rpartition(".")[0] if key.startswith(PROFILES) else key for key in rows)
    counted = "1 setting" if len(keys) == 1 else f"{len(keys)} settings"
    work.summary = f"took {counted} from config.toml: {', '.join(keys)}"
    work.write_journal()
    if is_new:
        return ""
    verb = "is" if len(keys) == 1 else "are"
    return f"{counted} of config.toml ({', '.join(keys)}) {verb} in the portfolio from now on"


def _is_accepted(key: str, text: str) -> bool:
    try:
        read_row(key, text, look_up=True)
    except BadValue:
        return False
    return True
