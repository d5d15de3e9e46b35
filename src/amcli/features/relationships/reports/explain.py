"""The records behind the figures of relationships: the people of an account, and what was said with one of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from amcli.base.hints import hinted
from amcli.base.results import Column, Kind, Report
from amcli.base.text import number_of
from amcli.features.accounts.reports.account_tree import load
from amcli.features.relationships.reports.people import Person
from amcli.features.relationships.reports.relationships import REPORT
from amcli.features.relationships.reports.standing import Standing, standings
from amcli.features.relationships.reports.threads import ME, THREAD_DAYS
from amcli.features.relationships.rules.coverage import ACTIVE_DAYS, CORE_ROLES
from amcli.features.relationships.rules.people import DECIDER, INFLUENTIAL
from amcli.store.reader import Reader

_PEOPLE = (
    Column("id"),
    Column("name"),
    Column("counts_for", Kind.LIST, header="roles of the five"),
    Column("roles", Kind.LIST, undrawn=True),
    Column("influence", Kind.INT, rank=2),
    Column("stance", rank=2),
    Column("key", Kind.FLAG, rank=3),
    Column("last", Kind.DATE, undefined=True, rank=1),
    Column("days_since", Kind.INT, undefined=True),
    Column("active", Kind.FLAG),
    Column("quiet", Kind.FLAG),
    Column("interaction", rank=4),
)
_SAID = (
    Column("id"),
    Column("date", Kind.DATE),
    Column("kind"),
    Column("colleague", rank=1),
    Column("text"),
)


def explain_account(reader: Reader, account: str) -> Report:
    """The people of an account who are there, and what each of them counts for; `interaction` is the last of both
    sides. Raises NotFound and Ambiguous.
    """
    found, day = reader.find_owner("account", account), reader.env.today
    (standing,) = standings(reader, load(reader), day, found.record_id)
    last = dict(reader.run_query(__file__, "last_interactions", account=found.record_id, day=day.isoformat()))
    return Report(
        REPORT,
        _PEOPLE,
        [_person(each, standing, last.get(each.id)) for each in standing.people],
        facts={"account": found.reference, "as_of": day, **_figures(standing)},
        reference="id",
        title=f"Relationships of {found.reference} on {day}",
        empty=hinted(
            f"nobody is known at {found.reference}", f": `amcli contact add {found.reference} NAME` adds somebody"
        ),
        notes=tuple(_on_account(standing)),
    )


def explain_person(reader: Reader, account: str, contact: str) -> Report:
    """The two-way interactions with one of the people of an account that its threads count, the latest first.

    Raises NotFound and Ambiguous for both.
    """
    owner, day = reader.find_owner("account", account), reader.env.today
    found = reader.find("contact", contact, owner.record_id)
    since = day - timedelta(days=THREAD_DAYS)
    rows = reader.run_query(
        __file__, "said_with", contact=found.record_id, me=reader.keeper("colleague"), since=since.isoformat(),
        day=day.isoformat(),
    )  # fmt: skip
    said = [(f"I{number}", date.fromisoformat(on), kind, ours or ME, text) for number, on, kind, ours, text in rows]
    return Report(
        REPORT,
        _SAID,
        said,
        facts={"account": owner.reference, "contact": found.reference, "since": since, "as_of": day},
        reference="id",
        title=f"Said with {found.reference} of {owner.reference} in {THREAD_DAYS} days up to {day}",
        empty=f"nothing was said with {found.reference} in {THREAD_DAYS} days up to {day}",
        notes=(f"{number_of(len(said), 'conversation')}; notes do not count",) if said else (),
    )


def _figures(standing: Standing) -> dict[str, Any]:
    seen = standing.coverage
    return {
        "covered": seen.covered,
        "missing": list(seen.missing),
        "active": seen.active,
        "single_threaded": seen.single_threaded,
        "cadence": standing.cadence,
    }


def _person(each: Person, standing: Standing, interaction: int | None) -> tuple[Any, ...]:
    days = each.days(standing.day)
    return (
        each.reference,
        each.name,
        tuple(role for role in CORE_ROLES if role in each.roles),
        each.roles,
        each.influence,
        each.stance,
        each.is_key,
        each.last,
        days,
        days is not None and days <= ACTIVE_DAYS,
        each.is_quiet(standing.cadence, standing.day),
        f"I{interaction}" if interaction else None,
    )


def _on_account(standing: Standing) -> Iterator[str]:
    """What the figures count, by which rule."""
    seen = standing.coverage
    missing = f"; nobody is {', '.join(seen.missing)}" if seen.missing else ""
    yield f"{seen.covered} of {len(CORE_ROLES)} roles are filled{missing}"
    thread = ": single-threaded" if seen.single_threaded else ""
    yield f"{number_of(seen.active, 'person', 'people')} spoken with in {ACTIVE_DAYS} days{thread}"
    yield (
        f"key people: a {DECIDER}, or an influence from {INFLUENTIAL}; "
        f"quiet after {number_of(standing.cadence, 'day')}, the cadence of the account"
    )
