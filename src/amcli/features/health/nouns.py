"""How an account feels to whoever keeps it: one of the factors of its health, and the only one that is typed for it."""

from __future__ import annotations

from types import MappingProxyType

from amcli.base.fields import ID_COLUMN, NOTE_COLUMN, NOTE_FIELD, Field, Noun, Type
from amcli.base.results import Column, Kind
from amcli.features.accounts.nouns import ACCOUNT_COLUMN, ACCOUNT_FIELD, ACCOUNT_NAME_COLUMN

PULSE = Noun(
    name="pulse",
    view="pulses",
    letter="PU",
    fields=(
        ACCOUNT_FIELD,
        Field(
            "score", Type.INT, "From 1, they leave, to 5, they recommend us.", required=True, positional=True, least=1,
            most=5,
        ),
        Field("day", Type.DATE, "The day it was so.", option="--on", default="today"),
        NOTE_FIELD,
    ),
    label="score",
    words=("score", "account", "day"),
    order="-day,-id",
    help="How accounts feel, from 1 to 5. `amcli account pulse` writes it.",
    examples=MappingProxyType({
        "list": (
            "amcli pulse list --account ford",
            "amcli pulse list --period this-year -f csv",
        ),
        "show": (
            "amcli pulse show PU1",
            "amcli pulse show PU1 -f json",
        ),
        "remove": (
            "amcli pulse remove PU1 --yes",
            "amcli pulse remove PU1 --dry-run",
        ),
    }),
    day="day",
    keys=(("account_id", "day", "score"),),
    columns=(
        ID_COLUMN,
        Column("day", Kind.DATE),
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("score", Kind.INT),
        NOTE_COLUMN,
    ),
    document=("id", "day", "account", "score", "note"),
    filled=frozenset({"id", "day", "account", "account_name", "score"}),
    since_format=7,
    published=False,
)  # fmt: skip
