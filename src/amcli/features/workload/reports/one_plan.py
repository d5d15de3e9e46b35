"""One strategy: who gets which account, from whom, and what each of the people would carry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from amcli.base.hints import hinted
from amcli.base.money import in_percent
from amcli.base.results import Column, Kind, Report
from amcli.base.text import number_of
from amcli.features.accounts.reports.account_tree import names
from amcli.features.workload.reports.plan_data import Asked, PlanData
from amcli.features.workload.reports.side_by_side import NAME, given_to, judged, nothing_to_give, plan_facts
from amcli.features.workload.rules.loads import Plan
from amcli.store.reader import Reader

STAYS, PASSES, FIRST, LEFT = "stays", "changes hands", "new owner", "not given"


def one_plan(reader: Reader, strategy: str, asked: Asked) -> Report:
    """A row for each account, those of one person together. Raises as PlanData does."""
    data = PlanData(reader, asked)
    made = data.plan(strategy) if data.accounts and data.people else None
    measure = data.measure
    columns = (
        Column("account"),
        Column("account_name", header="name", rank=2),
        Column("tier", Kind.INT, rank=5),
        Column("category", rank=4),
        measure.column("load", header=measure.name if measure.rates else "load"),
        *measure.currency,
        Column("owner", header="from", rank=1),
        Column("to"),
        Column("state"),
    )
    return Report(
        NAME,
        columns,
        _rows(data, made) if made else [],
        total=_total(data, made) if made else None,
        facts={"strategy": strategy, **plan_facts(data), **(_figures(data, made) if made else {})},
        reference="account",
        title=f"{strategy.capitalize()}: {data.title}",
        empty=nothing_to_give(data),
        notes=tuple(_notes(data, made)) if made else (),
    )


def _rows(data: PlanData, made: Plan) -> list[tuple[Any, ...]]:
    """In the order of the people, the largest first; what nobody gets last."""
    last, given, rates = len(data.people), set(made.given), data.measure.rates
    holders = [last if holder is None else holder for holder in made.holders]
    order = sorted(range(len(holders)), key=lambda place: (holders[place], -data.accounts[place].weight))
    codes = [*(person.code for person in data.people), None]
    rows = []
    for place in order:
        account, told = data.accounts[place], data.told[place]
        changed = STAYS if account.owner is not None else FIRST
        if place in given:
            changed = FIRST if account.owner is None else PASSES
        rows.append((
            account.code,
            told.name,
            told.tier,
            told.category,
            data.measure.cell(data.measure.amounts.get(account.id, 0)),
            *(() if rates is None else (rates.to,)),
            told.owner,
            codes[holders[place]],
            LEFT if holders[place] == last else changed,
        ))  # fmt: skip
    return rows


def _total(data: PlanData, made: Plan) -> tuple[Any, ...]:
    rates = data.measure.rates
    whole = sum(data.measure.amounts.get(each.id, 0) for each in data.accounts)
    currency = () if rates is None else (rates.to,)
    return ("total", None, None, None, data.measure.cell(whole), *currency, None, None, None)


def _figures(data: PlanData, made: Plan) -> dict[str, Any]:
    """What each of the people would carry, and how even that is."""
    cell, loads = data.measure.cell, made.loads
    return {
        "largest": cell(max(loads)),
        "smallest": cell(min(loads)),
        "spread": cell(made.spread),
        "variation": in_percent(made.variation),
        "bound": cell(made.bound),
        "above_bound": in_percent(made.above_bound),
        "proven": made.proven,
        "changes": len(made.changes),
        "new": len(made.given) - len(made.changes),
        "left": len(made.left),
        "idle": len(made.idle),
        "loads": given_to(data, made),
    }


def _notes(data: PlanData, made: Plan) -> Iterator[str]:
    said = data.measure.said
    people = zip(data.people, made.loads, made.counts, strict=True)
    yield "; ".join(f"{who.code} {said(load)} ({number_of(count, 'account')})" for who, load, count in people)
    variation = in_percent(made.variation)
    even = f"largest {said(max(made.loads))}, smallest {said(min(made.loads))}, spread {said(made.spread)}"
    yield f"{even}, variation {'n/a' if variation is None else f'{variation} %'}; {judged(data, made)}"
    if made.left:
        yield f"more accounts than people, so left as they are: {data.codes(made.left)}"
    if made.idle:
        yield f"nothing for {names([data.people[place].code for place in made.idle])}"
    yield from data.sentences()
    count = len(made.given)
    would = hinted("", f"--apply gives {number_of(count, 'account')} another owner")
    yield would if count else "nothing would change"
