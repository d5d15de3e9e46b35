"""One proposal opened: each record that its reason counts, and what is at stake by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from amcli.base.results import Column, Kind, Report
from amcli.features.proposals.reports.due import each_deadline
from amcli.features.proposals.reports.facts import Facts
from amcli.features.proposals.reports.proposals import every, proposals_called
from amcli.features.proposals.rules.catalogue import SOLD, WHITESPACE
from amcli.features.proposals.rules.proposal import MEMBERS, SIZE, Proposal, by_name
from amcli.store.reader import Reader

_COLUMNS = (
    Column("made_of", header="made of"),
    Column("reason"),
    Column("amount", Kind.MONEY, undefined=True, whole=True),
    Column("chance", Kind.INT),
    Column("stake", Kind.MONEY, undefined=True, whole=True, header="at stake"),
    Column("currency", rank=2, header="cur"),
    Column("late", Kind.INT, rank=1, header="days late"),
    Column("command", rank=3),
)


def explain_proposal(reader: Reader, name: str, *, currency: str = "") -> Report:
    """The rows behind a proposal of today. The first is what stands in the list; a stake is that of the first alone,
    which is why they have no total. Raises NotFound, and as `next_report` does.
    """
    facts = Facts(reader, currency)
    (one,) = proposals_called(facts, [name])
    some = by_name(every(facts), facts.away)[one.name]
    # Of white space a few are proposed one after the other, and each by itself.
    rows = list(each_deadline(facts, some[0])) or (some[:1] if one.rule is WHITESPACE else some)
    money = facts.rates.money if facts.space else (lambda amount: None)
    unit = facts.rates.to if facts.space else None
    return Report(
        "next_explained",
        _COLUMNS,
        [
            (_shown(each), each.reason, money(each.amount), each.chance or None, money(each.stake), unit, each.late,
             each.command)
            for each in rows
        ],
        facts={"today": facts.today, "name": one.name, "account": one.code, "rule": one.rule.name, "currency": unit},
        reference="made_of",
        title=f"{one.name}: {one.act}",
        notes=tuple(_notes(facts, one, rows)),
    )  # fmt: skip


def _shown(each: Proposal) -> str:
    """What it is made of, without the size by which a later one is compared."""
    return each.made_of.partition(MEMBERS)[0].partition(SIZE)[0]


def _notes(facts: Facts, one: Proposal, rows: Sequence[Proposal]) -> Iterator[str]:
    yield f"{one.rule.name}: {one.rule.when}"
    if one.chance and one.amount is not None:
        yield f"at stake is {one.chance} % of the amount: {one.rule.of}"
    if one.rule.of == SOLD and facts.space:
        start, last = facts.year.start, facts.year.end - timedelta(days=1)
        yield f"its rows: amcli report sales --account {one.code} --period {start}..{last} --by month"
    if len(rows) > 1:
        yield "what is said of it holds for all of these; at stake is what the first puts there"
