"""Settings written down: `config.toml`, changed in place."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from amcli.base.errors import BadValue
from amcli.settings.config import load, read_text
from amcli.store.atomic_file import drafting, replacing


def must_be_writable(path: Path) -> None:
    """BadValue where the configuration could not be written: to be asked before anything else is done."""
    _document(path)
    try:
        if path.parent.is_dir():
            with drafting(path):
                return
        near = next(folder for folder in path.absolute().parents if folder.exists())
        with TemporaryDirectory(dir=near):  # the rights alone do not say whether a folder can be made there
            return
    except OSError as error:
        raise BadValue(f"cannot write the configuration {path}: {error.strerror or error}") from error


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

    if path.exists() and not path.is_file():  # a pipe would wait for its reader
        raise BadValue(f"the configuration {path} is not a file: name one in AMCLI_CONFIG")
    load(path)
    try:
        return tomlkit.parse(read_text(path)) if path.is_file() else tomlkit.document()
    except (OSError, ValueError, RecursionError, TOMLKitError) as error:  # it is stricter than what reads, or gave up
        raise BadValue(f"cannot read the configuration {path}: {str(error) or 'it is too deep'}") from error
