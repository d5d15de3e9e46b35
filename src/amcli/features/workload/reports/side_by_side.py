"""The strategies side by side: how large and how even the loads would be, and what would change hands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amcli.base.hints import hinted
from amcli.base.money import in_percent
from amcli.base.results import Column, Kind, Report
from amcli.features.accounts.reports.account_tree import NO_ACCOUNTS
from amcli.features.workload.reports.plan_data import NOBODY, Asked, PlanData
from amcli.features.workload.rules.loads import Plan
from amcli.features.workload.rules.strategies import STRATEGIES
from amcli.store.reader import Reader

NAME, BALANCED = "assignment-plan", "balanced"
FEW = 12  # accounts of which the screen says who gets them by each strategy


def side_by_side(reader: Reader, asked: Asked) -> Report:
    """A row for each strategy. Raises as PlanData does."""
    data = PlanData(reader, asked)
    measure = data.measure
    plans = {name: data.plan(name) for name in STRATEGIES} if data.accounts and data.people else {}
    columns = (
        Column("strategy"),
        measure.column("largest"),
        measure.column("smallest", rank=2),
        measure.column("spread"),
        *measure.currency,
        Column("variation", Kind.PERCENT, rank=3, undefined=True),
        Column("above_bound", Kind.PERCENT, header="above bound", rank=4, undefined=True),
        Column("proven", Kind.FLAG, rank=5),
        Column("changes", Kind.INT, header="change hands"),
        Column("new", Kind.INT, header="new owner", rank=6),
        Column("left", Kind.INT, header="not given", rank=1),
        Column("idle", Kind.INT, header="idle", rank=7),
    )
    return Report(
        NAME,
        columns,
        [_row(data, name, made) for name, made in plans.items()],
        facts=plan_facts(data) | {"plans": {name: given_to(data, made) for name, made in plans.items()}},
        reference="strategy",
        title=f"Ways to give {data.title}",
        empty=nothing_to_give(data),
        notes=tuple(_notes(data, plans)) if plans else (),
    )


def plan_facts(data: PlanData) -> dict[str, Any]:
    """What a plan was computed with."""
    return {
        "measure": data.measure.name,
        **data.measure.facts,
        "day": data.day,
        "keep": data.keep,
        "accounts": len(data.accounts),
        "people": [person.code for person in data.people],
    }


def nothing_to_give(data: PlanData) -> str:
    """Why there is no row."""
    return NO_ACCOUNTS if not data.accounts else NOBODY


def judged(data: PlanData, made: Plan) -> str:
    """Whether something better is known to be impossible, and else how far off it can be at most."""
    if made.proven:
        return "proven best: no way has a smaller largest load, nor with that a smaller spread"
    if not made.above_bound:
        return "as good as can be in its largest load"
    off, bound = in_percent(made.above_bound), data.measure.said(made.bound)
    return f"{off} % above {bound}, below which no way brings the largest load"


def given_to(data: PlanData, made: Plan) -> list[dict[str, Any]]:
    """What each of the people gets, the largest account first, and what they would carry."""
    bundles: list[list[int]] = [[] for _ in data.people]
    for place in sorted(range(len(made.holders)), key=lambda place: -data.accounts[place].weight):
        if (holder := made.holders[place]) is not None:
            bundles[holder].append(place)
    return [
        {
            "colleague": who.code,
            "load": data.measure.cell(load),
            "accounts": [data.accounts[each].code for each in mine],
        }
        for who, load, mine in zip(data.people, made.loads, bundles, strict=True)
    ]


def _row(data: PlanData, name: str, made: Plan) -> tuple[Any, ...]:
    loads, cell = made.loads, data.measure.cell
    rates = data.measure.rates
    return (
        name,
        cell(max(loads)),
        cell(min(loads)),
        cell(made.spread),
        *(() if rates is None else (rates.to,)),
        in_percent(made.variation),
        in_percent(made.above_bound),
        made.proven if name == BALANCED else None,
        len(made.changes),
        len(made.given) - len(made.changes),
        len(made.left),
        len(made.idle),
    )


def _notes(data: PlanData, plans: Mapping[str, Plan]) -> Iterator[str]:
    yield f"balanced is {judged(data, plans[BALANCED])}"
    if len(data.accounts) <= FEW:
        for name, made in plans.items():
            bundles = [(each["colleague"], ", ".join(each["accounts"])) for each in given_to(data, made)]
            yield f"{name}: {'; '.join(f'{who} {codes}' for who, codes in bundles if codes)}"
    yield from data.sentences()
    yield hinted("", "--strategy NAME says who gets what, and with --apply makes it so")
