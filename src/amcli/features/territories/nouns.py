"""Where accounts lie: a tree of territories, and which of them an account is in, by day."""

from __future__ import annotations

from types import MappingProxyType

from amcli.base.fields import (
    ALIASES_COLUMN,
    ALIASES_FIELD,
    EXTERNAL_ID_COLUMN,
    EXTERNAL_ID_FIELD,
    ID_COLUMN,
    NOTE_COLUMN,
    NOTE_FIELD,
    Field,
    Noun,
    Search,
    Section,
    Type,
)
from amcli.base.results import FOR_PROGRAMS, Column, Kind
from amcli.features.accounts.nouns import ACCOUNT_COLUMN, ACCOUNT_FIELD, ACCOUNT_NAME_COLUMN, FROM_FIELD, UNTIL_FIELD

LEVELS = ("global", "division", "region", "district", "territory")  # from the widest on

# Every territory below one.
_BELOW = """WITH RECURSIVE below (id) AS (SELECT id FROM territory WHERE parent_id = ?1
        UNION SELECT t.id FROM territory t JOIN below ON t.parent_id = below.id) SELECT id FROM below"""

TERRITORY = Noun(
    name="territory",
    view="territories",
    letter="TE",
    fields=(
        Field("name", help="The territory's name.", required=True, positional=True),
        Field("code", Type.CODE, "Short stable code; made from the name when not given."),
        Field("parent", Type.REF, "The territory it is part of.", noun="territory"),
        Field("level", Type.CHOICE, "How wide it is.", choices=LEVELS),
        EXTERNAL_ID_FIELD,
        NOTE_FIELD,
    ),
    label="name",
    words=("name",),
    order="code",
    help="Where accounts lie: a tree, in which an account may lie more than once. `account edit --territory` puts it.",
    examples=MappingProxyType({
        "add": (
            'amcli territory add "Great Lakes" --code lakes --level region',
            "amcli territory add Indiana --parent midwest --level district",
        ),
        "list": (
            "amcli territory list --tree",
            "amcli territory list --level district -f csv",
        ),
        "show": (
            "amcli territory show midwest",
            "amcli territory show midwest -f json",
        ),
        "edit": (
            'amcli territory edit midwest --name "Midwest and Ontario"',
            "amcli territory edit ohio --parent americas",
        ),
        "merge": (
            "amcli territory merge ohio michigan --dry-run",
            "amcli territory merge ontario --into midwest --yes",
        ),
        "remove": (
            "amcli territory remove ontario --yes",
            "amcli territory remove ontario --dry-run",
        ),
    }),
    coded=True,
    keys=(("code",), ("external_id",), ("name",)),
    columns=(
        Column("code"),
        Column("name"),
        Column("parent"),
        Column("level"),
        EXTERNAL_ID_COLUMN,
        NOTE_COLUMN,
        ALIASES_COLUMN,
        Column("id", rank=FOR_PROGRAMS),
    ),
    searched=("name", "code", "note", "external_id"),
    search=Search("r.name", weights=(10, 10, 1, 5), names=("name", "code")),
    document=("code", "name", "parent", "level", "external_id", "note", "aliases", "id"),
    filled=frozenset({"code", "name", "id"}),
    more=(ALIASES_FIELD,),
    sections=(
        Section("territories", "territory", f"record_id IN ({_BELOW})", "code"),
        Section(
            "placements",
            "placement",
            f"(territory_id = ?1 OR territory_id IN ({_BELOW})) AND (until IS NULL OR until >= :today)",
            "account, territory",
        ),
    ),
    creatable=True,
    aliased=True,
    since_format=6,
    check="features.territories.services.checks:check_territory",
)  # fmt: skip

PLACEMENT = Noun(
    name="placement",
    view="placements",
    letter="PM",
    fields=(
        ACCOUNT_FIELD,
        Field(
            "territory", Type.REF, "Where the account lies.", noun="territory", required=True, positional=True
        ),
        FROM_FIELD._replace(help="The first day; else since ever, for one more territory today."),
        UNTIL_FIELD,
    ),
    label="territory",
    words=("account", "territory"),
    order="account,territory,+from",
    help="In which territories accounts lie, from when to when. `account add` and `account edit` write it too.",
    examples=MappingProxyType({
        "add": (
            "amcli placement add kirchoff worldwide",
            "amcli placement add ford worldwide --from 2026-07-01",
        ),
        "list": (
            "amcli placement list --territory michigan",
            "amcli placement list ford --all -f csv",
        ),
        "show": (
            "amcli placement show PM1",
            "amcli placement show PM1 -f json",
        ),
        "edit": (
            "amcli placement edit PM1 --until 2026-12-31",
            "amcli placement edit PM1 --from 2025-07-01",
        ),
        "remove": (
            "amcli placement remove PM1 --yes",
            "amcli placement remove PM1 --dry-run",
        ),
    }),
    live="(until IS NULL OR until >= :today)",
    keys=(("account_id", "territory_id", "start"),),
    unique=True,
    called=("account", "territory"),
    worked_out=MappingProxyType({"from": "features.territories.services.placing:day_to_type"}),
    columns=(
        ID_COLUMN,
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("territory"),
        Column("territory_name", rank=1),
        Column("from", Kind.DATE),
        Column("until", Kind.DATE),
    ),
    document=("id", "account", "territory", "from", "until"),
    filled=frozenset({"id", "account", "account_name", "territory", "territory_name"}),
    since_format=6,
    merged="features.territories.services.placing:merge_placements",
    check="features.territories.services.checks:check_placement",
    taken_in="features.territories.services.placement_rows:PLACEMENTS",
    agrees="features.territories.services.agreement:NOT_TWICE_A_DAY",
)  # fmt: skip
