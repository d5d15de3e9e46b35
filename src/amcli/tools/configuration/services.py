"""Settings written down: in the portfolio, or in `config.toml`, changed in place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from amcli.base.errors import BadValue
from amcli.base.registry import NOUNS
from amcli.base.registry import load as load_from
from amcli.base.results import Change
from amcli.base.text import nearest, quote, with_article
from amcli.records.services.checks import note_gone
from amcli.settings.config import CONFIG_FILE, Config, config_path, load, read_text
from amcli.settings.environment import Env
from amcli.settings.setting import PROFILES, SETTINGS, check_beside, setting
from amcli.store.atomic_file import replacing
from amcli.store.own_files import CONFIGURATION, refuse_own_file
from amcli.store.session import operation
from amcli.store.settings import keep_settings, settings_of, stored_settings


def set_in_portfolio(env: Env, key: str, text: str) -> Change:
    """Set one setting of the portfolio, or take it back with an empty text: an operation like any other.

    BadValue for an unknown key and a value that is not accepted; NotFound, Ambiguous for what names no one record.
    """
    name = key.removeprefix(PROFILES)
    noun = SETTINGS[key].noun if key in SETTINGS else ""
    value = text.strip() if noun else _checked(key, text)
    notes: tuple[str, ...] = ()
    with operation(env) as work:
        if noun and value:
            record = work.find(noun, value)
            value = record.reference
            note_gone(work, NOUNS[noun], record.record_id)
        stored = settings_of(work.connection)
        if key != name:
            fields = [each for each in stored if each.rpartition(".")[0] == key]
            if not fields:
                raise _no_profile(env, name)
            keep_settings(work, dict.fromkeys(fields, ""))
            said = f"took out the import profile {name}"
        else:
            below = _of_file(env.config_file, key)
            old, new = stored.get(key, below), value or below
            check_beside(key, new, lambda other: stored.get(other) or _of_file(env.config_file, other))
            source = "" if value else env.config_file.source(key)
            keep_settings(work, {key: value})
            said = _said(key, old, new) + (f", from {CONFIG_FILE}" if source == CONFIG_FILE else "")
            if SETTINGS[key].told:
                notes = load_from(SETTINGS[key].told)(work.connection, new)
            if SETTINGS[key].carried:
                notes = load_from(SETTINGS[key].carried)(work, old, new)
        work.summary = said
    return Change(said[0].upper() + said[1:] if key != name else said, (key,), (*notes, *work.notes))


def set_default(env: Env, key: str, text: str, *, begun: bool) -> Change:
    """Set in config.toml what a new portfolio begins with. begun: whether there is a portfolio, which keeps its own.

    BadValue also where the file cannot be read or written.
    """
    name = key.removeprefix(PROFILES)
    if key in SETTINGS and (noun := SETTINGS[key].noun):
        first = "" if begun else f", and there is none yet: begin with `amcli {noun} add NAME`, then "
        without = f"{first or ': type '}`amcli config set {key} {noun.upper()}` without --default"
        raise BadValue(f"{key} names {with_article(noun)} of one portfolio, and new ones have others{without}")
    value = _checked(key, text)
    path = config_path(env.environ)
    refuse_own_file(env, str(path), but=CONFIGURATION)
    _must_be_file(path)
    before = env.config_file
    if key != name:
        if name not in before.profiles:
            raise _no_profile(env, name)
        save(path, key, None)
        return Change(f"Took out the import profile {name}", (key,))
    typed = SETTINGS[key].read(value) if value else None
    check_beside(key, SETTINGS[key].default if typed is None else typed, lambda other: _of_file(before, other))
    use = _use_of(env, key, begun)  # asked before anything is done: the portfolio may be unreadable
    save(path, key, typed)
    said = _said(key, _of_file(before, key), str(SETTINGS[key].default if typed is None else typed))
    return Change(said, (key,), (f"{path} keeps it: {use}",))


def _use_of(env: Env, key: str, begun: bool) -> str:
    """What a setting of config.toml is good for."""
    if not begun:
        return "there is no portfolio yet, and a new one begins with it"
    own = stored_settings(env).get(key)
    here = f"this one has its own, {own}" if own else "it holds in this one, which has none of its own"
    return f"a new portfolio begins with it, and {here}"


def _checked(key: str, text: str) -> str:
    """The value as it is kept, or nothing for an empty text. BadValue."""
    if key.startswith(PROFILES):
        if text:
            kept = "`amcli import KIND FILE --map … --save-profile NAME` keeps one, and an empty text takes it out"
            raise BadValue(f"an import profile such as {quote(key)} is not typed here: {kept}")
        return ""
    one = setting(key)
    return str(one.check(text)) if text else ""


def _of_file(file: Config, key: str) -> str:
    """What config.toml says, else the default."""
    return str(file.values.get(key, SETTINGS[key].default))


def _said(key: str, old: str, new: str) -> str:
    return f"{key} {old} → {new or 'none'}" if old and old != new else f"{key} is {new or 'none'}"


def _no_profile(env: Env, name: str) -> BadValue:
    known = env.config.profiles
    where = (
        f"it is in {env.config_file.path}: add --default"
        if name in known
        else f"there are {', '.join(known) or 'none'}"
    )
    return BadValue(f"there is no import profile {quote(name)} to take out here: {where}", nearest(name, known))


def save(path: Path, key: str, value: Any) -> None:
    """Write one dotted key, keeping the rest of the file, its order and its comments. None takes the key out.

    Raises BadValue where it cannot be read or written.
    """
    import tomlkit

    document = _document(path)  # what cannot be read is not written over
    *tables, last = key.split(".")
    here: Any = document
    for table in tables:
        here = here.setdefault(table, tomlkit.table())
    if value is None:
        here.pop(last, None)
    else:
        here[last] = value
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as stream:
            stream.write(tomlkit.dumps(document))
    except OSError as error:
        raise BadValue(f"cannot write the configuration {path}: {error.strerror or error}") from error


def _document(path: Path) -> Any:
    """The file as a document that keeps its order and comments. BadValue."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    _must_be_file(path)
    load(path)
    try:
        return tomlkit.parse(read_text(path)) if path.is_file() else tomlkit.document()
    except (OSError, ValueError, RecursionError, TOMLKitError) as error:  # it is stricter than what reads, or gave up
        raise BadValue(f"cannot read the configuration {path}: {str(error) or 'it is too deep'}") from error


def _must_be_file(path: Path) -> None:
    if path.exists() and not path.is_file():  # a pipe would wait for its reader
        raise BadValue(f"the configuration {path} is not a file: name one in AMCLI_CONFIG")
