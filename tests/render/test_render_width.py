"""Lines broken between words, by what they take on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amcli.render.width import width, wrapped


@pytest.mark.parametrize(
    ("text", "to", "lines"),
    [
        ("there is no account krm", 40, ["there is no account krm"]),
        ("there is no account krm", 12, ["there is no", "account krm"]),
        ("  a line that hangs under its first word", 20, ["  a line that hangs", "  under its first", "  word"]),
        ("say `amcli target set 2026 AMOUNT` then", 31, ["say", "`amcli target set 2026 AMOUNT`", "then"]),
        ("合同续签 合同续签", 9, ["合同续签", "合同续签"]),
        ("one\n\ntwo", 3, ["one", "", "two"]),
        ("one\n    \ntwo", 3, ["one", "", "two"]),
    ],
)
def test_lines_are_broken_between_words(text: str, to: int, lines: list[str]) -> None:
    """At words and wide letters' widths, under the first word; a command that fits in a line is kept whole."""
    assert wrapped(text, to).split("\n") == lines
    assert wrapped(text, None) == text


@example("  ", 1)
@given(st.text(st.sampled_from("ab `合 \n"), max_size=60), st.integers(1, 30))
def test_nothing_is_lost_and_only_a_word_is_longer(text: str, to: int) -> None:
    """The words come out as they went in, and no line is wider than asked for but by a word of its own."""
    shown = wrapped(text, to)
    assert shown.split() == text.split()
    assert all(width(line) <= to or len(line.split()) == 1 for line in shown.split("\n"))
