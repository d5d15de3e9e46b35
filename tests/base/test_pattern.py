"""Patterns that are compiled when they are first used."""

import re

import pytest

from amcli.base.pattern import pattern


def test_a_pattern_does_what_a_compiled_one_does() -> None:
    """Every method gives what `re` gives, also the second time."""
    made, compiled = pattern("([0-9]+) d"), re.compile("([0-9]+) d")
    for _ in range(2):
        found = made.fullmatch("12 d")
        assert found and found[1] == "12"
        assert made.match("d") is None
        assert made.sub("x", "1 d, 2 d") == compiled.sub("x", "1 d, 2 d")
        assert made.findall("1 d, 2 d") == compiled.findall("1 d, 2 d")
        assert made.pattern == compiled.pattern


def test_a_pattern_is_compiled_when_it_is_used() -> None:
    """One that is wrong says so then, and not before."""
    made = pattern("(")
    with pytest.raises(re.error):
        made.match("")
