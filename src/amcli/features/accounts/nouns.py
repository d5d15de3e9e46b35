"""The clients and their people."""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

from amcli.base.fields import (
    ALIASES_COLUMN,
    ALIASES_FIELD,
    EXTERNAL_ID_COLUMN,
    EXTERNAL_ID_FIELD,
    ID_COLUMN,
    LINK_FIELD,
    LINKS_COLUMN,
    NOTE_COLUMN,
    NOTE_FIELD,
    UID_FIELD,
    Field,
    Noun,
    Reach,
    Search,
    Section,
    Type,
)
from amcli.base.results import FOR_PROGRAMS, IN_FULL, Column, Kind
from amcli.base.time.dates import Look

ROLES = ("initiator", "user", "influencer", "decider", "approver", "buyer", "gatekeeper")
STANCES = ("champion", "supporter", "neutral", "sceptic", "opponent")
SCOPES = ("global", "national", "regional", "local")
SIDES = ("us", "client")


class Subject(NamedTuple):
    """What a deadline or an interaction may be about, and an id may stand for its account: the letters of those ids,
    the column of what it is called, and the format from which on documents say it (Noun.added).
    """

    noun: str
    letter: str
    label: str
    since: int


_SUBJECTS = (
    Subject("opportunity", "OP", "name", 4),
    Subject("contract", "CT", "name", 5),
    Subject("issue", "IS", "title", 5),
    Subject("negotiation", "NG", "subject", 5),
    Subject("objective", "OB", "title", 7),
)
SUBJECTS = tuple(each.noun for each in _SUBJECTS)
SUBJECTS_ADDED = {each.noun: each.since for each in _SUBJECTS}
# A field of the document for each.
ABOUT_FIELDS = tuple(Field(name, Type.REF, f"The {name} that it is about.", noun=name) for name in SUBJECTS)


def about_sources(*names: str) -> dict[str, str]:
    """The SQL of these over the view `v` of what is about them; and of what that is called, which an export has too, so
    that no other portfolio takes an id for another.
    """
    some = [each for each in _SUBJECTS if each.noun in names]
    called = ", ".join(f"(SELECT {each.label} FROM {each.noun} WHERE id = v.{each.noun}_id)" for each in some)
    return {each.noun: f"('{each.letter}' || {each.noun}_id)" for each in some} | {"about_name": f"coalesce({called})"}


ABOUT_SOURCES = about_sources(*SUBJECTS)

# What records of an account have in common.
ACCOUNT_FIELD = Field("account", Type.REF, "The account it belongs to.", noun="account", required=True, positional=True)
ACCOUNT_COLUMN = Column("account")
ACCOUNT_NAME_COLUMN = Column("account_name", rank=IN_FULL)
# What holds from a day to a day, both included.
FROM_FIELD = Field("from", Type.DATE, "The first day; since ever where there is none.", stored="start")
UNTIL_FIELD = Field("until", Type.DATE, "The last day; open where there is none.", look=Look.AHEAD)

# Who answers for an account and where it lies on the day that asks, which other features write.
_OWNER = """(SELECT k.code FROM assignment s JOIN colleague k ON k.id = s.colleague_id
    WHERE s.account_id = v.record_id AND s.role = 'owner' AND (s.start IS NULL OR s.start <= :today)
        AND (s.until IS NULL OR s.until >= :today))"""
_TERRITORIES = """(SELECT group_concat(code, ';') FROM (SELECT t.code
    FROM placement p JOIN territory t ON t.id = p.territory_id
    WHERE p.account_id = v.record_id AND (p.start IS NULL OR p.start <= :today)
        AND (p.until IS NULL OR p.until >= :today) ORDER BY t.code))"""

ACCOUNT = Noun(
    name="account",
    view="accounts",
    letter="A",
    fields=(
        Field("name", help="The account's name.", required=True, positional=True),
        Field("code", Type.CODE, "Short stable code; made from the name when not given."),
        Field("parent", Type.REF, "The account it is part of.", noun="account"),
        Field(
            "parent_since", Type.DATE, "From when parent, owner, territory hold; else today, the first since ever.",
            option="--from",
        ),
        Field("tier", Type.INT, "1, 2 or 3; 1 is a key account.", least=1, most=3),
        Field("category", help="A word of your own, such as car maker."),
        Field("scope", Type.CHOICE, "How far it reaches.", choices=SCOPES),
        Field("currency", Type.CURRENCY, "ISO 4217 code of its sales and budgets."),
        Field("cadence", Type.INT, "Days after which it counts as quiet; else the tier's.", least=1, most=3650),
        Field("phone", help="Its phone number."),
        Field("website", help="Its web address."),
        Field("address", help="Street and number."),
        Field("city", help="Its city."),
        Field("country", help="Its country."),
        EXTERNAL_ID_FIELD,
        NOTE_FIELD,
        Field("tag", help="A label; repeat for more.", many=True, stored="tags"),
        LINK_FIELD,
        Field(
            "not_for", Type.PHRASE, "A product group or a product that it can never buy; repeat for more.", many=True,
            listed="features.sales.reports.product_groups:product_groups",
        ),
    ),
    label="name",
    words=("name",),
    order="code",
    help="The clients.",
    examples=MappingProxyType({
        "add": (
            'amcli account add "Maruti Suzuki" --tier 1 --category "car maker"',
            'amcli account add "Maruti North" --parent maruti --city Manesar --tag oem',
        ),
        "list": (
            "amcli account list --tier 1 --sort name",
            "amcli account list --tree --tag oem",
        ),
        "edit": (
            "amcli account edit maruti --cadence 21 --add-tag renewal",
            'amcli account edit ford --tier 1 --note "Volumes fall; the new sourcing round decides"',
        ),
        "merge": (
            "amcli account merge maruti maruti-suzuki --yes",
            "amcli account merge maruti-suzuki --into maruti --dry-run",
        ),
        "remove": (
            "amcli account remove maruti --yes",
            "amcli account remove maruti --dry-run",
        ),
    }),
    coded=True,
    live="archived IS NULL",
    keys=(("code",), ("external_id",), ("name",)),
    columns=(
        Column("code"),
        Column("name"),
        Column("parent", rank=3),
        Column("tier", Kind.INT),
        Column("category", rank=1),
        Column("scope", rank=4),
        Column("currency", rank=5),
        Column("cadence", Kind.INT, rank=IN_FULL),
        Column("phone", rank=4),
        Column("website", rank=IN_FULL),
        Column("address", rank=IN_FULL),
        Column("city", rank=2),
        Column("country", rank=4),
        EXTERNAL_ID_COLUMN,
        NOTE_COLUMN,
        Column("tags", Kind.LIST, rank=3),
        LINKS_COLUMN,
        Column("not_for", Kind.LIST, rank=IN_FULL, phrases=True),
        Column("created", Kind.DATE, rank=IN_FULL),
        Column("archived", Kind.DATE, rank=IN_FULL),
        ALIASES_COLUMN,
        Column("id", rank=FOR_PROGRAMS),
        Column("parent_since", Kind.DATE, rank=IN_FULL),
    ),
    of_the_day=(Column("owner", rank=1), Column("territories", Kind.LIST, rank=2)),
    sources=MappingProxyType({"owner": _OWNER, "territories": _TERRITORIES}),
    shown="features.accounts.rules:PARENT_SHOWN",
    searched=(
        "name", "code", "category", "city", "country", "note", "tags", "external_id", "phone", "website", "address",
    ),
    search=Search("r.name", weights=(10, 10, 2, 2, 1, 1, 2, 5, 1, 1, 1), names=("name", "code")),
    document=(
        "code", "name", "parent", "parent_since", "tier", "category", "scope", "currency", "cadence", "phone",
        "website", "address", "city", "country", "external_id", "note", "tags", "links", "not_for", "created",
        "archived", "aliases", "id",
    ),
    filled=frozenset({"code", "name", "created", "id"}),
    added=MappingProxyType({"links": 4, "not_for": 4, "parent_since": 6}),
    more=(
        Field("created", Type.DATE, "The day it was added."),
        Field("archived", Type.DATE, "The day it was archived."),
        ALIASES_FIELD,
    ),
    made="created",
    instead="archive {}",
    creatable=True,
    owns=True,
    aliased=True,
    parts=("membership",),
    dated="features.accounts.services.memberships:keep_memberships",
    beside=(
        Field("owner", Type.REF, "Who answers for it.", noun="colleague"),
        Field("territory", Type.REF, "Where it lies.", noun="territory"),
    ),
    taken_in="features.territories.services.placed_rows:TAKEN_IN",
    check="features.accounts.services.checks:check_account",
    merging="features.accounts.services.merge:ACCOUNTS",
    figures="targets and budgets",
)  # fmt: skip

MEMBERSHIP = Noun(
    name="membership",
    view="memberships",
    letter="MB",
    fields=(
        ACCOUNT_FIELD,
        Field("parent", Type.REF, "The account that it was part of.", noun="account", required=True, positional=True),
        FROM_FIELD,
        UNTIL_FIELD._replace(help="The last day.", required=True, look=Look.BACK),
    ),
    label="parent",
    words=("account", "parent", "until"),
    order="account,-until",
    help="What accounts were part of before, and until when. `amcli account edit --parent` writes it.",
    examples=MappingProxyType({
        "list": (
            "amcli membership list",
            "amcli membership list maruti -f csv",
        ),
        "show": (
            "amcli membership show MB1",
            "amcli membership show MB1 -f json",
        ),
    }),
    keys=(("account_id", "parent_id", "until"),),
    columns=(
        ID_COLUMN,
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("parent"),
        Column("parent_name", rank=1),
        Column("from", Kind.DATE),
        Column("until", Kind.DATE),
    ),
    document=("id", "account", "parent", "from", "until"),
    filled=frozenset({"id", "account", "account_name", "parent", "parent_name", "until"}),
    since_format=6,
    merged="features.accounts.services.merged_memberships:merge_memberships",
    check="features.accounts.services.checks:check_membership",
    taken_in="features.accounts.services.membership_rows:TAKEN_IN",
    agrees="features.accounts.services.agreement:NO_TWO_PARENTS",
)  # fmt: skip

CONTACT = Noun(
    name="contact",
    view="contacts",
    letter="C",
    fields=(
        ACCOUNT_FIELD,
        Field("name", help="The person's name.", required=True, positional=True),
        Field("role", Type.CHOICE, "Role in the buying centre; repeatable.", choices=ROLES, many=True, stored="roles"),
        Field("influence", Type.INT, "How much the word counts, from 1 to 5.", least=1, most=5),
        Field("stance", Type.CHOICE, "How the person stands to us.", choices=STANCES),
        Field("title", help="Job title."),
        Field("email", help="E-mail address."),
        Field("email_other", help="A second e-mail address."),
        Field("phone", help="Phone number."),
        Field("mobile", help="Mobile number."),
        Field("reports_to", Type.REF, "The contact of the same account that this one answers to.", noun="contact"),
        Field("left", Type.DATE, "The day the person leaves the client; from then on only --all shows it."),
        EXTERNAL_ID_FIELD,
        NOTE_FIELD,
    ),
    label="name",
    words=("name", "account"),
    order="account,name",
    help="The people, and their roles in the buying centre.",
    examples=MappingProxyType({
        "add": (
            'amcli contact add maruti "Asha Rao" --role decider --email asha@example.com',
            'amcli contact add ford "Pat Lindley" --role buyer --reports-to "Walter Brindlemoor"',
        ),
        "list": (
            "amcli contact list --account maruti --role decider",
            "amcli contact list --role gatekeeper --sort account",
        ),
        "show": (
            'amcli contact show "Asha Rao"',
            "amcli contact show asha@example.com",
        ),
        "edit": (
            'amcli contact edit C3 --title "Head of purchasing" --add-role approver',
            "amcli contact edit C3 --left today",
        ),
        "merge": (
            "amcli contact merge C3 C4 --dry-run",
            "amcli contact merge C1 C2 --yes",
        ),
        "remove": (
            "amcli contact remove C3 --yes",
            "amcli contact remove C3 --dry-run",
        ),
    }),
    keys=(("external_id",), ("account_id", "name")),
    columns=(
        ID_COLUMN,
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("name"),
        Column("roles", Kind.LIST),
        Column("influence", Kind.INT, rank=4),
        Column("stance", rank=4),
        Column("title", rank=2),
        Column("email", rank=3),
        Column("email_other", rank=IN_FULL),
        Column("phone", rank=1),
        Column("mobile", rank=4),
        Column("reports_to", rank=4),
        Column("left", Kind.DATE, rank=1),
        EXTERNAL_ID_COLUMN,
        NOTE_COLUMN,
        ALIASES_COLUMN,
    ),
    exported=(Column("reports_to_id"), Column("uid"), Column("card")),
    sources=MappingProxyType({"reports_to_id": "('C' || reports_to_id)"}),
    searched=("name", "title", "email", "email_other", "phone", "mobile", "roles", "note", "account_id"),
    search=Search(
        """r.name || iif(r."left" <= :today, ' (left ' || r."left" || ')', '')""",
        weights=(10, 3, 5, 5, 1, 1, 2, 1, 0),
        names=("name",),
    ),
    document=(
        "id", "account", "name", "roles", "influence", "stance", "title", "email", "email_other", "phone", "mobile",
        "left", "external_id", "note", "aliases", "reports_to_id", "uid", "card",
    ),
    filled=frozenset({"id", "account", "account_name", "name"}),
    added=MappingProxyType({
        "left": 3, "influence": 7, "stance": 7, "email_other": 8, "mobile": 8, "uid": 8, "card": 8,
    }),
    live='("left" IS NULL OR "left" > :today)',
    instead="edit {} --left today",
    more=(
        Field(
            "reports_to_id", Type.REF, "Whom it answers to.", noun="contact", stored="reports_to_id", same_owner=True,
        ),
        UID_FIELD,
        Field("card", help="What another address book's card says beyond these fields."),
        ALIASES_FIELD,
    ),
    creatable=True,
    aliased=True,
    sections=(
        Section(
            "interactions",
            "interaction",
            "record_id IN (SELECT interaction_id FROM interaction_contact WHERE contact_id = ?)",
            "date DESC, record_id DESC",
            5,
        ),
    ),
    check="features.accounts.services.checks:check_contact",
    merging="features.accounts.services.merge:CONTACTS",
    frozen="features.accounts.services.checks:LEFT_ALONE_BY_IMPORTS",
    reach=Reach(numbers=("phone", "mobile"), addresses=("email", "email_other"), beyond="card"),
    unpublished=("stance", "uid", "card"),
    own_files=True,
)  # fmt: skip
