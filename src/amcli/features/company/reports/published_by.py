"""Who published what a report is made of, when, and what of it is stale."""

from __future__ import annotations

from collections.abc import Sequence

from amcli.base.text import with_and
from amcli.features.company.reports.sources import Publication
from amcli.render.people import short_day
from amcli.settings.environment import Env

STALE = 7  # days after which a publication is stale
NAMED = 5  # as many managers are named


def publications_note(publications: Sequence[Publication], env: Env) -> str:
    """`published by anna on 26 Nov and bert on 12 Nov (stale: 15 days)`; nothing of files, and of many the stale."""
    ages = [(each.manager, each.at.astimezone(env.zone).date()) for each in publications if each.at]
    days = [(manager, day, (env.today - day).days) for manager, day in ages]
    if not days:
        return ""
    stale = [each for each in days if each[2] >= STALE]
    named = days if len(days) <= NAMED else sorted(stale, key=lambda each: each[1])[:NAMED]
    said = [f"{who} on {short_day(on, env.today)}{_stale(age)}" for who, on, age in named]
    if len(days) <= NAMED:
        return f"published by {with_and(said)}"
    more = f" and {len(stale) - len(named)} more" if len(stale) > len(named) else ""
    old = f"; stale, by {', '.join(said)}{more}" if stale else "; none is stale"
    return f"published by {len(days)} managers{old}"


def _stale(age: int) -> str:
    return f" (stale: {age} days)" if age >= STALE else ""
