"""Settings written down: `config.toml`, changed in place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from amcli.base.errors import BadValue
from amcli.settings.config import load, read_text
from amcli.store.atomic_file import replacing


def save(path: Path, key: str, value: Any) -> None:
    """Write one dotted key, keeping the rest of the file, its order and its comments. None takes the key out.

    Raises BadValue where it cannot be read or written.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    load(path)  # what cannot be read is not written over
    try:
        document = tomlkit.parse(read_text(path)) if path.is_file() else tomlkit.document()
    except (OSError, ValueError, RecursionError, TOMLKitError) as error:  # it is stricter than what reads, or gave up
        raise BadValue(f"cannot read the configuration {path}: {str(error) or 'it is too deep'}") from error
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
