"""The colleagues who work on the same accounts."""

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
    Reach,
    Search,
    Section,
    Type,
)
from amcli.base.results import FOR_PROGRAMS, Column, Kind
from amcli.features.accounts.nouns import ACCOUNT_COLUMN, ACCOUNT_FIELD, ACCOUNT_NAME_COLUMN, FROM_FIELD, UNTIL_FIELD

OWNER = "owner"  # the role of whoever answers for an account: one at a time

# Whose something is, or who does it: nobody named is whoever keeps the file.
FOR_FIELD = Field(
    "for", Type.REF, "The colleague who does it; else you.", noun="colleague", stored="colleague_id", mine=True
)

# What is a colleague's at live accounts: of whoever keeps the file, by a code or a former one, also what is nobody's.
_THEIRS = """(colleague_id = ?1 OR colleague_id IS NULL AND ?1 = (SELECT c.id FROM setting s JOIN colleague c
        ON c.code = s.value COLLATE NOCASE OR c.id IN (SELECT colleague_id FROM colleague_alias a
            WHERE a.kind = 'code' AND a.text = s.value COLLATE NOCASE)
        WHERE s.key = 'me' ORDER BY c.code = s.value COLLATE NOCASE DESC LIMIT 1))
    AND account_id IN (SELECT id FROM account WHERE archived IS NULL)"""
_NOT_OVER = """(ends IS NULL OR ends >= :today) AND (renews <> 'no' OR "end" >= :today)"""  # of a contract

COLLEAGUE = Noun(
    name="colleague",
    view="colleagues",
    letter="CO",
    fields=(
        Field("name", help="The colleague's name.", required=True, positional=True),
        Field("code", Type.CODE, "Short stable code; made from the name when not given."),
        Field("department", help="Where the colleague works, such as logistics."),
        Field("title", help="Job title."),
        Field("email", help="E-mail address."),
        Field("phone", help="Phone number."),
        Field("hours", Type.NUMBER, "Hours a week, such as 40."),
        Field("reports_to", Type.REF, "The colleague that this one answers to.", noun="colleague"),
        Field("left", Type.DATE, "The day the colleague leaves; from then on only --all shows it."),
        EXTERNAL_ID_FIELD,
        NOTE_FIELD,
    ),
    label="name",
    words=("name",),
    order="code",
    help="Who works on the accounts with you. `amcli config set me CODE` says who you are.",
    examples=MappingProxyType({
        "add": (
            'amcli colleague add "Tom Ashgrove" --code tom --department logistics --hours 40',
            'amcli colleague add "Vera Lindhout" --department media --reports-to nora --email vera@example.com',
        ),
        "list": (
            "amcli colleague list --department logistics",
            "amcli colleague list --sort department -f csv",
        ),
        "show": (
            "amcli colleague show nora",
            "amcli colleague show nora -f json",
        ),
        "edit": (
            "amcli colleague edit nora --hours 32 --department media",
            "amcli colleague edit nora --left today",
        ),
        "merge": (
            "amcli colleague merge oskar emil --dry-run",
            "amcli colleague merge lena --into emil --yes",
        ),
        "remove": (
            "amcli colleague remove nora --yes",
            "amcli colleague remove nora --dry-run",
        ),
    }),
    coded=True,
    live='("left" IS NULL OR "left" > :today)',
    keys=(("code",), ("external_id",), ("name",)),
    columns=(
        Column("code"),
        Column("name"),
        Column("department"),
        Column("title", rank=2),
        Column("email", rank=2),
        Column("phone", rank=3),
        Column("hours", Kind.NUMBER, rank=2),
        Column("reports_to", rank=1),
        Column("left", Kind.DATE, rank=4),
        EXTERNAL_ID_COLUMN,
        NOTE_COLUMN,
        ALIASES_COLUMN,
        Column("id", rank=FOR_PROGRAMS),
    ),
    searched=("name", "code", "department", "title", "email", "note"),
    search=Search("r.name", weights=(10, 10, 3, 3, 3, 1), names=("name", "code")),
    document=(
        "code", "name", "department", "title", "email", "phone", "hours", "reports_to", "left", "external_id", "note",
        "aliases", "id",
    ),
    filled=frozenset({"code", "name", "id"}),
    more=(ALIASES_FIELD,),
    sections=(
        Section("assignments", "assignment", "colleague_id = ?1 AND (until IS NULL OR until >= :today)", "account"),
        Section("deadlines", "deadline", f"done IS NULL AND {_THEIRS}", "due, record_id"),
        Section("opportunities", "opportunity", f"closed IS NULL AND {_THEIRS}", "close IS NULL, close, record_id"),
        Section("contracts", "contract", f"{_NOT_OVER} AND {_THEIRS}", '"end", record_id'),
        Section("issues", "issue", f"closed IS NULL AND ({_THEIRS} OR escalated_id = ?1)", "opened, record_id"),
        Section("negotiations", "negotiation", f"closed IS NULL AND {_THEIRS}", "until IS NULL, until, record_id"),
    ),
    instead="edit {} --left today",
    creatable=True,
    any_order=True,
    aliased=True,
    since_format=4,
    check="features.team.services.checks:check_colleague",
    merging="features.team.services.merge:COLLEAGUES",
    reach=Reach(numbers=("phone",), addresses=("email",)),
)  # fmt: skip

ASSIGNMENT = Noun(
    name="assignment",
    view="assignments",
    letter="AS",
    fields=(
        ACCOUNT_FIELD,
        Field("colleague", Type.REF, "Who works on it.", noun="colleague", required=True, positional=True),
        Field("role", help=f"As what: {OWNER} answers for the account, any other word is yours.", default=OWNER),
        FROM_FIELD._replace(help="The first day; else since ever, for an owner after another one today."),
        UNTIL_FIELD,
        Field("hours", Type.NUMBER, "Hours a week that it takes."),
        NOTE_FIELD,
        EXTERNAL_ID_FIELD,
    ),
    label="role",
    words=("colleague", "account", "role"),
    order="account,role,+from",
    help="Who works on which account, as what, from when to when. An account has one owner at a time.",
    examples=MappingProxyType({
        "add": (
            "amcli assignment add maruti emil --role logistics --hours 6",
            "amcli assignment add ford nora --role owner --from 2026-10-01",
        ),
        "list": (
            "amcli assignment list maruti",
            "amcli assignment list --colleague emil --all -f csv",
        ),
        "show": (
            "amcli assignment show maruti/mara",
            "amcli assignment show AS1 -f json",
        ),
        "edit": (
            "amcli assignment edit maruti/emil --hours 8",
            "amcli assignment edit AS10 --until 2026-12-31",
        ),
        "remove": (
            "amcli assignment remove AS1 --yes",
            "amcli assignment remove AS1 --dry-run",
        ),
    }),
    live="(until IS NULL OR until >= :today)",
    keys=(("external_id",), ("account_id", "colleague_id", "role", "start")),
    unique=True,
    called=("account", "colleague", "role"),
    taken_in="features.team.services.team_rows:TAKEN_IN",
    columns=(
        ID_COLUMN,
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("colleague"),
        Column("colleague_name", rank=1),
        Column("role"),
        Column("from", Kind.DATE),
        Column("until", Kind.DATE),
        Column("hours", Kind.NUMBER),
        NOTE_COLUMN,
        EXTERNAL_ID_COLUMN,
    ),
    document=("id", "account", "colleague", "role", "from", "until", "hours", "note", "external_id"),
    filled=frozenset({"id", "account", "account_name", "colleague", "colleague_name", "role"}),
    since_format=6,
    merged="features.team.services.owners:merge_assignments",
    check="features.team.services.checks:check_assignment",
    agrees="features.team.services.agreement:ONE_AT_A_TIME",
)  # fmt: skip
