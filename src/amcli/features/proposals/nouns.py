"""What was said of the proposals that `next` makes: accepted, dismissed, or not now."""

from __future__ import annotations

from types import MappingProxyType

from amcli.base.fields import ID_COLUMN, NOTE_COLUMN, NOTE_FIELD, Field, Noun, Type
from amcli.base.results import IN_FULL, Column, Kind
from amcli.base.time.dates import Look
from amcli.features.accounts.nouns import ACCOUNT_COLUMN, ACCOUNT_FIELD, ACCOUNT_NAME_COLUMN

ACCEPTED, DISMISSED, SNOOZED = VERDICTS = ("accepted", "dismissed", "snoozed")

DECISION = Noun(
    name="decision",
    view="decisions",
    letter="DC",
    fields=(
        Field("proposal", help="What `next` calls it, such as maruti:quiet.", required=True, positional=True),
        ACCOUNT_FIELD._replace(required=False, positional=False),
        Field("verdict", Type.CHOICE, "What was said of it.", choices=VERDICTS, required=True),
        Field("reason", help="What it was made of.", required=True),
        Field("day", Type.DATE, "The day it was said.", option="--on", default="today"),
        Field("until", Type.DATE, "The day from which it may come again.", look=Look.AHEAD),
        Field("deadline", Type.REF, "The deadline that was made of it.", noun="deadline"),
        NOTE_FIELD._replace(help="Why."),
    ),
    label="proposal",
    words=("proposal", "verdict", "day"),
    order="-day,-id",
    help="What was said of proposals. `amcli next accept`, `dismiss` and `snooze` write it.",
    examples=MappingProxyType({
        "list": (
            "amcli decision list",
            "amcli decision list --verdict dismissed -f csv",
        ),
        "show": (
            "amcli decision show DC1",
            "amcli decision show DC1 -f json",
        ),
        "remove": (
            "amcli decision remove DC1 --yes",
            "amcli decision remove DC1 --dry-run",
        ),
    }),
    day="day",
    keys=(("proposal", "day", "verdict"),),
    columns=(
        ID_COLUMN,
        Column("day", Kind.DATE),
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("proposal"),
        Column("verdict"),
        Column("until", Kind.DATE, rank=1),
        Column("deadline", rank=2),
        Column("reason", rank=IN_FULL),
        NOTE_COLUMN,
    ),
    document=("id", "day", "account", "proposal", "verdict", "until", "reason", "deadline", "note"),
    filled=frozenset({"id", "day", "proposal", "verdict", "reason"}),
    since_format=7,
    published=False,
)  # fmt: skip
