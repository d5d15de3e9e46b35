"""Patterns of text that are compiled when they are first used: most commands use few of those that they import."""

from __future__ import annotations

import re
from typing import Any, cast


class _Pattern:
    """Stands for a pattern. What is asked of it is taken from the compiled one, and kept."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._text), name)
        setattr(self, name, found)  # the next time it is found as fast as that of a compiled pattern
        return found


def pattern(text: str) -> re.Pattern[str]:
    """The regular expression of a text, as `re.compile` gives it, but compiled when a method of it is first called.

    For a module that a start imports: compiling took 3 ms of each.
    """
    return cast("re.Pattern[str]", _Pattern(text))
