"""Errors: one line for a person, one object for a program."""

from __future__ import annotations

import json
from io import StringIO

from hypothesis import given
from render_samples import ANY_TEXT

from amcli.base.errors import Ambiguous, AmcliError, BadValue, NotFound, Refused
from amcli.render import render_error


def written(error: AmcliError, as_json: bool = False) -> str:
    err = StringIO()
    render_error(error, as_json, err)
    return err.getvalue()


def test_without_candidates() -> None:
    """The message alone, after the program's name."""
    assert written(Refused("C1 is still referred to")) == "amcli: C1 is still referred to\n"


def test_candidates_by_kind_of_error() -> None:
    """A wrong value names the nearest; a missing record asks; an ambiguous one lists."""
    assert written(BadValue("'jsn' is not a format", ["json", "jsonl"])) == (
        "amcli: 'jsn' is not a format; nearest: json, jsonl\n"
    )
    assert written(NotFound("no account 'x'", ["a"])) == "amcli: no account 'x'; did you mean a?\n"
    assert written(NotFound("no account 'x'", ["a", "b"])) == "amcli: no account 'x'; did you mean a or b?\n"
    assert written(NotFound("no account 'x'", ["a", "b", "c"])) == "amcli: no account 'x'; did you mean a, b or c?\n"
    assert written(Ambiguous("two accounts", ["a", "b"])) == "amcli: two accounts; it could be: a, b\n"


def test_json() -> None:
    """One object on one line: the stable code, the message, the candidates."""
    text = written(NotFound("no account 'x'", ["a", "b"]), as_json=True)
    assert json.loads(text) == {"error": {"code": "not_found", "message": "no account 'x'", "candidates": ["a", "b"]}}
    assert text.count("\n") == 1
    assert json.loads(written(Refused("no"), as_json=True))["error"]["candidates"] == []


@given(ANY_TEXT)
def test_any_text_is_one_line(text: str) -> None:
    """What a user typed breaks no line and drives no terminal, and json gives it back as it was."""
    line = written(BadValue(text, [text]))
    assert line.count("\n") == 1
    assert "\x1b" not in line
    error = json.loads(written(BadValue(text, [text]), as_json=True))["error"]
    assert error == {"code": "bad_value", "message": text, "candidates": [text]}
