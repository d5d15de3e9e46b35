"""What a person should know of who was kept, in sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from fractions import Fraction

from amcli.base.money import in_percent
from amcli.base.text import number_of
from amcli.features.accounts.reports.account_tree import names
from amcli.features.analysis.reports.cohort import Cohort, Standing
from amcli.features.analysis.rules.retention import NEW, RETURNING, Retention
from amcli.features.sales.reports.account_groups import on_several
from amcli.features.sales.reports.against import notes_on_against
from amcli.features.sales.reports.ledger import Key
from amcli.render.people import short_day


def notes(cohort: Cohort, standings: Collection[Standing], total: Retention, several: Iterable[Key]) -> tuple[str, ...]:
    """From the opening to what its accounts buy now, who stands outside of it, and how far both spans count."""
    return (
        *(_on_the_total(standings, total, cohort) if cohort.known else ()),
        *on_the_spans(cohort),
        *(_on_credits(cohort, standings) if cohort.known else ()),
        *([on_several(codes, "tag")] if (codes := _codes(cohort, several)) else []),
        *on_rates(cohort),
    )


def on_the_spans(cohort: Cohort) -> tuple[str, ...]:
    """How far both sides count while the period is under way, or why there is nothing to compare."""
    look, other = cohort.window, cohort.other
    if cohort.known and look.under_way:
        last, then = (short_day(day, day) for day in (look.as_of, other.cut - timedelta(days=1)))
        return (f"{look.period.name} counts up to {last}, {other.period.name} up to {then}: lost is lost so far",)
    return notes_on_against(cohort, other)


def on_rates(cohort: Cohort) -> Iterator[str]:
    """That amounts were converted."""
    if cohort.converts:
        yield f"converted to {cohort.rates.to}: a sale at the rate of its day"


def _on_the_total(standings: Collection[Standing], total: Retention, cohort: Cohort) -> Iterator[str]:
    money, then, other = cohort.rates.spell_whole, cohort.other.period.name, cohort.other
    last = other.cut - timedelta(days=1)
    days = f"{then} up to {short_day(last, last)}" if other.partly else then
    if total.accounts:
        accounts = number_of(total.accounts, "account")
        opening, stayed = f"{accounts} bought in {days}: {money(total.opening)}", money(total.stayed)
        classes = (
            ("+", total.expansion, "expansion"),
            ("−", total.contraction, "contraction"),
            ("−", total.lost, "lost"),
        )
        yield " ".join([opening, *(f"{sign} {money(each)} {word}" for sign, each, word in classes), "=", stayed])
        yield (
            f"NRR {percent(total.nrr)}, GRR {percent(total.grr)}, "
            f"{total.kept:,} of {accounts} kept ({percent(total.share_kept)})"
        )
    elif standings:
        yield f"no account bought anything in {days}: there is nothing to be kept"
    counts = {state: sum(each.state == state for each in standings) for state in (NEW, RETURNING)}
    amounts = {NEW: total.new, RETURNING: total.returning}
    said = [f"{count:,} {state} with {money(amounts[state])}" for state, count in counts.items() if count]
    if said:
        yield f"outside of NRR and GRR: {', '.join(said)} (returning: bought before {then})"


def _on_credits(cohort: Cohort, standings: Collection[Standing]) -> Iterator[str]:
    """Who came to less than nothing in one of the spans."""
    if codes := _codes(cohort, cohort.credited_then()):
        yield f"not in the opening, with more credits than sales in {cohort.other.period.name}: {names(codes)}"
    if codes := _codes(cohort, (each.key for each in standings if each.now < 0)):
        yield f"more credits than sales in {cohort.window.period.name}: {names(codes)}"


def percent(share: Fraction | None) -> str:
    """`165.2 %`, or n/a."""
    return "n/a" if share is None else f"{in_percent(share)} %"


def _codes(cohort: Cohort, some: Iterable[Key]) -> list[str]:
    """The codes of those accounts, in order."""
    found = set(some)
    return [node.code for node in cohort.accounts.values() if node.id in found]
