"""What was agreed, and what was spent of it."""

from __future__ import annotations

from types import MappingProxyType

from amcli.base.fields import (
    CURRENCY_COLUMN,
    CURRENCY_FIELD,
    END_FIELD,
    EXTERNAL_ID_COLUMN,
    EXTERNAL_ID_FIELD,
    ID_COLUMN,
    NOTE_COLUMN,
    NOTE_FIELD,
    START_FIELD,
    Field,
    Noun,
    Search,
    Section,
    Type,
)
from amcli.base.results import IN_FULL, Column, Kind
from amcli.features.accounts.nouns import ACCOUNT_COLUMN, ACCOUNT_FIELD, ACCOUNT_NAME_COLUMN

AGREED = ("client", "company", "both")
DIRECTIONS = ("cost", "revenue")
EXPENSES = ("spend", "refund")

BUDGET = Noun(
    name="budget",
    view="budgets",
    letter="B",
    fields=(
        ACCOUNT_FIELD,
        Field("name", help="What the budget is for.", required=True, positional=True),
        Field("period", Type.PERIOD, "What it covers, such as 2026 or 2026-Q4.", required=True),
        Field("amount", Type.MONEY, "How much was agreed.", required=True),
        Field("agreed_with", Type.CHOICE, "Who agreed to it.", choices=AGREED),
        Field("direction", Type.CHOICE, "Money spent or money earned.", choices=DIRECTIONS, default="cost"),
        Field("group", Type.FLAG, "Of revenue: the account's and that of all below it.", default="no"),
        CURRENCY_FIELD,
        EXTERNAL_ID_FIELD,
        NOTE_FIELD,
    ),
    label="name",
    words=("name", "start", "amount", "currency"),
    order="start,-end,account,name",
    help="What was agreed with the client and the company.",
    examples=MappingProxyType({
        "add": (
            'amcli budget add maruti "Trade fair" --period 2026-Q4 --amount 12000 --agreed-with both',
            'amcli budget add goody "Volume bonus" --period 2027 --amount 20000 --direction revenue',
        ),
        "list": (
            "amcli budget list --account maruti --period 2026",
            "amcli budget list --period 2026-Q3 --agreed-with client",
        ),
        "show": (
            "amcli budget show B2",
            "amcli budget show B2 -f json",
        ),
        "edit": (
            "amcli budget edit B2 --amount 15000",
            'amcli budget edit B2 --agreed-with both --note "Confirmed by mail"',
        ),
        "remove": (
            "amcli budget remove B2 --yes",
            "amcli budget remove B2 --dry-run",
        ),
    }),
    newest_last=True,
    day="start",
    keys=(("external_id",), ("account_id", "name", "start", "end")),
    columns=(
        ID_COLUMN,
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("name"),
        Column("period"),
        Column("start", Kind.DATE, rank=IN_FULL),
        Column("end", Kind.DATE, rank=IN_FULL, after=True),
        Column("amount", Kind.MONEY),
        CURRENCY_COLUMN,
        Column("direction", rank=2),
        Column("group", Kind.FLAG, rank=3),
        Column("agreed_with", rank=3),
        EXTERNAL_ID_COLUMN,
        NOTE_COLUMN,
    ),
    searched=("name", "note", "external_id", "account_id"),
    search=Search("r.name", weights=(10, 1, 5, 0), names=("name",)),
    document=(
        "id", "account", "name", "start", "end", "amount", "currency", "direction", "group", "agreed_with",
        "external_id", "note",
    ),
    filled=frozenset({
        "id", "account", "account_name", "name", "period", "start", "end", "amount", "currency", "direction", "group",
    }),
    added=MappingProxyType({"group": 3}),
    more=(START_FIELD, END_FIELD),
    sections=(Section("expenses", "expense", "budget_id = ?", "date, record_id"),),
    check="features.budgets.services.checks:check_budget",
    row_check="group",
    by_day="features.budgets.services.spend:holding",
    frozen="features.budgets.services.checks:LEFT_ALONE_BY_IMPORTS",
    warnings="features.budgets.services.overspending:overspending",
)  # fmt: skip

EXPENSE = Noun(
    name="expense",
    view="expenses",
    letter="X",
    fields=(
        Field("budget", Type.REF, "The budget it is spent from.", noun="budget", required=True, positional=True),
        Field(
            "amount", Type.MONEY, "How much was spent, or came back.", required=True, positional=True,
            below_zero="--kind refund",
        ),
        Field("date", Type.DATE, "The day it was spent.", option="--on", default="today"),
        Field("kind", Type.CHOICE, "A refund is taken off what was spent.", choices=EXPENSES, default="spend"),
        Field("memo", help="What for."),
        EXTERNAL_ID_FIELD,
    ),
    label="memo",
    words=("amount", "currency", "budget"),
    order="-date,-id",
    help="What was spent, and what came back of it. `amcli budget spend` writes it.",
    examples=MappingProxyType({
        "list": (
            "amcli expense list --account maruti --period this-quarter",
            "amcli expense list --period last-month --sort -amount --limit 5",
        ),
        "show": (
            "amcli expense show X9",
            "amcli expense show X9 -f json",
        ),
        "edit": (
            'amcli expense edit X9 --amount 480 --memo "Stand, corrected invoice"',
            "amcli expense edit X9 --on 2026-08-18",
        ),
        "remove": (
            "amcli expense remove X9 --yes",
            "amcli expense remove X9 --dry-run",
        ),
    }),
    day="date",
    keys=(("external_id",), ("budget_id", "date", "amount_minor", "kind", "memo")),
    columns=(
        ID_COLUMN,
        Column("date", Kind.DATE),
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("budget"),
        Column("amount", Kind.MONEY),
        CURRENCY_COLUMN,
        Column("kind", rank=2),
        Column("memo"),
        EXTERNAL_ID_COLUMN,
    ),
    exported=(Column("budget_id"),),
    sources=MappingProxyType({"budget_id": "('B' || budget_id)"}),
    searched=("memo", "external_id", "budget_id"),
    search=Search("(SELECT b.name FROM budget b WHERE b.id = r.budget_id)", weights=(1, 1, 0)),
    document=("id", "date", "amount", "currency", "kind", "memo", "external_id", "budget_id"),
    added=MappingProxyType({"kind": 2}),
    filled=frozenset({"id", "date", "account", "account_name", "budget", "amount", "currency", "kind", "budget_id"}),
    more=(
        Field("budget_id", Type.REF, "The budget it is spent from.", noun="budget", stored="budget_id"),
        Field("currency", Type.CURRENCY, "Its budget's."),
    ),
    within="account",
    check="features.budgets.services.checks:check_expense",
    finish_row="features.budgets.services.checks:finish_expense_row",
    warnings="features.budgets.services.overspending:overspending",
    signs="kind",
    unpublished=("memo",),
)  # fmt: skip
