"""The people of a dossier: who is there at the client."""

from __future__ import annotations

from amcli.base.results import UNKNOWN, Column, Kind, Listing
from amcli.features.handover.reports.facts import Facts, part

_CONTACTS = (
    Column("id"),
    Column("name"),
    Column("roles", Kind.LIST, unknown=True),
    Column("title", rank=1),
    Column("reports_to", rank=1),
    Column("last_spoken", Kind.DATE, unknown=True),
    Column("phone", rank=2),
    Column("email", rank=2),
    Column("note", rank=3),
)


def contacts(facts: Facts) -> Listing:
    """Who is there at the client, what part they play, to whom they answer, when they were last spoken with."""
    return part("contacts", "People at the client", _CONTACTS, facts.people, f"{UNKNOWN}: nobody is written down.")
