"""`amcli next` as rows: for a person the act and the reason, for programs every figure of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from amcli.base.charts import Bars
from amcli.base.results import Column, Kind, Listing, Report
from amcli.base.text import number_of, with_and
from amcli.features.accounts.reports.account_tree import NO_ACCOUNTS, find_accounts
from amcli.features.analysis.reports.key_accounts import CLASS
from amcli.features.proposals.reports.facts import Facts
from amcli.features.proposals.reports.proposals import First, proposals
from amcli.features.proposals.rules.catalogue import GAP, OF_KEY_ACCOUNTS, RULES, STOPPED, Rule
from amcli.features.proposals.rules.proposal import Proposal
from amcli.store.reader import Reader

KEY_SPAN = "what was bought in twelve months, the first 80 %"
COLUMNS = (
    Column("name"),
    Column("account", rank=7),
    Column("account_name", rank=8),
    Column("rule", rank=8),
    Column("act", rank=3),
    Column("reason"),
    Column("stake", Kind.MONEY, undefined=True, whole=True, rank=1, header="at stake"),
    Column("currency", rank=6, header="cur"),
    Column("chance", Kind.INT, rank=7),
    Column("amount", Kind.MONEY, undefined=True, whole=True, rank=7),
    Column("late", Kind.INT, rank=4, header="days late"),
    Column("command", rank=2),
)
_RULES = (
    Column("rule"),
    Column("when"),
    Column("chance", Kind.INT),
    Column("of"),
    Column("act", rank=1),
)


def next_report(reader: Reader, *, most: int | None, currency: str = "", accounts: Sequence[str] = ()) -> Report:
    """The proposals of today, of some accounts or of all, the most at stake first. Raises as `find_accounts` does, and
    BadValue for a word that is no currency.
    """
    facts = Facts(reader, currency)
    found = proposals(facts)
    if only := find_accounts(reader, accounts):
        found = [each for each in found if each.account in only]
    shown = found[:most]
    notes = [facts.refused] if facts.refused else []
    notes += _behind(facts, {each.rule for each in shown})
    if facts.key.by == CLASS and any(each.rule in OF_KEY_ACCOUNTS for each in shown):
        notes.append(f"key accounts are those of {facts.key.said}")
    if any(each.chance for each in shown):
        notes.append("at stake: a part of an amount that `amcli next --rules` says, to put them in order")
    return Report(
        "next",
        COLUMNS,
        [cells_of(facts, each) for each in shown],
        facts={
            "today": facts.today,
            "currency": facts.rates.to if facts.space else None,
            "key_by": facts.key.by,
            "proposals": len(found),
        },
        reference="name",
        title=f"Next, {facts.today}" + (f", {facts.rates.to}" if facts.space else ""),
        empty=NO_ACCOUNTS if not facts.every else "nothing to propose: all is in order",
        chart=Bars("At stake", ("account_name", "act"), "stake"),
        notes=tuple(notes),
        more=len(found) - len(shown),
    )


def _behind(facts: Facts, rules: Collection[Rule]) -> list[str]:
    """As of which day sales are looked at, where the books end long ago."""
    if not facts.behind:
        return []
    asked = [rule.name for rule in (STOPPED, GAP) if rule in rules]
    of = f": {with_and(asked)} {'is' if len(asked) == 1 else 'are'} as of that day" if asked else ""
    if not asked and facts.year_is_booked:
        return []
    none = "" if facts.year_is_booked else f"{'; ' if of else ': '}no {GAP.name} is known yet"
    return [f"sales are {facts.books.spell(facts.today)}, {number_of(facts.behind, 'day')} ago{of}{none}"]


def first_section(first: First) -> Listing:
    """The first of them, for a screen about something else."""
    rows = [cells_of(first.facts, each) for each in first.proposals]
    return Listing("next", COLUMNS, rows, "name", title="Next")


def cells_of(facts: Facts, each: Proposal) -> tuple[Any, ...]:
    """A proposal as cells."""
    money = facts.rates.money if facts.space else (lambda amount: None)
    return (
        each.name, each.code, facts.accounts[each.account].name, each.rule.name, each.act, each.reason,
        money(each.stake), facts.rates.to if facts.space else None, each.chance or None,
        money(each.amount), each.late, each.command,
    )  # fmt: skip


def rules_report() -> Report:
    """The rules in their order, and what each puts at stake."""
    rows = [(rule.name, rule.when, rule.chance or None, rule.of or None, rule.act) for rule in RULES]
    notes = (
        "at stake is that percent of the amount: the percents are amcli's own, to put unlike things in one order",
        "a late promise about an opportunity puts its amount at stake, by its probability",
        "stopped: no sale in the last 90 days (`stopped.days`), nor for a quarter longer (14 days at least, 30 at "
        "most) than ever between two days with one in two years; after a single such day twice as long",
        "stopped is counted up to the last day that is booked, and gap is as of it where it is more than `sales.lag` "
        "days ago: days without a sale of anybody may only not be booked yet",
        f"key accounts are those of tier 1; where no account has a tier, those of class A of {KEY_SPAN}",
    )
    return Report("next_rules", _RULES, rows, reference="rule", title="What next looks for", notes=notes)
