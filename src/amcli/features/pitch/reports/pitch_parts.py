"""The parts of a pitch that are its own: the need, the idea, what is asked, what may go wrong, what nobody knows."""

from __future__ import annotations

from collections.abc import Iterator

from amcli.base.hints import hinted
from amcli.base.money import grouped
from amcli.base.results import UNKNOWN, Column, Kind, Listing
from amcli.features.handover.reports.facts import part
from amcli.features.pitch.reports.proposed import Proposed
from amcli.features.plans.rules.page import GOAL, STRATEGY, THREATS, WEAKNESSES, paragraphs, under

ASKED = "Asked"  # the heading of a plan under which it says what those who decide are to do
_TEXT = (Column("heading"), Column("text"))
_NEEDS = (Column("id"), Column("text", header="need"), Column("kind", rank=1), Column("priority"), Column("contact"))
_IDEAS = (
    Column("id"),
    Column("name", header="idea"),
    Column("stage"),
    Column("amount", Kind.MONEY, unknown=True),
    Column("currency", rank=1),
    Column("product", rank=1),
    Column("note", rank=1),
)
_UNKNOWN = (Column("unknown"), Column("question"))


def needs(told: Proposed) -> Listing:
    """What the account needs and has not got, what matters most first."""
    found = [each for each in told.needs if each["met"] is None]
    return part("needs", "The need", _NEEDS, found, f"{UNKNOWN}: no need is written down.")


def idea(told: Proposed) -> Listing:
    """What the plan wants to reach, and how."""
    return _of_plan("idea", "The idea", told, (("The idea", GOAL), ("How", STRATEGY)))


def ideas(told: Proposed) -> Listing:
    """The opportunities that are proposed."""
    return part("opportunities", "What is proposed", _IDEAS, told.ideas, "No idea is among the opportunities.")


def asked(told: Proposed) -> Listing:
    """What the plan asks of those who decide, and the money that is put in by year."""
    rows = _paragraphs("What is asked", under(told.plan.page, ASKED) if told.plan else "")
    lines = told.plan.worth.lines if told.plan else ()
    if told.plan and lines:
        years = [(line.money.year, told.plan.money(line.money.invest)) for line in lines]
        amounts = [f"{grouped(amount)} {told.plan.currency} in {year}" for year, amount in years if amount]
        rows.append(("" if rows else "What is asked", f"Investment: {', '.join(amounts) or 'none'}."))
    return _prose("asked", "What is asked", rows or [("What is asked", UNKNOWN)])


def threats(told: Proposed) -> Listing:
    """What the plan itself says may go wrong."""
    return _of_plan("threats", "What the plan warns of", told, (("Threats", THREATS), ("Weaknesses", WEAKNESSES)))


def unknown(told: Proposed) -> Listing:
    """What somebody will ask, and nobody wrote down."""
    found = list(_questions(told))
    empty = "Nothing of what is looked for."
    return Listing("unknown", _UNKNOWN, found, "unknown", f"{UNKNOWN}: what will be asked", empty)


def _questions(told: Proposed) -> Iterator[tuple[str, str]]:
    known, plan = told.known, told.plan
    if known.owner is None:
        yield "owner", "Who answers for it? It has no owner."
    if not any(each["met"] is None for each in told.needs):
        yield "needs", hinted("What does the client need?", f" `amcli need add {known.node.code} TEXT` writes it down.")
    if plan is None:
        yield (
            "plan",
            hinted("What is the plan?", f" `amcli plan write {known.node.code} {known.today.year}` writes one."),
        )
        return
    if plan.stale:
        yield "written", f"Does the plan still hold? It was written {plan.age} days ago."
    for heading, question in ((GOAL, "What is to be reached?"), (STRATEGY, "How is it to be reached?")):
        if not under(plan.page, heading):
            yield heading.lower(), f"{question} Nothing stands under {heading}."
    if not under(plan.page, ASKED):
        yield "asked", f"What is to be decided? The plan has no heading {ASKED}."
    if not plan.standings:
        yield "objectives", "How is it seen that it was reached? The plan has no objective."
    if not plan.worth.lines:
        yield "money", hinted("What does it bring and take?", f" `amcli plan money {plan.reference} YEAR` says it.")
    elif plan.worth.payback is None:
        yield "payback", "When is it paid back? Not in the years that are written down."


def _of_plan(key: str, title: str, told: Proposed, wanted: tuple[tuple[str, str], ...]) -> Listing:
    """Parts of the plan's text under headings of the page."""
    page = told.plan.page if told.plan else ()
    found = [_paragraphs(heading, under(page, where)) or [(heading, UNKNOWN)] for heading, where in wanted]
    return _prose(key, title, [row for rows in found for row in rows])


def _prose(key: str, title: str, rows: list[tuple[str, str]]) -> Listing:
    return Listing(key, _TEXT, rows, "heading", title, prose=True)


def _paragraphs(title: str, text: str) -> list[tuple[str, str]]:
    """A row for each paragraph, the first one under the title."""
    return [("" if place else title, each) for place, each in enumerate(paragraphs(text))]
