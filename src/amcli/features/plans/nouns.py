"""What accounts need, the plan of an account, what it is to reach, and what it brings and takes by year."""

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
from amcli.base.time.dates import Look
from amcli.features.accounts.nouns import ACCOUNT_COLUMN, ACCOUNT_FIELD, ACCOUNT_NAME_COLUMN

# The three orders of need (Wilson and Croom-Morgan 1993, as Millman and Wilson 1996 have them).
NEEDS = ("product", "process", "facilitation")
PRIORITIES = ("high", "normal", "low")
# What the progress of an objective is worked out of.
SALES, MARGIN, WHITESPACE = "sales", "margin", "whitespace"
ISSUES, CONTACTS, NONE = "issues", "contacts", "none"
MEASURES = (SALES, MARGIN, WHITESPACE, ISSUES, CONTACTS, NONE)

# `plan 2026 of maruti`: a plan has no name, and its text is a page.
_CALLED = """'plan ' || iif(r.start LIKE '%-01-01' AND r."end" = date(r.start, '+1 year'), substr(r.start, 1, 4),
    r.start || '..' || date(r."end", '-1 day')) || ' of ' || (SELECT code FROM account WHERE id = r.account_id)"""

NEED = Noun(
    name="need",
    view="needs",
    letter="ND",
    fields=(
        ACCOUNT_FIELD,
        Field("text", help="What it needs, in its own words.", required=True, positional=True),
        Field("kind", Type.CHOICE, "A product, a process, or to be helped along.", choices=NEEDS, required=True),
        Field("priority", Type.CHOICE, "How much it matters to them.", choices=PRIORITIES, default="normal"),
        Field("contact", Type.REF, "Who said so.", noun="contact", option="--from-contact", same_owner=True),
        Field("day", Type.DATE, "The day it was said.", option="--on", default="today"),
        Field("met", Type.DATE, "The day it was met."),
        NOTE_FIELD,
        EXTERNAL_ID_FIELD,
    ),
    label="text",
    words=("text", "account"),
    order="account,-day,-id",
    help="What accounts need, in their words.",
    examples=MappingProxyType({
        "add": (
            'amcli need add maruti "Discs within three weeks" --kind process --from-contact "Devraj Pellumal"',
            'amcli need add ford "One price for three years" --kind facilitation --priority high',
        ),
        "list": (
            "amcli need list --account maruti",
            "amcli need list --kind process --all -f csv",
        ),
        "show": (
            "amcli need show ND1",
            "amcli need show ND1 -f json",
        ),
        "edit": (
            "amcli need edit ND1 --priority high",
            "amcli need edit ND1 --met today",
        ),
        "remove": (
            "amcli need remove ND1 --yes",
            "amcli need remove ND1 --dry-run",
        ),
    }),
    day="day",
    live="met IS NULL",
    closed="met",
    keys=(("external_id",), ("account_id", "text")),
    columns=(
        ID_COLUMN,
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("text"),
        Column("kind"),
        Column("priority", rank=1),
        Column("contact", rank=2),
        Column("day", Kind.DATE, rank=3),
        Column("met", Kind.DATE, rank=3),
        NOTE_COLUMN,
        EXTERNAL_ID_COLUMN,
    ),
    exported=(Column("contact_id"),),
    sources=MappingProxyType({"contact_id": "('C' || contact_id)"}),
    searched=("text", "note", "external_id", "account_id"),
    search=Search("r.text", weights=(3, 1, 5, 0)),
    check="features.plans.services.checks:check_need",
    document=("id", "account", "text", "kind", "priority", "day", "met", "note", "external_id", "contact_id"),
    filled=frozenset({"id", "account", "account_name", "text", "kind", "priority", "day"}),
    more=(Field("contact_id", Type.REF, "Who said so.", noun="contact", stored="contact_id", same_owner=True),),
    since_format=7,
)  # fmt: skip

PLAN = Noun(
    name="plan",
    view="plans",
    letter="PL",
    fields=(
        ACCOUNT_FIELD,
        Field("period", Type.PERIOD, "What it covers, such as 2027.", required=True, positional=True),
        Field("text", help="The plan itself, one page.", required=True),
        Field("written", Type.DATE, "The day it was last written.", option="--on", default="today"),
        EXTERNAL_ID_FIELD,
    ),
    label="start",
    words=("account", "start"),
    order="account,-start",
    help="The plans of accounts: one page, its objectives, its money.",
    examples=MappingProxyType({
        "edit": (
            "amcli plan edit PL1 --on today",
            "amcli plan edit PL1 --period 2026",
        ),
        "remove": (
            "amcli plan remove PL1 --yes",
            "amcli plan remove PL1 --dry-run",
        ),
    }),
    day="start",
    keys=(("external_id",), ("account_id", "start", "end")),
    columns=(
        ID_COLUMN,
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("period"),
        Column("start", Kind.DATE, rank=IN_FULL),
        Column("end", Kind.DATE, rank=IN_FULL, after=True),
        Column("written", Kind.DATE),
        Column("text", rank=IN_FULL),
        EXTERNAL_ID_COLUMN,
    ),
    searched=("text", "external_id", "account_id"),
    search=Search(_CALLED, weights=(3, 5, 0)),
    check="features.plans.services.checks:check_plan",
    removal="features.plans.services.checks:refuse_plan_removal",
    merged="features.plans.services.merging:merge_plans",
    document=("id", "account", "start", "end", "written", "text", "external_id"),
    filled=frozenset({"id", "account", "account_name", "period", "start", "end", "written", "text"}),
    more=(START_FIELD, END_FIELD),
    sections=(
        Section("objectives", "objective", "plan_id = ?", "number"),
        Section("contributions", "contribution", "plan_id = ?", "year"),
    ),
    parts=("objective", "contribution"),
    since_format=7,
    unpublished=("text",),
)  # fmt: skip

OBJECTIVE = Noun(
    name="objective",
    view="objectives",
    letter="OB",
    fields=(
        ACCOUNT_FIELD,
        Field("plan", Type.REF, "The plan that it is one of.", noun="plan", required=True, positional=True),
        Field("title", help="What is to be reached.", required=True, positional=True),
        Field("measure", Type.CHOICE, "What its progress is worked out of.", choices=MEASURES, default=NONE),
        Field("goal", Type.NUMBER, "What is to be reached of it: an amount, a count.", option="--target"),
        CURRENCY_FIELD,
        Field("due", Type.DATE, "The day by which.", look=Look.AHEAD),
        Field("need", Type.REF, "The need that it is for.", noun="need", same_owner=True),
        Field("done", Type.DATE, "The day it was closed."),
        NOTE_FIELD,
        Field("number", Type.INT, "Its place in the plan: PL1.2 is the second of PL1.", least=1),
    ),
    label="title",
    words=("title", "called"),
    order="account,plan,number",
    help="What plans are to reach. `amcli plan objective` writes them.",
    examples=MappingProxyType({
        "list": (
            "amcli objective list --account maruti",
            "amcli objective list --measure sales -f csv",
        ),
        "show": (
            "amcli objective show PL1.1",
            "amcli objective show PL1.1 -f json",
        ),
        "edit": (
            "amcli objective edit PL1.1 --due 2026-12-31",
            "amcli objective edit PL1.2 --done today",
        ),
        "remove": (
            "amcli objective remove PL1.3 --yes",
            "amcli objective remove PL1.3 --dry-run",
        ),
    }),
    day="due",
    live="done IS NULL",
    keys=(("plan_id", "number"),),
    numbered="called",
    columns=(
        ID_COLUMN._replace(undrawn=True),
        Column("called", header="objective"),
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("plan", rank=IN_FULL),
        Column("number", Kind.INT, rank=IN_FULL),
        Column("title"),
        Column("measure", rank=1),
        Column("goal", Kind.NUMBER),
        CURRENCY_COLUMN._replace(header="cur", rank=2),
        Column("due", Kind.DATE),
        Column("need", rank=2),
        Column("done", Kind.DATE, rank=3),
        NOTE_COLUMN,
    ),
    document=("id", "account", "plan", "number", "title", "measure", "goal", "currency", "due", "need", "done", "note"),
    filled=frozenset({"id", "called", "account", "account_name", "plan", "number", "title", "measure"}),
    check="features.plans.services.checks:check_objective",
    since_format=7,
)  # fmt: skip

CONTRIBUTION = Noun(
    name="contribution",
    view="contributions",
    letter="CB",
    fields=(
        Field("plan", Type.REF, "The plan that it is of.", noun="plan", required=True, positional=True),
        Field("year", Type.INT, "The year.", required=True, positional=True, least=1, most=9999),
        Field("sales", Type.MONEY, "What is sold in it.", required=True),
        Field("cost", Type.MONEY, "What that costs.", required=True),
        Field("invest", Type.MONEY, "What is put in.", required=True),
        CURRENCY_FIELD,
    ),
    label="year",
    words=("plan", "year"),
    order="plan,year",
    help="What plans bring and take by year. `amcli plan money` writes it.",
    examples=MappingProxyType({
        "list": (
            "amcli contribution list",
            "amcli contribution list --plan PL1 -f csv",
        ),
        "show": (
            "amcli contribution show CB1",
            "amcli contribution show CB1 -f json",
        ),
        "remove": (
            "amcli contribution remove CB1 --yes",
            "amcli contribution remove CB1 --dry-run",
        ),
    }),
    keys=(("plan_id", "year"),),
    columns=(
        ID_COLUMN,
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("plan"),
        Column("year", Kind.INT),
        Column("sales", Kind.MONEY),
        Column("cost", Kind.MONEY),
        Column("invest", Kind.MONEY),
        CURRENCY_COLUMN,
    ),
    document=("id", "plan", "year", "sales", "cost", "invest", "currency"),
    filled=frozenset({"id", "account", "account_name", "plan", "year", "sales", "cost", "invest", "currency"}),
    within="account",
    check="features.plans.services.checks:check_contribution",
    since_format=7,
)  # fmt: skip
