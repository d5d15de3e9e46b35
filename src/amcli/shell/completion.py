"""Completion of words: choices, days and periods, columns. What a day or a period means is shown beside it."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import typer

from amcli.base.errors import AmcliError
from amcli.base.time.dates import Look, parse_date
from amcli.settings.environment import Env

SPANS = ("month", "quarter", "half", "year", "week", "fiscal-year", "fiscal-quarter")
PERIODS = [*(f"{when}-{span}" for span in SPANS for when in ("this", "last", "next")), "ytd"]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS = {
    Look.BACK: ("today", "yesterday", *WEEKDAYS),
    Look.AHEAD: ("today", "tomorrow", *WEEKDAYS, "eom", "eoq", "eoy"),
}

Completer = Callable[..., list[Any]]
Pair = tuple[str, str]  # a word, and what is shown beside it


def words(choices: Sequence[str]) -> Completer:
    """One of some words."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        return [word for word in choices if word.startswith(incomplete)]

    return complete


def described(choices: Mapping[str, str]) -> Completer:
    """One of some words, each with what it is."""

    def complete(ctx: typer.Context, incomplete: str) -> list[Pair]:
        return [pair for pair in choices.items() if pair[0].startswith(incomplete)]

    return complete


def all_of(*completers: Completer) -> Completer:
    """What any of these offers, each word once."""

    def complete(ctx: typer.Context, incomplete: str) -> list[Pair]:
        found: dict[str, str] = {}
        for each in completers:
            for item in each(ctx, incomplete):
                word, beside = item if isinstance(item, tuple) else (item, "")
                found.setdefault(word, beside)
        return list(found.items())

    return complete


def env_of(ctx: typer.Context) -> Env:
    """The surroundings that the line being completed asks for: its file and its day."""
    from amcli.store.settings import stored_settings

    root = ctx.find_root().params
    return Env(os.environ, db=root.get("db") or "", today_text=root.get("today") or "", ask_portfolio=stored_settings)


def days(look: Look) -> Completer:
    """A day by a word, with the day that it means."""

    def complete(ctx: typer.Context, incomplete: str) -> list[Pair]:
        begun = [word for word in DAYS[look] if word.startswith(incomplete)]
        try:
            today = env_of(ctx).today if begun else None
            return [(word, f"{parse_date(word, today, look):%a %Y-%m-%d}") for word in begun if today]
        except AmcliError:  # the file or its settings cannot be read
            return [(word, "") for word in begun]

    return complete


def periods(ctx: typer.Context, incomplete: str) -> list[Pair]:
    """A period by a word or as this year's periods are written, with what it means."""
    from amcli.base.time.period import parse_period

    try:
        env = env_of(ctx)
        today, fiscal = env.today, env.config.fiscal
    except AmcliError:
        return [(word, "") for word in PERIODS if word.startswith(incomplete)]
    found = []
    for word in (*PERIODS, *_forms(today.year, months=bool(incomplete), fiscal=fiscal.start > 1)):
        if word.startswith(incomplete):
            try:
                period = parse_period(word, today, fiscal)
            except AmcliError:
                continue
            found.append((word, period.name if period.name != word else f"{period.start}..{period.last_day}"))
    return found


def _forms(year: int, *, months: bool, fiscal: bool) -> Iterable[str]:
    """Periods of a year as they are written, and the years beside it; its months where something was typed.

    fiscal: fiscal years are others.
    """
    for part in ("Q1", "Q2", "Q3", "Q4", "H1", "H2"):
        yield part
        yield f"{year}-{part}"
    for each in (year - 1, year, year + 1):
        yield f"{each}"
        if fiscal:
            yield f"FY{each}"
    if months:
        yield from (f"{year}-{month:02}" for month in range(1, 13))


def columns(ctx: typer.Context, incomplete: str) -> list[Pair]:
    """The next key of `--columns a,b` or `--sort a,-b`, in the list of a noun."""
    from amcli.base.registry import HOMES, NOUNS

    group = ctx.parent.info_name if ctx.parent else ""
    if ctx.info_name != "list" or group not in HOMES:
        return []
    before, comma, last = incomplete.rpartition(",")
    minus = "-" if last.startswith("-") else ""
    there = {word.removeprefix("-") for word in before.split(",")}
    noun = NOUNS[group]
    keys = [column.key for column in (*noun.columns, *noun.of_the_day) if column.key not in there]
    return [(f"{before}{comma}{minus}{key}", "") for key in keys if key.startswith(last.removeprefix("-"))]
