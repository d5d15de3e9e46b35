"""The statements of the bulk loader: each explains itself, is used, and gets all its placeholders."""

import re
import string

import pytest

from amcli.store.statements import FOLDER, statement
from conftest import ROOT

NAMES = sorted(path.stem for path in FOLDER.glob("*.sql"))
SOURCES = "\n".join((ROOT / "src/amcli/store" / name).read_text() for name in ("staging.py", "bulk_update.py"))


def placeholders(text: str) -> set[str]:
    """What stands in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", NAMES)
def test_a_statement_explains_itself(name: str) -> None:
    """At its head stands what it does, and it is one statement alone."""
    text = (FOLDER / f"{name}.sql").read_text()
    head = [line for line in text.splitlines() if line.startswith("--")]
    assert text.splitlines()[: len(head)] == head
    assert len(" ".join(head).split()) > 8
    assert ";" not in "\n".join(line for line in text.splitlines() if line not in head)
    assert all(len(line) <= 120 for line in text.splitlines())


def test_every_statement_is_used() -> None:
    """No file is left over, and none is missing."""
    assert sorted(set(re.findall(r'statement\(\s*"(\w+)"', SOURCES))) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_placeholders_are_filled(name: str) -> None:
    """All of them, and nothing of the comments comes along; one that gets nothing is an error."""
    body = re.sub(r"^--.*\n", "", (FOLDER / f"{name}.sql").read_text(), flags=re.MULTILINE)
    parts = {part: f"<{part}>" for part in placeholders(body)}
    filled = statement(name, **parts)
    assert filled.strip() == body.format_map(parts).strip()
    assert "--" not in filled
    if parts:
        with pytest.raises(KeyError):
            statement(name)
