"""What a person reads below the issues: their causes, what was closed and how, and what is not counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from amcli.base.hints import hinted
from amcli.base.text import number_of
from amcli.features.issues.nouns import CAUSES
from amcli.features.issues.reports.clock import IssueThen
from amcli.features.issues.reports.issue_figures import days_text, of_due
from amcli.features.issues.reports.issue_sums import Sums, mean, middle
from amcli.render.people import short_day

if TYPE_CHECKING:
    from amcli.features.issues.reports.report_issues import Read

_MOST = 5  # so many are named


def causes(issues: Iterable[IssueThen]) -> list[dict[str, Any]]:
    """How many of the open ones have which cause, and how many of them are late; the most first."""
    found: dict[str, list[IssueThen]] = {}
    for each in issues:
        if each.open:
            found.setdefault(each.cause, []).append(each)
    order = sorted(found, key=lambda cause: (-len(found[cause]), CAUSES.index(cause)))
    return [
        {"cause": cause, "open": len(found[cause]), "late": sum(each.late > 0 for each in found[cause])}
        for cause in order
    ]


def notes(found: Read, total: Sums, today: date) -> tuple[str, ...]:
    """Causes, what was raised and closed, what was kept, reopened and paid, and what is in no figure."""
    return (
        *_ahead(found, today),
        *_on_causes(found.issues),
        *_on_closed(found, total),
        *_without_limit(found),
        *_on_archived(found.issues),
        *_without_rate(found),
    )


def _ahead(found: Read, today: date) -> Iterator[str]:
    day = found.clocks.then.day
    if day > today:
        away = number_of((day - today).days, "day")
        yield f"{short_day(day, today)} is {away} ahead: what is open today is taken to stay as it is until then"


def _on_causes(issues: Sequence[IssueThen]) -> Iterator[str]:
    said = [f"{each['cause']} {each['open']}{_late(each['late'])}" for each in causes(issues)]
    if said:
        yield f"open by cause: {', '.join(said)}"


def _late(count: int) -> str:
    return f" ({count} late)" if count else ""


def _on_closed(found: Read, total: Sums) -> Iterator[str]:
    period, rates, minutes = found.counted.period.name, found.counted.rates, found.clocks.hours.minutes
    raised = f"{total.opened} raised and {total.closed} closed in {period}"
    in_time = f"in time: acknowledged {of_due(total.acknowledge)}, closed {of_due(total.close)}"
    in_time += ", open ones whose limit has passed among them"
    if not total.closed:
        yield raised
        if total.acknowledge.due or total.close.due:
            yield in_time
        return
    worked = [None if value is None else value / minutes for value in (middle(total.worked), mean(total.worked))]
    yield (
        f"{raised}: days to close median {days_text(middle(total.days))}, mean {days_text(mean(total.days))}; "
        f"in working days median {days_text(worked[0])}, mean {days_text(worked[1])}"
    )
    yield in_time
    if total.reopened:
        yield f"{total.reopened} of those closed had been opened again"
    if total.cost:
        yield f"goodwill for those closed: {rates.spell(Fraction(total.cost))}"


def _without_limit(found: Read) -> Iterator[str]:
    lacking = [each for each in found.issues if each.open and each.clock.close.limit is None]
    if lacking:
        severities = ", ".join(dict.fromkeys(each.severity for each in lacking))
        heard = found.clocks.limits(lacking[0].severity).acknowledged  # the half that is set stays
        setting = f": `amcli config set issue.{lacking[0].severity} '{heard or '4h'} 20d'` sets one"
        yield hinted(f"{len(lacking)} open without a limit, and so never late ({severities})", setting)


def _on_archived(issues: Iterable[IssueThen]) -> Iterator[str]:
    ids = [each.reference for each in issues if each.open and each.archived]
    if ids:
        yield f"of archived accounts: {_named(ids)}"


def _without_rate(found: Read) -> Iterator[str]:
    lacking = [each for each in found.issues if found.counted.was_closed(each) and found.counted.lacks_rate(each)]
    if lacking:
        ids = [f"{each.reference} {each.currency}" for each in lacking]
        first, to = lacking[0], found.counted.rates.to
        setting = f": `amcli rate set {first.currency} {to} RATE --on {first.clock.closed:%Y-%m-%d}` sets one"
        yield hinted(f"no rate to {to}, counted and not added: {_named(ids)}", setting)


def _named(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _MOST} more" if len(ids) > _MOST else ""
    return f"{', '.join(ids[:_MOST])}{more}"
