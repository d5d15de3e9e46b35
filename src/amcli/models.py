"""The portfolio for Python: its tables as SQLModel classes, and a session for notebooks (docs/python.md).

The features say what their tables are; `store/migrations` builds them, and a test proves that both are equal. No
command imports this module: amcli itself reads and writes with the standard library's sqlite3, which starts sooner.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.pool import StaticPool
from sqlmodel import Session, SQLModel, create_engine

from amcli.features.accounts.tables import Account, AccountAlias, Contact, ContactAlias, Membership
from amcli.features.activity.tables import Interaction, InteractionContact
from amcli.features.budgets.tables import Budget, Expense
from amcli.features.contracts.tables import Contract, Term
from amcli.features.currencies.tables import CurrencyRow, Rate
from amcli.features.deadlines.tables import Deadline
from amcli.features.health.tables import Pulse
from amcli.features.issues.tables import Issue, Phase
from amcli.features.models.tables import Assessment, OwnModel
from amcli.features.negotiations.tables import Negotiation, Offer, Point
from amcli.features.pipeline.tables import Opportunity, OpportunityContact, Step
from amcli.features.plans.tables import Contribution, Need, Objective, Plan
from amcli.features.proposals.tables import Decision
from amcli.features.reminders.tables import Reminder, ReminderRun
from amcli.features.sales.tables import Product, ProductAlias, Sale, SaleDay, SaleMonth, SaleProductMonth, Target
from amcli.features.status.tables import Delivery
from amcli.features.team.tables import Assignment, Colleague, ColleagueAlias
from amcli.features.territories.tables import Placement, Territory, TerritoryAlias
from amcli.store.journal_tables import (
    Backup,
    Operation,
    OperationChange,
    OperationRange,
    OperationSubject,
    Portfolio,
    SettingRow,
)
from amcli.store.open import open_reader, open_writer

__all__ = [
    "MODELS", "Account", "AccountAlias", "Assessment", "Assignment", "Backup", "Budget", "Colleague", "ColleagueAlias",
    "Contact", "ContactAlias", "Contract", "Contribution", "CurrencyRow", "Deadline", "Decision", "Delivery", "Expense",
    "Interaction", "InteractionContact", "Issue", "Membership", "Need", "Negotiation", "Objective", "Offer",
    "Operation", "OperationChange", "OperationRange", "OperationSubject", "Opportunity", "OpportunityContact", "Phase",
    "Placement", "Plan", "Point", "Portfolio", "Product", "ProductAlias", "Pulse", "Rate", "Reminder", "ReminderRun",
    "Sale", "SaleDay", "SaleMonth", "SaleProductMonth", "SettingRow", "Step", "Target", "Term", "Territory",
    "TerritoryAlias", "portfolio",
]  # fmt: skip

# The tables of records by their name.
MODELS: dict[str, type[SQLModel]] = {
    "account": Account,
    "account_alias": AccountAlias,
    "contact": Contact,
    "contact_alias": ContactAlias,
    "colleague": Colleague,
    "colleague_alias": ColleagueAlias,
    "assignment": Assignment,
    "territory": Territory,
    "territory_alias": TerritoryAlias,
    "placement": Placement,
    "membership": Membership,
    "opportunity": Opportunity,
    "opportunity_contact": OpportunityContact,
    "step": Step,
    "contract": Contract,
    "term": Term,
    "issue": Issue,
    "phase": Phase,
    "negotiation": Negotiation,
    "point": Point,
    "offer": Offer,
    "need": Need,
    "plan": Plan,
    "objective": Objective,
    "contribution": Contribution,
    "model": OwnModel,
    "assessment": Assessment,
    "pulse": Pulse,
    "decision": Decision,
    "interaction": Interaction,
    "interaction_contact": InteractionContact,
    "deadline": Deadline,
    "budget": Budget,
    "expense": Expense,
    "product": Product,
    "product_alias": ProductAlias,
    "sale": Sale,
    "target": Target,
    "rate": Rate,
}


@contextmanager
def portfolio(path: str | Path, *, write: bool = False) -> Iterator[Session]:
    """A session on a portfolio, closed at the end. Money is integer minor units, days are ISO text.

    It only reads unless `write` is asked for. What is written so is no operation: `amcli undo` knows nothing of it, and
    `amcli doctor --repair` has to count the totals and the search index again. Raises DatabaseError for a file that is
    not there, is damaged, or is not amcli's.
    """
    opened = open_writer(Path(path)) if write else open_reader(Path(path))
    with closing(opened) as connection, Session(_engine(connection)) as session:
        yield session


def _engine(connection: sqlite3.Connection):  # type: ignore[no-untyped-def]
    return create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
