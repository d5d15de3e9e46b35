"""What may still be sold, and how that moved."""

from __future__ import annotations

from types import MappingProxyType

from amcli.base.fields import (
    CURRENCY_COLUMN,
    CURRENCY_FIELD,
    EXTERNAL_ID_COLUMN,
    EXTERNAL_ID_FIELD,
    ID_COLUMN,
    LINK_FIELD,
    LINKS_COLUMN,
    NOTE_COLUMN,
    NOTE_FIELD,
    Field,
    Noun,
    Search,
    Section,
    Type,
)
from amcli.base.results import IN_FULL, Column, Kind
from amcli.base.stages import ENDS
from amcli.base.time.dates import Look
from amcli.features.accounts.nouns import ACCOUNT_COLUMN, ACCOUNT_FIELD, ACCOUNT_NAME_COLUMN
from amcli.features.team.nouns import FOR_FIELD

NEW, UPSELL, CROSS_SELL, RENEWAL, IDEA = KINDS = ("new", "upsell", "cross-sell", "renewal", "idea")
COMMIT, BEST, PIPELINE, OMITTED = FORECASTS = ("commit", "best", "pipeline", "omitted")

# What of an opportunity is dated: a step has it as it was from a day on.
_STAGE = Field(
    "stage", help="A word of the setting `stages`, or idea; else the first of them.",
    completer="features.pipeline.cli.completion:stages", filtered="features.pipeline.reports.stages_there:stages_there",
    over=ENDS,
)  # fmt: skip
_PROBABILITY = Field("probability", Type.INT, "Percent; else the stage's when it is entered.", most=100)
_AMOUNT = Field("amount", Type.MONEY, "What it would come to; none is known where it is left out.", positional=True)
_CLOSE = Field("close", Type.DATE, "The day on which it should be decided.", look=Look.AHEAD)
_FORECAST = Field("forecast", Type.CHOICE, "How it counts in the forecast.", choices=FORECASTS, default=PIPELINE)
_OWNER = FOR_FIELD._replace(name="owner", help="The colleague whose it is; else yours.")
_SINCE = Field("since", Type.DATE, "The day it entered its stage, where that is not the day of the change.")

OPPORTUNITY = Noun(
    name="opportunity",
    view="opportunities",
    letter="OP",
    fields=(
        ACCOUNT_FIELD,
        Field("name", help="What may be sold.", required=True, positional=True),
        _AMOUNT,
        _CLOSE,
        _STAGE,
        _PROBABILITY,
        Field("kind", Type.CHOICE, "What sort it is; else what was bought before says it.", choices=KINDS),
        Field("product", Type.REF, "What would be sold.", noun="product"),
        _FORECAST,
        Field("with", Type.REF, "Who of the client takes part; repeatable.", noun="contact", many=True),
        Field("competitor", help="Who else wants to sell it."),
        _OWNER,
        CURRENCY_FIELD,
        Field("reason", help="Why it was lost."),
        LINK_FIELD,
        NOTE_FIELD,
        EXTERNAL_ID_FIELD,
        Field("created", Type.DATE, "The day it was opened.", option="--on", default="today"),
        _SINCE,
        Field("closed", Type.DATE, "The day it was won, lost or given up."),
        Field("contract", Type.REF, "The contract that it renews or comes of.", noun="contract"),
    ),
    label="name",
    words=("name", "account"),
    order="close,id",
    help="What may still be sold, and what became of it.",
    examples=MappingProxyType({
        "add": (
            'amcli opportunity add maruti "Renewal of the frame agreement" 120k --close 2026-12-15 --stage proposal',
            'amcli opportunity add ford "Wiper programme" --close eoq --kind cross-sell --competitor "Hollis Brakes"',
        ),
        "list": (
            "amcli opportunity list --account maruti --stage negotiation",
            "amcli opportunity list --kind cross-sell --sort -amount -o cross-sell.csv",
        ),
        "edit": (
            "amcli opportunity edit OP1 --amount 130000 --forecast commit",
            'amcli opportunity edit OP1 --close +1m --competitor "Hollis Brakes"',
        ),
        "remove": (
            "amcli opportunity remove OP1 --yes",
            "amcli opportunity remove OP1 --dry-run",
        ),
        "show": (
            "amcli opportunity show OP1",
            "amcli opportunity show OP1 -f json",
        ),
    }),
    day="close",
    live="closed IS NULL",
    keys=(("external_id",), ("account_id", "name", "created")),
    columns=(
        ID_COLUMN,
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("name"),
        Column("amount", Kind.MONEY, whole=True),
        CURRENCY_COLUMN._replace(header="cur"),
        Column("close", Kind.DATE),
        Column("stage"),
        Column("probability", Kind.INT, header="%"),
        Column("kind", rank=1),
        Column("forecast", rank=3),
        Column("owner", rank=2),
        Column("product", rank=3),
        Column("with", Kind.LIST, rank=IN_FULL),
        Column("competitor", rank=4),
        Column("reason", rank=IN_FULL),
        LINKS_COLUMN,
        NOTE_COLUMN,
        EXTERNAL_ID_COLUMN,
        Column("created", Kind.DATE, rank=IN_FULL),
        Column("since", Kind.DATE, rank=4),
        Column("slips", Kind.INT, rank=4),
        Column("closed", Kind.DATE, rank=3),
        Column("contract", rank=4),
    ),
    exported=(Column("with_ids", Kind.LIST), Column("contract_name")),
    sources=MappingProxyType({
        "contract_name": "(SELECT name FROM contract WHERE id = v.contract_id)",
        "with_ids": """(SELECT group_concat('C' || contact_id, ';') FROM (
        SELECT contact_id FROM opportunity_contact WHERE opportunity_id = v.record_id ORDER BY id))""",
    }),
    searched=("name", "competitor", "reason", "note", "external_id", "account_id"),
    search=Search("r.name", weights=(10, 3, 1, 1, 5, 0), names=("name",)),
    document=(
        "id", "account", "name", "amount", "currency", "close", "stage", "probability", "kind", "forecast", "owner",
        "product", "competitor", "reason", "links", "note", "external_id", "created", "since", "closed", "with_ids",
        "contract",
    ),
    added=MappingProxyType({"contract": 5}),
    filled=frozenset({
        "id", "account", "account_name", "name", "stage", "probability", "kind", "forecast", "created", "slips",
    }),
    more=(Field("with_ids", Type.REF, "Who of the client takes part.", noun="contact", many=True),),
    sections=(
        Section("deadlines", "deadline", "opportunity_id = ? AND done IS NULL", "due, record_id"),
        Section("interactions", "interaction", "opportunity_id = ?", "date DESC, record_id DESC", 5),
        Section("sales", "sale", "record_id IN (SELECT id FROM sale WHERE opportunity_id = ?)", "date, record_id"),
        Section("steps", "step", "opportunity_id = ?", "day, record_id"),
        Section(
            "contacts", "contact",
            "record_id IN (SELECT contact_id FROM opportunity_contact WHERE opportunity_id = ?)", "name, record_id",
        ),
    ),
    parts=("step",),
    since_format=4,
    check="features.pipeline.services.checks:check_opportunity",
    finish_row="features.pipeline.services.deal_rows:finish_deal_row",
    own_files=True,
    frozen="features.pipeline.services.taken_in:LEFT_ALONE_BY_IMPORTS",
    taken_in="features.pipeline.services.taken_in:TAKEN_IN",
    completed=("name", "created"),
    dated="features.pipeline.services.steps:keep_steps",
    agrees="features.pipeline.services.agreement:LAST_STEPS",
    of_client=True,
)  # fmt: skip

STEP = Noun(
    name="step",
    view="steps",
    letter="ST",
    fields=(
        Field(
            "opportunity", Type.REF, "The opportunity that moved.", noun="opportunity", required=True, positional=True
        ),
        Field("day", Type.DATE, "The day from which on it was so.", required=True),
        _STAGE._replace(help="Its stage, or its end.", required=True),
        _SINCE._replace(help="The day it entered that stage.", required=True),
        _AMOUNT._replace(positional=False),
        CURRENCY_FIELD,
        _CLOSE,
        _PROBABILITY._replace(help="Percent.", required=True),
        _FORECAST,
        _OWNER,
        Field("slips", Type.INT, "How often its close had moved to a later month.", default="0"),
    ),
    label="stage",
    words=("stage", "day", "opportunity"),
    order="-day,-id",
    help="How opportunities moved: what each was from a day on. The verbs of `amcli opportunity` write it.",
    examples=MappingProxyType({
        "list": (
            "amcli step list --period this-quarter",
            "amcli step list --opportunity OP1 -f csv",
        ),
        "show": (
            "amcli step show ST1",
            "amcli step show ST1 -f json",
        ),
    }),
    day="day",
    keys=(("opportunity_id", "day", "stage", "amount_minor", "close", "probability", "forecast", "colleague_id"),),
    columns=(
        ID_COLUMN,
        Column("day", Kind.DATE),
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("opportunity"),
        Column("name", rank=1),
        Column("stage"),
        Column("since", Kind.DATE, rank=4),
        Column("amount", Kind.MONEY),
        CURRENCY_COLUMN,
        Column("close", Kind.DATE, rank=1),
        Column("probability", Kind.INT, rank=2),
        Column("forecast", rank=3),
        Column("owner", rank=3),
        Column("slips", Kind.INT, rank=4),
    ),
    document=(
        "id", "opportunity", "day", "stage", "since", "amount", "currency", "close", "probability", "forecast", "owner",
        "slips",
    ),
    filled=frozenset({
        "id", "day", "account", "account_name", "opportunity", "name", "stage", "since", "probability", "forecast",
        "slips",
    }),
    within="account",
    since_format=4,
)  # fmt: skip
