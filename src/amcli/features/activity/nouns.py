"""What was said to whom."""

from __future__ import annotations

from types import MappingProxyType

from amcli.base.fields import (
    EXTERNAL_ID_COLUMN,
    EXTERNAL_ID_FIELD,
    ID_COLUMN,
    UID_FIELD,
    Field,
    Noun,
    Search,
    Type,
)
from amcli.base.results import IN_FULL, Column, Kind
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

INTERACTIONS = ("call", "meeting", "email", "visit", "note")
TWO_WAY = ("call", "meeting", "email", "visit")

INTERACTION = Noun(
    name="interaction",
    view="interactions",
    letter="I",
    fields=(
        ACCOUNT_FIELD,
        Field("text", help="What was said.", required=True, positional=True),
        Field("kind", Type.CHOICE, "What it was.", choices=INTERACTIONS, default="call"),
        Field("date", Type.DATE, "The day it happened.", option="--on", default="today"),
        Field("with", Type.REF, "Who took part; repeatable.", noun="contact", many=True),
        Field("minutes", Type.INT, "How long it took.", least=0, most=100_000),
        EXTERNAL_ID_FIELD,
        Field("about", Type.ABOUT, "What of the account it is about, such as OP3.", nouns=SUBJECTS),
        FOR_FIELD,
        Field("owed_by", Type.CHOICE, "Who owes what comes of it.", choices=SIDES),
    ),
    label="text",
    words=("text",),
    order="-date,-id",
    help="What was said to whom. `amcli log` writes it.",
    examples=MappingProxyType({
        "list": (
            "amcli interaction list --account maruti --period last-month",
            "amcli interaction list --kind visit --period this-year -o visits.csv",
        ),
        "show": (
            "amcli interaction show I7",
            "amcli interaction show I7 -f markdown",
        ),
        "edit": (
            "amcli interaction edit I7 --kind visit --minutes 30",
            'amcli interaction edit I7 --on yesterday --text "Price list accepted, order form follows"',
        ),
        "remove": (
            "amcli interaction remove I7 --yes",
            "amcli interaction remove I7 I8 --dry-run",
        ),
    }),
    day="date",
    keys=(("external_id",), ("account_id", "date", "kind", "text")),
    columns=(
        ID_COLUMN,
        Column("date", Kind.DATE),
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("kind"),
        Column("text"),
        Column("with", Kind.LIST, rank=1),
        Column("minutes", Kind.INT, rank=2),
        EXTERNAL_ID_COLUMN,
        Column("about", rank=4),
        Column("for", rank=4),
        Column("owed_by", rank=IN_FULL),
    ),
    exported=(Column("with_ids", Kind.LIST), Column("uid"), *(Column(name) for name in SUBJECTS), Column("about_name")),
    sources=MappingProxyType({
        "with_ids": """(SELECT group_concat('C' || contact_id, ';') FROM (
        SELECT contact_id FROM interaction_contact WHERE interaction_id = v.record_id ORDER BY id))""",
        **ABOUT_SOURCES,
    }),
    searched=("text", "account_id"),
    search=Search(weights=(1, 0)),
    document=(
        "id", "date", "account", "kind", "text", "minutes", "external_id", "for", "owed_by", "with_ids", "uid",
        *SUBJECTS,
    ),
    added=MappingProxyType({"for": 4, "owed_by": 4, **SUBJECTS_ADDED}),
    filled=frozenset({"id", "date", "account", "account_name", "kind", "text"}),
    more=(
        Field("with_ids", Type.REF, "Who took part.", noun="contact", many=True),
        UID_FIELD,
        *ABOUT_FIELDS,
    ),
    frozen="features.activity.services.log_line:LEFT_ALONE_BY_IMPORTS",
    dated="features.issues.services.acknowledged:acknowledge",
    unpublished=("text",),
    of_client=True,
)  # fmt: skip
