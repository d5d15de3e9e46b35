"""What is due."""

from __future__ import annotations

from types import MappingProxyType

from amcli.base.fields import (
    EXTERNAL_ID_COLUMN,
    EXTERNAL_ID_FIELD,
    ID_COLUMN,
    NOTE_COLUMN,
    NOTE_FIELD,
    UID_FIELD,
    Field,
    Noun,
    Search,
    Type,
)
from amcli.base.results import IN_FULL, Column, Kind
from amcli.base.time.dates import Look
from amcli.features.accounts.nouns import (
    ABOUT_FIELDS,
    ABOUT_SOURCES,
    ACCOUNT_COLUMN,
    ACCOUNT_FIELD,
    ACCOUNT_NAME_COLUMN,
    SIDES,
    SUBJECTS,
    SUBJECTS_ADDED,
)
from amcli.features.team.nouns import FOR_FIELD

DEADLINES = ("deliverable", "follow-up", "contract", "meeting", "training", "other")
PRIORITIES = ("high", "normal", "low")
SHIFTS = ("before", "after")

DEADLINE = Noun(
    name="deadline",
    view="deadlines",
    letter="D",
    fields=(
        ACCOUNT_FIELD,
        Field("title", help="What is due.", required=True, positional=True),
        Field("due", Type.DUE, "The day, or day and time.", required=True, look=Look.AHEAD),
        Field("kind", Type.CHOICE, "What sort of deadline.", choices=DEADLINES, default="other"),
        Field("priority", Type.CHOICE, "How much it matters.", choices=PRIORITIES, default="normal"),
        Field("every", Type.RULE, "How it comes again: month, '2 weeks', 'last friday of month' …; or --rrule."),
        Field("until", Type.DATE, "The last day of a series.", look=Look.AHEAD),
        Field("times", Type.INT, "How often a series comes.", least=1, most=10_000),
        Field("shift", Type.CHOICE, "Where it goes when it falls on a weekend or holiday.", choices=SHIFTS),
        Field("remind", Type.LEAD_TIMES, "How long before it is said, such as 7d,1d,0d; none for never."),
        EXTERNAL_ID_FIELD,
        NOTE_FIELD,
        Field("done", Type.DATE, "The day it was closed."),
        Field("about", Type.ABOUT, "What of the account it is about, such as OP3.", nouns=SUBJECTS),
        FOR_FIELD,
        Field("owed_by", Type.CHOICE, "Who owes it.", choices=SIDES),
        Field("evidence", help="The proof with which it was closed."),
    ),
    label="title",
    words=("title", "due"),
    order="due,id",
    help="What is due.",
    examples=MappingProxyType({
        "show": (
            "amcli deadline show D12",
            "amcli deadline show D12 -f ics -o D12.ics",
        ),
    }),
    day="due",
    live="done IS NULL",
    keys=(("external_id",), ("account_id", "title", "due")),
    derived=("anchor", "occurrence"),
    columns=(
        ID_COLUMN,
        Column("due", Kind.DATE, timed=True),
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("title"),
        Column("kind", rank=1),
        Column("priority", rank=2),
        Column("every", rank=3),
        Column("until", Kind.DATE, rank=IN_FULL),
        Column("times", Kind.INT, rank=IN_FULL),
        Column("shift", rank=IN_FULL),
        Column("remind", rank=4),
        Column("series", rank=IN_FULL),
        EXTERNAL_ID_COLUMN,
        NOTE_COLUMN,
        Column("done", Kind.DATE, rank=3),
        Column("about", rank=4),
        Column("for", rank=4),
        Column("owed_by", rank=4),
        Column("evidence", rank=IN_FULL),
    ),
    exported=(
        Column("series_id"),
        Column("anchor", Kind.DATE, timed=True),
        Column("occurrence", Kind.INT),
        Column("template"),
        Column("uid"),
        Column("sequence", Kind.INT),
        Column("zone"),
        Column("exceptions"),
        Column("event"),
        *(Column(name) for name in SUBJECTS),
        Column("about_name"),
    ),
    sources=MappingProxyType({
        "series_id": "('D' || series_id)",
        **ABOUT_SOURCES,
    }),
    searched=("title", "note", "evidence", "account_id"),
    search=Search("r.title", weights=(3, 1, 1, 0)),
    document=(
        "id", "due", "account", "title", "kind", "priority", "every", "until", "times", "shift", "remind",
        "external_id", "note", "done", "for", "owed_by", "evidence", "series_id", "anchor", "occurrence", "template",
        "uid", "sequence", "zone", "exceptions", "event", *SUBJECTS,
    ),
    added=MappingProxyType({
        "for": 4, "owed_by": 4, "evidence": 4, "zone": 8, "exceptions": 8, "event": 8, **SUBJECTS_ADDED,
    }),
    filled=frozenset({"id", "due", "account", "account_name", "title", "kind", "priority", "sequence"}),
    more=(
        Field(
            "series_id", Type.REF, "The first one of its series.", noun="deadline", stored="series_id",
            called="later deadline{} of its series",
        ),
        Field("anchor", Type.DUE, "The day from which its series counts."),
        Field("occurrence", Type.INT, "Which day of its series it is, from 0 on.", most=2**31),
        Field("template", help="What the next of its series takes, as JSON, where this one was edited."),
        UID_FIELD,
        Field("sequence", Type.INT, "How often it changed, for calendars.", most=2**31),
        Field("zone", help="The clock by which a series of another calendar is counted, such as Asia/Tokyo."),
        Field("exceptions", help="Days of a series that are otherwise or left out, as JSON."),
        Field("event", help="What another calendar's entry says beyond these fields."),
        *ABOUT_FIELDS,
    ),
    changes_in_series=("sequence", "series_id"),
    closed="done",
    parts=("decision",),
    check="features.deadlines.services.checks:check_deadline",
    row_check="due",
    finish_row="features.deadlines.services.checks:finish_deadline_row",
    frozen="features.deadlines.services.checks:LEFT_ALONE_BY_IMPORTS",
    unpublished=("evidence", "exceptions", "event"),
    of_client=True,
)  # fmt: skip
