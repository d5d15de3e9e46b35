"""Conflicts with clients: what happened, who handles it, what came of it, and how that went."""

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
from amcli.base.time.dates import Look
from amcli.features.accounts.nouns import ACCOUNT_COLUMN, ACCOUNT_FIELD, ACCOUNT_NAME_COLUMN
from amcli.features.team.nouns import FOR_FIELD

CRITICAL, HIGH, NORMAL, LOW = SEVERITIES = ("critical", "high", "normal", "low")
CAUSES = ("quality", "delivery", "price", "billing", "service", "people", "other")
# After ISO 10002 (2018), 8.2 to 8.7: received, acknowledged, assessed and investigated, answered, closed.
RECEIVED, ACKNOWLEDGED, INVESTIGATING, ANSWERED, CLOSED = STAGES = (
    "received", "acknowledged", "investigating", "answered", "closed",
)  # fmt: skip
WAITS = ("client", "third-party", "us")
STOPS_THE_CLOCK = WAITS[:2]
ACCEPTED = ("yes", "no")

# What of an issue is dated: a phase has it as it was from a moment on.
_STAGE = Field("stage", Type.CHOICE, "How far it is.", choices=STAGES, default=RECEIVED, over=(CLOSED,))
_SEVERITY = Field("severity", Type.CHOICE, "How grave it is.", choices=SEVERITIES, default=NORMAL)
_WAITING = Field("waiting", Type.CHOICE, "Whom it waits for.", choices=WAITS)
_OWNER = FOR_FIELD._replace(name="owner", help="The colleague who handles it; else you.")
_ESCALATED = Field(
    "escalated_to", Type.REF, "The colleague it was taken to.", noun="colleague", stored="escalated_id",
    called="issue{} taken to",
)  # fmt: skip

# Days from the one on which it was raised to the one on which it was closed, or to today.
_AGE = "CAST(julianday(substr(coalesce(closed, :today), 1, 10)) - julianday(substr(opened, 1, 10)) AS INTEGER)"

ISSUE = Noun(
    name="issue",
    view="issues",
    letter="IS",
    fields=(
        ACCOUNT_FIELD,
        Field("title", help="What happened.", required=True, positional=True),
        _SEVERITY,
        Field("cause", Type.CHOICE, "What it is about.", choices=CAUSES, default="other"),
        Field("raised_by", Type.REF, "Who of the client raised it.", noun="contact", stored="contact_id"),
        Field("opened", Type.DUE, "The day, or day and time, it was raised.", option="--on", look=Look.BACK),
        Field("wants", help="What the client asks for."),
        _OWNER,
        _STAGE,
        _WAITING,
        _ESCALATED,
        Field("resolution", help="What was answered, and done about it."),
        Field("cost", Type.MONEY, "What it cost us in goodwill."),
        CURRENCY_FIELD,
        Field("accepted", Type.CHOICE, "Whether the client accepted that.", choices=ACCEPTED, over=ACCEPTED),
        Field("acknowledged", Type.DUE, "When the client heard that it is handled.", look=Look.BACK),
        Field("closed", Type.DUE, "When it was closed.", look=Look.BACK),
        LINK_FIELD,
        NOTE_FIELD,
        EXTERNAL_ID_FIELD,
    ),
    label="title",
    words=("title", "account"),
    order="opened,id",
    help="Conflicts with clients, and what became of them.",
    examples=MappingProxyType({
        "add": (
            'amcli issue add ford "Wiper blades streak" --severity high --cause quality --wants "New ones by Friday"',
            'amcli issue add maruti "Invoice for discs never ordered" --cause billing --on "yesterday 16:30"',
        ),
        "list": (
            "amcli issue list --severity critical",
            "amcli issue list --account ford --all --sort -opened",
        ),
        "edit": (
            "amcli issue edit IS1 --severity critical --cause delivery",
            'amcli issue edit IS1 --wants "A credit for the June lot"',
        ),
        "remove": (
            "amcli issue remove IS1 --yes",
            "amcli issue remove IS1 --dry-run",
        ),
        "show": (
            "amcli issue show IS1",
            "amcli issue show IS1 -f json",
        ),
    }),
    day="opened",
    live="closed IS NULL",
    keys=(("external_id",), ("account_id", "title", "opened")),
    columns=(
        ID_COLUMN,
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("title"),
        Column("severity"),
        Column("cause", rank=2),
        Column("stage", rank=1),
        Column("waiting", rank=2),
        Column("opened", Kind.DATE, timed=True),
        Column("age", Kind.INT, rank=1),
        Column("acknowledged", Kind.DATE, timed=True, rank=4),
        Column("closed", Kind.DATE, timed=True, rank=3),
        Column("raised_by", rank=4),
        Column("owner", rank=3),
        Column("escalated_to", rank=4),
        Column("wants", rank=IN_FULL),
        Column("resolution", rank=IN_FULL),
        Column("cost", Kind.MONEY, rank=4),
        CURRENCY_COLUMN._replace(rank=4),
        Column("accepted", rank=4),
        LINKS_COLUMN,
        NOTE_COLUMN,
        EXTERNAL_ID_COLUMN,
    ),
    exported=(Column("raised_by_id"),),
    sources=MappingProxyType({"raised_by_id": "('C' || contact_id)", "age": _AGE}),
    searched=("title", "wants", "resolution", "note", "external_id", "account_id"),
    search=Search("r.title", weights=(10, 3, 3, 1, 5, 0), names=("title",)),
    document=(
        "id", "account", "title", "severity", "cause", "raised_by_id", "opened", "wants", "owner", "stage", "waiting",
        "escalated_to", "resolution", "cost", "currency", "accepted", "acknowledged", "closed", "links", "note",
        "external_id",
    ),
    filled=frozenset({"id", "account", "account_name", "title", "severity", "cause", "opened", "stage", "age"}),
    more=(Field("raised_by_id", Type.REF, "Who of the client raised it.", noun="contact", stored="contact_id"),),
    sections=(
        Section("phases", "phase", "issue_id = ?", "at, record_id"),
        Section("deadlines", "deadline", "issue_id = ?", "due, record_id"),
        Section("interactions", "interaction", "issue_id = ?", "date, record_id"),
    ),
    parts=("phase",),
    since_format=5,
    check="features.issues.services.checks:check_issue",
    finish_row="features.issues.services.ticket_rows:finish_ticket_row",
    own_files=True,
    frozen="features.issues.services.taken_in:LEFT_ALONE_BY_IMPORTS",
    taken_in="features.issues.services.taken_in:TAKEN_IN",
    dated="features.issues.services.phases:keep_phases",
    agrees="features.issues.services.agreement:LAST_PHASES",
    twin="features.issues.services.checks:note_same_issue",
    of_client=True,
)  # fmt: skip

PHASE = Noun(
    name="phase",
    view="phases",
    letter="PH",
    fields=(
        Field("issue", Type.REF, "The issue that moved.", noun="issue", required=True, positional=True),
        Field("at", Type.DUE, "The day, or day and time, from which on it was so.", required=True, look=Look.BACK),
        _STAGE._replace(required=True, default=""),
        _SEVERITY._replace(required=True, default=""),
        _WAITING,
        _OWNER,
        _ESCALATED._replace(called="phase{} of issues taken to"),
    ),
    label="stage",
    words=("stage", "at", "issue"),
    order="-at,-id",
    help="How issues went: what each was from a moment on. The verbs of `amcli issue` write it.",
    examples=MappingProxyType({
        "list": (
            "amcli phase list --issue IS1",
            "amcli phase list --period this-month -f csv",
        ),
        "show": (
            "amcli phase show PH1",
            "amcli phase show PH1 -f json",
        ),
    }),
    day="at",
    keys=(("issue_id", "at", "stage", "severity", "waiting", "colleague_id", "escalated_id"),),
    columns=(
        ID_COLUMN,
        Column("at", Kind.DATE, timed=True),
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("issue"),
        Column("title", rank=1),
        Column("stage"),
        Column("severity", rank=1),
        Column("waiting", rank=2),
        Column("owner", rank=3),
        Column("escalated_to", rank=3),
    ),
    document=("id", "issue", "at", "stage", "severity", "waiting", "owner", "escalated_to"),
    filled=frozenset({"id", "at", "account", "account_name", "issue", "title", "stage", "severity"}),
    within="account",
    since_format=5,
)  # fmt: skip
