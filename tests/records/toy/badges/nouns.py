"""Badges: what an account's people wear at our gate."""

from __future__ import annotations

from types import MappingProxyType

from amcli.base.fields import CURRENCY_COLUMN, CURRENCY_FIELD, EXTERNAL_ID_FIELD, ID_COLUMN, Field, Noun, Type
from amcli.base.results import IN_FULL, Column, Kind
from amcli.features.accounts.nouns import ACCOUNT_COLUMN, ACCOUNT_FIELD, ACCOUNT_NAME_COLUMN

COLORS = ("red", "green")

BADGE = Noun(
    name="badge",
    view="badges",
    letter="BA",
    fields=(
        ACCOUNT_FIELD,
        Field("name", help="What is printed on it.", required=True, positional=True),
        Field("day", Type.DATE, "The day it was handed out.", option="--on", default="today"),
        Field("fee", Type.MONEY, "What it costs.", required=True),
        Field("color", Type.CHOICE, "Who may go where.", choices=COLORS, default="green"),
        Field("holder", Type.REF, "Who wears it; repeatable.", noun="contact", many=True),
        CURRENCY_FIELD,
        EXTERNAL_ID_FIELD,
    ),
    label="name",
    words=("name", "account"),
    order="-day,-id",
    help="What an account's people wear at our gate.",
    examples=MappingProxyType({
        "add": (
            'amcli badge add maruti "Gate 3" --fee 12.50 --holder "Asha Rao"',
            'amcli badge add ford "Gate 1" --fee 15 --color red --on yesterday',
        ),
        "list": (
            "amcli badge list --color red --period this-year",
            "amcli badge list --account maruti --sort -fee",
        ),
        "show": (
            "amcli badge show BA1",
            "amcli badge show BA1 -f json",
        ),
        "edit": (
            "amcli badge edit BA1 --add-holder C2",
            "amcli badge edit BA1 --color red",
        ),
        "remove": (
            "amcli badge remove BA1 --yes",
            "amcli badge remove BA1 --dry-run",
        ),
    }),
    day="day",
    keys=(("external_id",), ("account_id", "name", "day")),
    columns=(
        ID_COLUMN,
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("name"),
        Column("day", Kind.DATE),
        Column("fee", Kind.MONEY),
        CURRENCY_COLUMN,
        Column("color"),
        Column("holder", Kind.LIST),
        Column("external_id", rank=IN_FULL),
    ),
    exported=(Column("holder_ids", Kind.LIST),),
    sources=MappingProxyType({
        "holder_ids": """(SELECT group_concat('C' || contact_id, ';') FROM (
        SELECT contact_id FROM badge_contact WHERE badge_id = v.record_id ORDER BY id))""",
    }),
    searched=("name", "account_id"),
    document=("id", "account", "name", "day", "fee", "currency", "color", "external_id", "holder_ids"),
    filled=frozenset({"id", "account", "account_name", "name", "day", "fee", "currency", "color"}),
    more=(Field("holder_ids", Type.REF, "Who wears it.", noun="contact", many=True),),
    check="features.badges.services:check_badge",
)  # fmt: skip
