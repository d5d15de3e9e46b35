"""Negotiations: what is talked about point by point, what either side offered, and what was agreed."""

from __future__ import annotations

from types import MappingProxyType

from amcli.base.fields import (
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
from amcli.features.accounts.nouns import (
    ABOUT_FIELDS,
    ACCOUNT_COLUMN,
    ACCOUNT_FIELD,
    ACCOUNT_NAME_COLUMN,
    SIDES,
    about_sources,
)
from amcli.features.team.nouns import FOR_FIELD

PRICE, TIME, QUALITY, VOLUME, PAYMENT, OTHER = POINTS = ("price", "time", "quality", "volume", "payment", "other")
HIGHER, LOWER = BETTER = ("higher", "lower")
AGREED, BROKEN_OFF = OUTCOMES = ("agreed", "broken-off")
_ABOUT = ABOUT_FIELDS[:2]  # an opportunity or a contract
SUBJECTS = tuple(field.name for field in _ABOUT)
US, CLIENT = SIDES
# In the place of what was asked in return: a value past our limit that was agreed, and that we never offered.
NOT_OFFERED = "agreed, not offered"

NEGOTIATION = Noun(
    name="negotiation",
    view="negotiations",
    letter="NG",
    fields=(
        ACCOUNT_FIELD,
        Field("subject", help="What is negotiated.", required=True, positional=True),
        Field("about", Type.ABOUT, "The opportunity or contract that it is about.", nouns=SUBJECTS),
        Field("until", Type.DATE, "The day by which it should be agreed.", look=Look.AHEAD),
        Field("started", Type.DATE, "The day it began.", option="--on", default="today"),
        FOR_FIELD._replace(name="owner", help="The colleague who negotiates; else you."),
        Field("outcome", Type.CHOICE, "How it ended.", choices=OUTCOMES, over=OUTCOMES),
        Field("closed", Type.DATE, "The day it ended."),
        LINK_FIELD,
        NOTE_FIELD,
        EXTERNAL_ID_FIELD,
    ),
    label="subject",
    words=("subject", "account"),
    order="until,id",
    help="What is negotiated with clients: points, offers, and what was agreed.",
    examples=MappingProxyType({
        "add": (
            'amcli negotiation add maruti "Prices of 2027" --until 2026-12-15',
            'amcli negotiation add OP1 "Renewal" --until eoq',
        ),
        "list": (
            "amcli negotiation list --account maruti",
            "amcli negotiation list --all --sort -started",
        ),
        "edit": (
            "amcli negotiation edit NG1 --until +2w",
            "amcli negotiation edit NG1 --owner nora",
        ),
        "remove": (
            "amcli negotiation remove NG1 --yes",
            "amcli negotiation remove NG1 --dry-run",
        ),
        "show": (
            "amcli negotiation show NG1",
            "amcli negotiation show NG1 -f json",
        ),
    }),
    day="started",
    live="closed IS NULL",
    keys=(("external_id",), ("account_id", "subject", "started")),
    columns=(
        ID_COLUMN,
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("subject"),
        Column("about", rank=1),
        Column("started", Kind.DATE, rank=2),
        Column("until", Kind.DATE),
        Column("owner", rank=2),
        Column("outcome", rank=3),
        Column("closed", Kind.DATE, rank=3),
        LINKS_COLUMN,
        NOTE_COLUMN,
        EXTERNAL_ID_COLUMN,
    ),
    exported=(*(Column(name) for name in SUBJECTS), Column("about_name")),
    sources=MappingProxyType(about_sources(*SUBJECTS)),
    searched=("subject", "note", "external_id", "account_id"),
    search=Search("r.subject", weights=(10, 1, 5, 0), names=("subject",)),
    document=(
        "id", "account", "subject", *SUBJECTS, "started", "until", "owner", "outcome", "closed",
        "links", "note", "external_id",
    ),
    filled=frozenset({"id", "account", "account_name", "subject", "started"}),
    more=_ABOUT,
    sections=(
        Section("points", "point", "negotiation_id = ?", "record_id"),
        Section("offers", "offer", "negotiation_id = ?", "day, record_id"),
        Section("deadlines", "deadline", "negotiation_id = ? AND done IS NULL", "due, record_id"),
        Section("interactions", "interaction", "negotiation_id = ?", "date DESC, record_id DESC", 5),
    ),
    parts=("point",),
    since_format=5,
    check="features.negotiations.services.checks:check_negotiation",
    finish_row="features.negotiations.services.file_rows:finish_negotiation_row",
    own_files=True,
    of_client=True,
)  # fmt: skip

POINT = Noun(
    name="point",
    view="points",
    letter="PT",
    fields=(
        Field("negotiation", Type.REF, "The negotiation that it is a point of.", noun="negotiation", required=True,
              positional=True),
        Field("name", help="What it is called in it, such as price.", required=True, positional=True),
        Field("subject", Type.CHOICE, "What it is about.", choices=POINTS, default=OTHER),
        Field("unit", help="What its values are in, such as % or d."),
        Field("better", Type.CHOICE, "What is better for us.", choices=BETTER),
        Field("agreed", Type.NUMBER, "What was agreed."),
        Field("agreed_on", Type.DATE, "The day it was agreed."),
        Field("aim", Type.NUMBER, "What we want to reach; private.", private=True),
        Field("limit", Type.NUMBER, "How far we may go; private.", private=True),
    ),
    label="name",
    words=("name", "negotiation"),
    order="id",
    help="The points of negotiations. The verbs of `amcli negotiation` write them.",
    examples=MappingProxyType({
        "list": (
            "amcli point list --negotiation NG1",
            "amcli point list --subject price -f csv",
        ),
        "show": (
            "amcli point show PT1",
            "amcli point show PT1 -f json",
        ),
        "remove": (
            "amcli point remove PT1 --yes",
            "amcli point remove PT1 --dry-run",
        ),
    }),
    keys=(("negotiation_id", "name"),),
    columns=(
        ID_COLUMN,
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("negotiation"),
        Column("name"),
        Column("subject", rank=1),
        Column("unit"),
        Column("better", rank=2),
        Column("agreed", Kind.NUMBER),
        Column("agreed_on", Kind.DATE, rank=2),
    ),
    sources=MappingProxyType({
        "aim": "(SELECT aim FROM point WHERE id = v.record_id)",
        "limit": '(SELECT "limit" FROM point WHERE id = v.record_id)',
    }),
    document=("id", "negotiation", "name", "subject", "unit", "better", "agreed", "agreed_on", "aim", "limit"),
    filled=frozenset({"id", "account", "account_name", "negotiation", "name", "subject"}),
    within="account",
    parts=("offer",),
    since_format=5,
    check="features.negotiations.services.checks:check_point",
    removal="features.negotiations.services.checks:refuse_removal",
)  # fmt: skip

OFFER = Noun(
    name="offer",
    view="offers",
    letter="OF",
    fields=(
        Field("point", Type.REF, "The point that it is an offer on.", noun="point", required=True, positional=True),
        Field("value", Type.NUMBER, "What was offered, in the unit of the point.", required=True),
        Field("side", Type.CHOICE, "Who offered it.", choices=SIDES, required=True),
        Field("day", Type.DATE, "The day it was offered.", option="--on", default="today"),
        Field("in_return", help="What was asked in return."),
        Field("withdrawn", Type.DATE, "The day it was taken back."),
        Field("past_limit", help="Why it goes beyond our limit; private.", private=True),
    ),
    label="value",
    words=("value", "unit", "name", "negotiation"),
    order="-day,-id",
    help="What either side offered, never changed. The verbs of `amcli negotiation` write it.",
    examples=MappingProxyType({
        "list": (
            "amcli offer list --negotiation NG1 --side client",
            "amcli offer list --period this-month -f csv",
        ),
        "show": (
            "amcli offer show OF1",
            "amcli offer show OF1 -f json",
        ),
    }),
    day="day",
    keys=(("point_id", "day", "side", "value"),),
    columns=(
        ID_COLUMN,
        Column("day", Kind.DATE),
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("negotiation"),
        Column("point", rank=IN_FULL),
        Column("name"),
        Column("side"),
        Column("value", Kind.NUMBER),
        Column("unit"),
        Column("in_return", rank=1),
        Column("withdrawn", Kind.DATE, rank=2),
    ),
    sources=MappingProxyType({"past_limit": "(SELECT past_limit FROM offer WHERE id = v.record_id)"}),
    document=("id", "point", "day", "side", "value", "in_return", "withdrawn", "past_limit"),
    filled=frozenset({"id", "day", "account", "account_name", "negotiation", "point", "name", "side", "value"}),
    within="account",
    beyond=(Field("negotiation", Type.REF, "The negotiation of its point.", noun="negotiation"),),
    since_format=5,
)  # fmt: skip
