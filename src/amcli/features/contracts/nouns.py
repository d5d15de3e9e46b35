"""What was agreed for how long, and the terms that it ran in."""

from __future__ import annotations

from types import MappingProxyType

from amcli.base.fields import (
    CURRENCY_COLUMN,
    CURRENCY_FIELD,
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
from amcli.features.accounts.nouns import ACCOUNT_COLUMN, ACCOUNT_FIELD, ACCOUNT_NAME_COLUMN, SIDES
from amcli.features.team.nouns import FOR_FIELD

KINDS = ("frame", "supply", "service", "licence", "other")
TACIT, EXPRESS, NO = RENEWALS = ("tacit", "express", "no")
TOTAL, YEAR, MONTH = PER = ("total", "year", "month")

_VALUE = Field("value", Type.MONEY, "What it is worth; --per says for how long.")
_PER = Field("per", Type.CHOICE, "What the value is for: the whole term, a year or a month.", choices=PER)
# A contract has its first day and the last one of the last term that is written down; a term has its own two.
_START = Field("start", Type.DATE, "Its first day.", required=True)
_END = Field("end", Type.DATE, "The last day of its term.", required=True, look=Look.AHEAD)

CONTRACT = Noun(
    name="contract",
    view="contracts",
    letter="CT",
    fields=(
        ACCOUNT_FIELD,
        Field("name", help="What was agreed.", required=True, positional=True),
        _START,
        _END,
        Field("notice", Type.SPAN, "How long before the end notice has to arrive, such as 3m or 90d."),
        Field("renews", Type.CHOICE, "By itself, by agreement, or not at all.", choices=RENEWALS, default=EXPRESS),
        Field("term", Type.SPAN, "How long each further term is, such as 12m.", least=1),
        Field("lead", Type.SPAN, "How long before the last day of notice to act, such as 14d."),
        Field("latest_end", Type.DATE, "The day beyond which it cannot be renewed.", look=Look.AHEAD),
        _VALUE,
        _PER,
        CURRENCY_FIELD,
        Field("signed", Type.DATE, "The day it was signed."),
        Field("ref", help="The reference that it has on paper."),
        Field("kind", Type.CHOICE, "What sort it is.", choices=KINDS, default="other"),
        Field("noticed", Type.DATE, "The day on which notice arrived."),
        Field("noticed_by", Type.CHOICE, "Who gave notice.", choices=SIDES),
        Field("ends", Type.DATE, "The day on which it ends for good, by notice or otherwise.", look=Look.AHEAD),
        Field("reason", help="Why it ends."),
        Field("snoozed", Type.DATE, "The day until which it is not reminded of.", look=Look.AHEAD),
        FOR_FIELD._replace(name="owner", help="The colleague whose it is; else yours."),
        LINK_FIELD,
        NOTE_FIELD,
        EXTERNAL_ID_FIELD,
    ),
    label="name",
    words=("name", "account"),
    order="end,id",
    help="What was agreed for how long, and when notice has to arrive.",
    examples=MappingProxyType({
        "add": (
            'amcli contract add maruti "Frame 2026" --start 2026-01-01 --end 2026-12-31 --notice 3m --renews tacit',
            'amcli contract add ford "Wiper supply" --start 2026-07-01 --end 2028-06-30 --value 400k --per year',
        ),
        "list": (
            "amcli contract list --account maruti",
            "amcli contract list --renews tacit --sort end",
        ),
        "edit": (
            "amcli contract edit CT1 --notice 90d --lead 3w",
            'amcli contract edit CT1 --value 420k --note "Price list of 2027"',
        ),
        "remove": (
            "amcli contract remove CT1 --yes",
            "amcli contract remove CT1 --dry-run",
        ),
        "show": (
            "amcli contract show CT1",
            "amcli contract show CT1 -f json",
        ),
    }),
    day="end",
    live="(ends IS NULL OR ends >= :today) AND (renews <> 'no' OR \"end\" >= :today)",
    keys=(("external_id",), ("account_id", "ref"), ("account_id", "name", "start")),
    columns=(
        ID_COLUMN,
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("name"),
        Column("kind", rank=3),
        Column("start", Kind.DATE, rank=4),
        Column("end", Kind.DATE),
        Column("renews", rank=3),
        Column("notice", rank=3),
        Column("term", rank=3),
        Column("lead", rank=IN_FULL),
        Column("latest_end", Kind.DATE, rank=IN_FULL),
        Column("value", Kind.MONEY, whole=True, rank=2),
        CURRENCY_COLUMN._replace(header="cur", rank=2),
        Column("per", rank=2),
        Column("signed", Kind.DATE, rank=IN_FULL),
        Column("ref", rank=3),
        Column("noticed", Kind.DATE, rank=4),
        Column("noticed_by", rank=4),
        Column("ends", Kind.DATE, rank=3),
        Column("reason", rank=IN_FULL),
        Column("snoozed", Kind.DATE, rank=IN_FULL),
        Column("owner", rank=3),
        LINKS_COLUMN,
        NOTE_COLUMN,
        EXTERNAL_ID_COLUMN,
    ),
    # A person reads one end, that of the term that counts, and not the one that is written down.
    of_the_day=(
        Column("current_end", Kind.DATE, header="end"),
        Column("arrive_by", Kind.DATE, undefined=True, rank=1),
        Column("act_by", Kind.DATE, undefined=True),
        Column("state"),
    ),
    searched=("name", "ref", "reason", "note", "external_id", "account_id"),
    search=Search("r.name", weights=(10, 5, 1, 1, 5, 0), names=("name", "ref")),
    document=(
        "id", "account", "name", "kind", "start", "end", "renews", "notice", "term", "lead", "latest_end", "value",
        "currency", "per", "signed", "ref", "noticed", "noticed_by", "ends", "reason", "snoozed", "owner", "links",
        "note", "external_id",
    ),
    filled=frozenset({"id", "account", "account_name", "name", "kind", "start", "end", "renews"}),
    sections=(
        Section("terms", "term", "contract_id = ?", "start, record_id"),
        Section("deadlines", "deadline", "contract_id = ? AND done IS NULL", "due, record_id"),
        Section("done", "deadline", "contract_id = ? AND done IS NOT NULL", "done DESC, record_id DESC"),
        Section("negotiations", "negotiation", "contract_id = ?", "started, record_id"),
        Section("opportunities", "opportunity", "contract_id = ?", "close, record_id"),
        Section("interactions", "interaction", "contract_id = ?", "date DESC, record_id DESC", 5),
    ),
    parts=("term",),
    since_format=5,
    check="features.contracts.services.checks:check_contract",
    twin="features.contracts.services.checks:twin",
    finish_row="features.contracts.services.register_rows:finish_register_row",
    own_files=True,
    frozen="features.contracts.services.taken_in:LEFT_ALONE_BY_IMPORTS",
    taken_in="features.contracts.services.taken_in:TAKEN_IN",
    dated="features.contracts.services.terms:keep_terms",
    agrees="features.contracts.services.agreement:LAST_TERMS",
    of_client=True,
)  # fmt: skip

TERM = Noun(
    name="term",
    view="terms",
    letter="TM",
    fields=(
        Field("contract", Type.REF, "The contract that it is a term of.", noun="contract", required=True,
              positional=True),
        _START,
        _END,
        _VALUE,
        _PER,
        CURRENCY_FIELD,
    ),
    label="start",
    words=("start", "end", "contract"),
    order="-start,-id",
    help="The terms of contracts that are written down. The verbs of `amcli contract` write them.",
    examples=MappingProxyType({
        "list": (
            "amcli term list --contract CT1",
            "amcli term list --period this-year -f csv",
        ),
        "show": (
            "amcli term show TM1",
            "amcli term show TM1 -f json",
        ),
    }),
    day="end",
    keys=(("contract_id", "start"),),
    columns=(
        ID_COLUMN,
        Column("start", Kind.DATE),
        Column("end", Kind.DATE),
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("contract"),
        Column("name", rank=1),
        Column("value", Kind.MONEY),
        CURRENCY_COLUMN,
        Column("per", rank=2),
    ),
    document=("id", "contract", "start", "end", "value", "currency", "per"),
    filled=frozenset({"id", "start", "end", "account", "account_name", "contract", "name"}),
    within="account",
    since_format=5,
)  # fmt: skip
