"""An option of one value that is typed twice."""

from __future__ import annotations

import pytest

from conftest import Cli


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("report", "sales", "--by", "account", "--by", "product"), "--by"),
        (("search", "price", "--kind", "deadline", "--kind=sale"), "--kind"),
        (("account", "list", "-f", "json", "--format", "csv"), "--format"),
        (("account", "list", "-fcsv", "-f", "json"), "--format"),
        (("account", "list", "--sort", "name", "--sort", "code"), "--sort"),
    ],
)
def test_it_is_an_error(small: Cli, words: tuple[str, ...], option: str) -> None:
    """The first would be ignored: exit 2, and nothing is done."""
    done = small(*words)
    assert (done.code, done.out) == (2, "")
    assert f"{option} stands twice: leave one out" in done.err


def test_what_may_repeat_and_what_is_a_value_may(small: Cli) -> None:
    """Repeatable options, flags, and a value that looks like an option of the command."""
    small.ok("account", "list", "--tag", "oem", "--tag", "key")
    small.ok("account", "list", "--all", "--all")
    small.ok("account", "edit", "maruti", "--city", "Pune", "--note", "--city")
    assert small.json("account", "show", "maruti", "--columns", "city,note") == {"city": "Pune", "note": "--city"}
