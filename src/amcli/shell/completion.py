"""Completion of words that need no file."""

from collections.abc import Callable, Sequence
from typing import Any

SPANS = ("month", "quarter", "year", "week", "fiscal-year", "fiscal-quarter")


PERIODS = [*(f"{when}-{span}" for span in SPANS for when in ("this", "last", "next")), "ytd"]


Completer = Callable[..., list[Any]]


def words(choices: Sequence[str]) -> Completer:
    """One of some words."""

    def complete(incomplete: str) -> list[str]:
        return [word for word in choices if word.startswith(incomplete)]

    return complete


def periods(incomplete: str) -> list[str]:
    """A period's name."""
    return [word for word in PERIODS if word.startswith(incomplete)]
