"""Models of key account management that are the user's own, and what accounts came to by a model."""

from __future__ import annotations

from types import MappingProxyType

from amcli.base.fields import ID_COLUMN, NOTE_COLUMN, NOTE_FIELD, Field, Noun, Type
from amcli.base.results import FOR_PROGRAMS, IN_FULL, Column, Kind
from amcli.features.accounts.nouns import ACCOUNT_COLUMN, ACCOUNT_FIELD, ACCOUNT_NAME_COLUMN
from amcli.features.team.nouns import FOR_FIELD

MODEL = Noun(
    name="model",
    view="models",
    letter="MD",
    fields=(
        Field("name", help="What it is called.", required=True, positional=True),
        Field("code", Type.CODE, "Short stable code, which `assess` takes."),
        Field("text", help="The model as TOML.", required=True),
        Field("added", Type.DATE, "The day it was taken in.", default="today"),
    ),
    label="name",
    words=("name",),
    order="code",
    help="Models of key account management: those built in, and your own.",
    coded=True,
    keys=(("code",), ("name",)),
    columns=(
        Column("code"),
        Column("name"),
        Column("added", Kind.DATE, rank=1),
        Column("text", rank=IN_FULL),
        Column("id", rank=FOR_PROGRAMS),
    ),
    document=("code", "name", "text", "added", "id"),
    filled=frozenset({"code", "name", "text", "added", "id"}),
    since_format=7,
    agrees="features.models.services.agreement:AGREES",
    published=False,
)  # fmt: skip

ASSESSMENT = Noun(
    name="assessment",
    view="assessments",
    letter="AM",
    fields=(
        ACCOUNT_FIELD,
        Field("model", Type.CODE, "The model, by its code.", required=True, positional=True),
        Field("answer", Type.PHRASE, "ITEM=N; repeat for more.", many=True, stored="answers", required=True),
        Field("day", Type.DATE, "The day it was made.", option="--on", default="today"),
        FOR_FIELD._replace(name="by", help="The colleague who made it; else you."),
        NOTE_FIELD._replace(help="What it rests on."),
        Field("result", help="What it came to; nothing where an item is missing."),
        Field("scores", Type.PHRASE, "The figures of it, as AXIS=N.", many=True),
        Field("near", help="How far the next cut-offs are, and whether they are near."),
    ),
    label="result",
    words=("model", "account", "day"),
    order="-day,-id",
    help="What accounts came to by a model, with the answers. `amcli assess` writes it; nothing changes it.",
    examples=MappingProxyType({
        "list": (
            "amcli assessment list --account maruti",
            "amcli assessment list --model selection -f csv",
        ),
        "remove": (
            "amcli assessment remove AM1 --yes",
            "amcli assessment remove AM1 --dry-run",
        ),
    }),
    day="day",
    twin="features.models.services.assess:note_same_day",
    keys=(("account_id", "model", "day"),),
    columns=(
        ID_COLUMN,
        Column("day", Kind.DATE),
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("model"),
        Column("result", undefined=True),
        Column("scores", Kind.LIST, rank=1, phrases=True),
        Column("near", rank=2),
        Column("answers", Kind.LIST, rank=IN_FULL, phrases=True),
        Column("by", rank=3),
        NOTE_COLUMN,
    ),
    document=("id", "day", "account", "model", "result", "scores", "near", "answers", "by", "note"),
    filled=frozenset({"id", "day", "account", "account_name", "model", "answers"}),
    since_format=7,
    published=False,
)  # fmt: skip
