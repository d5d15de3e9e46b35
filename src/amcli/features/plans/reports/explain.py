"""The rows behind a figure of a plan: behind the progress of an objective, or behind its money."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction

from amcli.base.errors import NotFound
from amcli.base.money import in_percent
from amcli.base.registry import NOUNS
from amcli.base.results import Column, Kind, Listing, Report
from amcli.base.text import quote
from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.currencies.reports.converted_amounts import exact_sum, unrounded
from amcli.features.currencies.reports.rates import Rates
from amcli.features.plans.nouns import CONTACTS, CONTRIBUTION, ISSUES, MARGIN, NONE, OBJECTIVE, SALES, WHITESPACE
from amcli.features.plans.reports.facts import PlanFacts, plan_facts
from amcli.features.plans.reports.measures import Measures
from amcli.features.plans.reports.objective_rows import PlanObjective, objectives
from amcli.features.plans.reports.plan_parts import MONEY, money_rows, money_total
from amcli.features.plans.rules.money import parse_discount
from amcli.features.relationships.rules.coverage import ACTIVE_DAYS
from amcli.records.reports.listing import rows_of
from amcli.store.lookup import find
from amcli.store.reader import Reader

MONEY_WORD = "money"
_GROUPS = (
    Column("group"),
    Column("sold", Kind.MONEY),
    Column("before", Kind.MONEY, header="year before"),
    Column("currency", rank=1),
    Column("new", Kind.FLAG),
)
_PEOPLE = (
    Column("id"),
    Column("name"),
    Column("account"),
    Column("last", Kind.DATE, header="last spoken"),
    Column("times", Kind.INT),
)
_COSTED = (
    Column("id"),
    Column("date", Kind.DATE),
    Column("account"),
    Column("kind", rank=1),
    Column("amount", Kind.MONEY),
    Column("cost", Kind.MONEY, undefined=True),
    Column("currency", rank=1),
)
_PRESENT = (*MONEY, Column("after", Kind.INT, header="after years"), Column("present", Kind.NUMBER, undefined=True))


def explained(reader: Reader, which: str, what: str, discount: str = "") -> Report | Listing:
    """The rows behind an objective of a plan, or behind `money`. which: the plan; discount: as it was typed.

    Raises NotFound for an objective of another plan, and as the plan's page does.
    """
    facts = plan_facts(reader, which, parse_discount(discount, reader.env.config.decimal) if discount else None)
    if what.strip().lower() == MONEY_WORD:
        return _money(facts)
    number = find(reader.connection, OBJECTIVE.name, what).record_id
    each = next((one for one in objectives(reader, [facts.id]) if one.id == number), None)
    if each is None:
        called = [standing.objective.called for standing in facts.standings]
        raise NotFound(f"{quote(what)} is no objective of {facts.reference}", tuple(called[:3]))
    return _WAYS[each.measure](Measures(reader), each)


def _money(facts: PlanFacts) -> Report:
    """The money of each year, and what it is worth at the begin of the first one, unrounded."""
    worth, rates = facts.worth, Rates(facts.reader, facts.currency)
    first = worth.lines[0].money.year if worth.lines else 0
    rows = [
        (*cells, line.money.year - first + 1, None if line.present is None else unrounded(line.present, rates.decimals))
        for cells, line in zip(money_rows(facts), worth.lines, strict=True)
    ]
    present = facts.money(worth.present)
    total = ("total", *money_total(facts), None, facts.currency, None, present) if rows else None
    notes = []
    if facts.discount is not None and worth.present is not None:
        rate = in_percent(facts.discount)
        notes.append(f"present: contribution / (1 + {rate} %) for each year up to its end; the sum is rounded once")
        if exact := exact_sum(worth.present, rates):
            notes.append(f"the parts add up to {exact}")
    paid = f"in {worth.payback}, the first year in which all so far is not below 0" if worth.payback else "in none"
    if rows:
        notes.append(f"payback {paid}")
    return Report(
        CONTRIBUTION.view, _PRESENT, rows, total, {"plan": facts.reference, "currency": facts.currency or None},
        "year", f"Money of {facts.reference}", f"{facts.reference} has no money by year", tuple(notes),
    )  # fmt: skip


def _sales(measures: Measures, each: PlanObjective) -> Report:
    """The sales and credits that count: the report's own rows."""
    from amcli.features.sales.reports.explain import explain_sales

    code = measures.accounts[each.account].code
    found = explain_sales(
        measures.reader, period=each.period, as_of=None, account=code, currency=measures.currency(each), tree=True
    )
    note = f"{each.called}: what {code} and all below it sold in {each.period.name} so far"
    return found._replace(notes=(note, *found.notes))


def _margin(measures: Measures, each: PlanObjective) -> Report:
    """The sales and credits that carry a cost, with it."""
    reader, cell, currency = measures.reader, measures.sold(each), measures.currency(each)
    start, cut = (day.isoformat() for day in measures.days(each.period))
    rates, rows = Rates(reader, currency), []
    for number, day, account, kind, amount, cost, own in reader.run_query(
        __file__, "costed_sales", scope=as_json(measures.scope(each.account)), start=start, cut=cut
    ):
        money = reader.money(amount, own), reader.money(cost, own)
        rows.append((number, date.fromisoformat(day), account, kind, *money, own))
    share = in_percent(Fraction(cell.costed - cell.cost) / Fraction(cell.costed)) if cell.costed else None
    said = f"{share} %" if share is not None else "n/a"
    total = ("total", None, None, None, rates.money(cell.costed), rates.money(cell.cost), currency)
    return Report(
        "margin", _COSTED, rows, total if rows else None,
        {"objective": each.called, "currency": currency}, "id",
        f"Sales with a cost behind {each.called}", f"no sale in {each.period.name} carries a cost",
        (f"margin = (amount − cost) / amount: {said}; {cell.cost_lines} of {cell.lines} lines carry a cost",),
    )  # fmt: skip


def _whitespace(measures: Measures, each: PlanObjective) -> Report:
    """The categories that were bought, in the plan so far and in the year before it."""
    now, before = measures.goods(each)
    rates, new = Rates(measures.reader, measures.currency(each)), measures.new_groups(each)
    rows = [
        (str(group), rates.money(now.get(group, Fraction(0))), rates.money(before.get(group, Fraction(0))), rates.to,
         group in new)
        for group in sorted({*now, *before}, key=str)
    ]  # fmt: skip
    first = each.period.start - timedelta(days=1)
    note = f"new: bought in {each.period.name} so far, and not in the year up to {first}: {len(new)}"
    return Report(
        "new_groups", _GROUPS, rows, None, {"objective": each.called, "new": len(new)}, "group",
        f"Product groups behind {each.called}", "nothing of a product group was bought", (note,),
    )  # fmt: skip


def _issues(measures: Measures, each: PlanObjective) -> Listing:
    """The open issues that are counted."""
    where = f"account_id IN (SELECT value FROM json_each(?)) AND {NOUNS['issue'].live_on(measures.today)}"
    found = rows_of(measures.reader, "issue", where, (as_json(measures.scope(each.account)),), "opened, record_id")
    return found._replace(title=f"Open issues behind {each.called}", empty=f"no open issue counts for {each.called}")


def _contacts(measures: Measures, each: PlanObjective) -> Report:
    """The people who are counted."""
    scope = measures.scope(each.account)
    rows = [
        (f"C{person.id}", person.name, measures.accounts[person.account].code, date.fromisoformat(person.last[:10]),
         person.times)
        for person in measures.active
        if person.account in scope
    ]  # fmt: skip
    note = f"spoken with at most {ACTIVE_DAYS} days ago, both sides taking part: {len(rows)}"
    return Report(
        "active_people", _PEOPLE, rows, None, {"objective": each.called}, "id", f"People behind {each.called}",
        f"nobody was spoken with in the last {ACTIVE_DAYS} days", (note,),
    )  # fmt: skip


def _actions(measures: Measures, each: PlanObjective) -> Listing:
    """Of an objective without a measure: what is done about it."""
    found = rows_of(measures.reader, "deadline", "objective_id = ?", (each.id,), "done IS NOT NULL, due, record_id")
    return found._replace(title=f"Actions about {each.called}", empty=f"nothing is about {each.called}")


_WAYS: Mapping[str, Callable[[Measures, PlanObjective], Report | Listing]] = {
    SALES: _sales, MARGIN: _margin, WHITESPACE: _whitespace, ISSUES: _issues, CONTACTS: _contacts, NONE: _actions,
}  # fmt: skip
