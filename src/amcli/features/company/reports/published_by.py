"""Who published what a report is made of, when, and what of it is stale."""

from __future__ import annotations

from collections.abc import Sequence

from amcli.base.text import one_line, with_and
from amcli.features.company.reports.sources import Publication
from amcli.render.people import short_day
from amcli.settings.environment import Env

STALE = 7  # days after which a publication is stale
NAMED = 5  # as many managers are named


def age_of(publication: Publication, env: Env) -> int | None:
    """The days since something was published; None where nobody can say when. A day that is to come is none ago."""
    return (env.today - publication.at.astimezone(env.zone).date()).days if publication.at else None


def is_stale(age: int | None) -> bool:
    """Whether so many days are too many; a clock that is a day ahead or more says nothing."""
    return age is None or age >= STALE or age < -1


def publications_note(publications: Sequence[Publication], env: Env) -> str:
    """`published by anna on 26 Nov and bert on 12 Nov (stale: 15 days)`; of many the stale; nothing of files."""
    if not any(each.amcli for each in publications):
        return ""
    ages = [(each, age_of(each, env)) for each in publications]
    stale = [pair for pair in ages if is_stale(pair[1])]
    if len(ages) <= NAMED:
        return f"published by {with_and([_said(*pair, env) for pair in ages])}"
    named = sorted(stale, key=lambda pair: -(pair[1] or 0))[:NAMED]
    more = f" and {len(stale) - len(named)} more" if len(stale) > len(named) else ""
    old = f"; stale is what {', '.join(_said(*pair, env) for pair in named)}{more}" if stale else "; nothing is stale"
    return f"published by {len(ages)} managers{old}"


def any_stale(publications: Sequence[Publication], env: Env) -> bool:
    """Whether something published is not of these days."""
    return any(each.amcli and is_stale(age_of(each, env)) for each in publications)


def _said(publication: Publication, age: int | None, env: Env) -> str:
    name = one_line(publication.manager)
    if not publication.at:
        return f"{name} (stale: nobody knows since when)"
    day = short_day(publication.at.astimezone(env.zone).date(), env.today)
    return f"{name} on {day}{f' (stale: {age} days)' if is_stale(age) else ''}"
