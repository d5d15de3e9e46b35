"""What a page of a past day cannot know, said where somebody might miss it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from amcli.base.results import Listing
from amcli.features.health.reports.health_notes import UNDATED
from amcli.features.sales.reports.notes import behind_the_books
from amcli.features.status.reports.facts import Facts
from amcli.features.status.reports.pieces import money, prose, told_day

_NAMED = 5  # of what changed later


def unknown(facts: Facts) -> Listing:
    """Sentences; none where the page is of today and the books are up to date."""
    return prose("unknown", "To be read with care", _said(facts))


def _said(facts: Facts) -> Iterator[str]:
    survey = facts.survey
    if survey and (warning := behind_the_books(survey)):
        yield f"{warning.partition(': --as-of')[0][:1].upper()}{warning.partition(': --as-of')[0][1:]}."
    left = survey.book.unallocated(None, survey.window.period) if survey else None
    if survey and left:
        amount = money(survey.rates.money(abs(left)) or Decimal(0), survey.rates.to)
        how = (
            f"{amount} of the target are given to no account"
            if left > 0
            else f"{amount} more than the target are given"
        )
        yield f"{how}: what the accounts are short of theirs comes to that much {'less' if left > 0 else 'more'}."
    if facts.day > facts.period.last_day:
        yield f"{facts.period.name} is over: sales are those of its days, all else is as of {told_day(facts.day)}."
    if begins := facts.journal.begins:
        yield f"The file's history begins on {told_day(begins)}: which targets and budgets changed before is not known."
    if not facts.past:
        return
    if later := facts.journal.agreed_later():
        said = ", ".join(f"{each.text} ({each.id})" for each in later[:_NAMED])
        more = f" and {len(later) - _NAMED} more" if len(later) > _NAMED else ""
        yield (
            f"Changed after {told_day(facts.day)}, and in the figures as it is now: {said}{more}. What targets and "
            "budgets were then is not known."
        )
    yield (
        f"Of {told_day(facts.day)} is told what the records say of that day. Not known of it: what was written down "
        "then of deadlines and late promises, which proposals there were, and what had been put off."
    )
    yield f"{UNDATED[:1].upper()}{UNDATED[1:]}."
    yield "Titles and names are those of today, and what is in the books now counts on the day that it carries."
