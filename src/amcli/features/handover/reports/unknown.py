"""What nobody wrote down of an account, as questions that whoever takes it over can ask."""

from __future__ import annotations

from collections.abc import Iterator

from amcli.base.results import UNKNOWN, Column, Listing
from amcli.base.text import number_of
from amcli.features.contracts.nouns import TACIT
from amcli.features.contracts.rules.terms import ENDED
from amcli.features.handover.reports.facts import Facts
from amcli.features.handover.reports.risks import DECIDES

_COLUMNS = (Column("unknown"), Column("question"))
Question = tuple[str, str]
# What an account says of itself, and what to ask where it does not.
_OF_THE_ACCOUNT = (
    ("tier", "How much does it matter? It has no tier."),
    ("category", "What sort of client is it? It has no category."),
    ("scope", "How far does it reach?"),
    ("country", "Where is it? It has no country."),
    ("phone", "How is it reached? It has no phone number."),
)
_NAMED = 5  # so many are named in a question


def unknown(facts: Facts) -> Listing:
    """The questions, in the order of the dossier's parts."""
    ways = (_account, _people, _agreements, _sales, _open, _said)
    found = [question for way in ways for question in way(facts)]
    return Listing("unknown", _COLUMNS, found, "unknown", f"{UNKNOWN}: what to ask", "Nothing of what is looked for.")


def _account(facts: Facts) -> Iterator[Question]:
    if facts.owner is None:
        yield "owner", "Who answers for it? It has no owner."
    if not facts.territories and facts.reader.rows("SELECT 1 FROM territory LIMIT 1").fetchone():
        yield "territory", "In which territory does it lie?"
    yield from ((key, question) for key, question in _OF_THE_ACCOUNT if facts.cells[key] is None)


_REACH = ("phone", "mobile", "email", "email_other")


def _people(facts: Facts) -> Iterator[Question]:
    people = facts.people
    if not people:
        yield "contacts", "Who is there at the client? No contact is written down."
    elif not any(DECIDES in (each["roles"] or ()) for each in people):
        yield "decider", "Who decides there? No contact is a decider."
    for key, said, lacking in (
        ("roles", "What part do they play?", [each["name"] for each in people if not each["roles"]]),
        ("reach", "How are they reached?", [each["name"] for each in people if not any(each[key] for key in _REACH)]),
        ("conversations", "Who knows them? Never spoken with:",
         [each["name"] for each in people if each["last_spoken"] is None]),
    ):  # fmt: skip
        if lacking:
            yield key, f"{said} {_names(lacking)}."


def _agreements(facts: Facts) -> Iterator[Question]:
    if not facts.contracts:
        yield "contracts", "What was agreed, and where is it? No contract is written down."
    running = [each for each in facts.contracts if each.state != ENDED]
    for key, said, lacking in (
        ("value", "How much a year is it worth?", [each.reference for each in running if each.value is None]),
        ("notice", "By when must notice arrive? By themselves renew:",
         [each.reference for each in running if each.contract.renews == TACIT and each.contract.notice is None]),
    ):  # fmt: skip
        if lacking:
            yield key, f"{said} {_names(lacking)}."


def _sales(facts: Facts) -> Iterator[Question]:
    now, before = facts.sales
    if now.lines and all(line.target is None for line in now.lines.values()):
        yield "target", f"What is to be reached in {now.period.name}? It has no target."
    lines = [*now.lines.values(), *before.lines.values()]
    unread = [each for each in facts.sales if each.refused]
    for each in unread:
        yield "rate", f"What was sold in {each.period.name}? n/a: {each.refused.partition(': `')[0]}."
    if lines and not unread and not any(line.actual for line in lines):
        yield "sales", f"What do they buy? Nothing was sold in {before.period.name} and {now.period.name}."


def _open(facts: Facts) -> Iterator[Question]:
    for key, column, question in (
        ("amount", "amount", "What would it come to? No amount have:"),
        ("close", "close", "When is it decided? No day have:"),
    ):
        lacking = [each["id"] for each in facts.deals if each[column] is None]
        if lacking:
            yield key, f"{question} {_names(lacking)}."


def _said(facts: Facts) -> Iterator[Question]:
    if facts.spoken.last is None:
        yield "interactions", "What was said so far? No conversation is written down."


def _names(names: list[str]) -> str:
    more = f" and {number_of(len(names) - _NAMED, 'other')}" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"
