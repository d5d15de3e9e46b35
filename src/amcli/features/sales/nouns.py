"""What is sold, what was sold, and what is to be reached."""

from __future__ import annotations

from types import MappingProxyType

from amcli.base.fields import (
    ALIASES_COLUMN,
    ALIASES_FIELD,
    CURRENCY_COLUMN,
    CURRENCY_FIELD,
    END_FIELD,
    EXTERNAL_ID_COLUMN,
    EXTERNAL_ID_FIELD,
    ID_COLUMN,
    START_FIELD,
    Field,
    Noun,
    Search,
    Type,
)
from amcli.base.results import FOR_PROGRAMS, IN_FULL, Column, Kind
from amcli.features.accounts.nouns import ACCOUNT_COLUMN, ACCOUNT_FIELD, ACCOUNT_NAME_COLUMN

SALES = ("sale", "purchase", "credit")

PRODUCT = Noun(
    name="product",
    view="products",
    letter="P",
    fields=(
        Field("name", help="The product's name.", required=True, positional=True),
        Field("code", Type.CODE, "Short stable code; made from the name when not given."),
        Field("category", help="The group it is reported under."),
        Field("price", Type.MONEY, "List price."),
        Field("currency", Type.CURRENCY, "ISO 4217 code of the price; else the configured one."),
        EXTERNAL_ID_FIELD,
    ),
    label="name",
    words=("name",),
    order="code",
    help="What is sold.",
    examples=MappingProxyType(
        {
            "add": (
                'amcli product add "Brake pad set" --code brake-pad-set --category Brakes --price 48',
                'amcli product add "Wiper blade" --category Electrical --price "EUR 7.90"',
            ),
            "list": (
                "amcli product list --category Brakes",
                "amcli product list --sort -price --limit 5",
            ),
            "show": (
                "amcli product show brake-pad-set",
                'amcli product show "Brake pad set" -f json',
            ),
            "edit": (
                "amcli product edit brake-pad-set --price 49.50",
                'amcli product edit oil-filter air-filter --category "Filters, service"',
            ),
            "remove": (
                "amcli product remove brake-pad-set --yes",
                "amcli product remove brake-pad-set --dry-run",
            ),
        }
    ),
    coded=True,
    keys=(("code",), ("external_id",), ("name",)),
    columns=(
        Column("code"),
        Column("name"),
        Column("category"),
        Column("price", Kind.MONEY),
        CURRENCY_COLUMN,
        EXTERNAL_ID_COLUMN,
        ALIASES_COLUMN,
        Column("id", rank=FOR_PROGRAMS),
    ),
    searched=("name", "code", "category", "external_id"),
    search=Search("r.name", weights=(10, 10, 2, 5), names=("name", "code")),
    document=("code", "name", "category", "price", "currency", "external_id", "aliases", "id"),
    filled=frozenset({"code", "name", "id"}),
    more=(ALIASES_FIELD,),
    creatable=True,
    aliased=True,
    any_spacing=True,
    check="features.sales.services.checks:check_product",
)

SALE = Noun(
    name="sale",
    view="sales",
    letter="S",
    fields=(
        ACCOUNT_FIELD,
        Field(
            "amount", Type.MONEY, "What it came to, such as 1250.50 or 40k; else `add` takes --quantity × the price.",
            required=True, positional=True, below_zero="--kind credit",
        ),
        Field("product", Type.REF, "What was sold.", noun="product"),
        Field("quantity", Type.NUMBER, "How many."),
        Field("cost", Type.MONEY, "What it cost us.", below_zero="--kind credit"),
        Field("date", Type.DATE, "The day it was booked.", option="--on", default="today"),
        Field("ref", help="The outside world's reference, such as an invoice line."),
        Field(
            "kind", Type.CHOICE, "A credit is taken off sales; a purchase is no sale.", choices=SALES, default="sale"
        ),
        CURRENCY_FIELD,
    ),
    label="ref",
    words=("amount", "currency", "account", "date"),
    order="-date,-id",
    help="Sales, purchases and credits.",
    examples=MappingProxyType({
        "add": (
            "amcli sale add maruti 1250.50 --product brake-pad-set --on 2026-09-01",
            "amcli sale add ford --product brake-pad-set --quantity 40 --on yesterday",
        ),
        "list": (
            "amcli sale list --account maruti --period this-quarter",
            "amcli sale list --product brake-disc --period last-month -o discs.csv",
        ),
        "show": (
            "amcli sale show S12",
            "amcli sale show S12 -f json",
        ),
        "edit": (
            "amcli sale edit S12 --amount 1300 --ref INV-881",
            "amcli sale edit S12 --account hyundai --on 2026-08-31",
        ),
        "remove": (
            "amcli sale remove S12 --yes",
            "amcli sale remove S12 S13 --dry-run",
        ),
    }),
    day="date",
    keys=(
        ("account_id", "kind", "ref"),
        ("account_id", "date", "product_id", "amount_minor", "currency", "kind"),
    ),
    columns=(
        ID_COLUMN,
        Column("date", Kind.DATE),
        ACCOUNT_COLUMN,
        ACCOUNT_NAME_COLUMN,
        Column("amount", Kind.MONEY),
        CURRENCY_COLUMN,
        Column("kind"),
        Column("product", rank=2),
        Column("quantity", Kind.NUMBER, rank=3),
        Column("cost", Kind.MONEY, rank=4),
        Column("ref", rank=3),
        Column("opportunity", rank=IN_FULL),
    ),
    search=Search("r.ref || iif(r.kind = 'sale', '', ' (' || r.kind || ')')", begins="ref"),
    document=(
        "id", "date", "account", "amount", "currency", "kind", "product", "quantity", "cost", "ref", "opportunity",
    ),
    added=MappingProxyType({"opportunity": 4}),
    more=(
        Field("opportunity", Type.REF, "The opportunity that it was won with.", noun="opportunity", edited=True),
    ),
    filled=frozenset({"id", "date", "account", "account_name", "amount", "currency", "kind"}),
    check="features.sales.services.checks:check_sale",
    twin="features.sales.services.won_sales:won_twin",
    offers="features.sales.services.won_sales:WON_SALES",
    finish_row="features.sales.services.checks:finish_sale_row",
    kept="features.sales.services.sale_totals:TOTALS",
    signs="kind",
    worked_out=MappingProxyType({"amount": "features.sales.services.sale_amount:amount_at_list_price"}),
)  # fmt: skip

TARGET = Noun(
    name="target",
    view="targets",
    letter="T",
    fields=(
        Field("period", Type.PERIOD, "What it covers, such as 2026, 2026-H2 or Q4.", required=True, positional=True),
        Field("amount", Type.MONEY, "What to reach.", required=True, positional=True),
        Field(
            "account", Type.REF, "For one account; else for the whole portfolio.", noun="account", absent="portfolio"
        ),
        Field("group", Type.FLAG, "For the account and all below it; else for its own sales.", default="no"),
        Field("product", Type.REF, "For one product.", noun="product"),
        CURRENCY_FIELD,
    ),
    label="id",
    words=("start", "amount", "currency", "account", "group", "product"),
    order="start,-end,+product,+account",
    help="What is to be reached, for the portfolio, an account or a product.",
    examples=MappingProxyType({
        "set": (
            "amcli target set 2026 1200000 --account maruti --group",
            "amcli target set 2027-Q1 400000 --account maruti",
        ),
        "list": (
            "amcli target list --period 2026",
            "amcli target list --account maruti --sort start",
        ),
        "show": (
            "amcli target show T1",
            "amcli target show T1 -f json",
        ),
        "edit": (
            "amcli target edit T1 --amount 1250000",
            "amcli target edit T1 --period 2025-Q4",
        ),
        "remove": (
            "amcli target remove T1 --yes",
            "amcli target remove T1 --dry-run",
        ),
    }),
    newest_last=True,
    day="start",
    keys=(("start", "end", "account_id", "product_id", "group"),),
    unique=True,
    columns=(
        ID_COLUMN,
        Column("period"),
        Column("start", Kind.DATE, rank=IN_FULL),
        Column("end", Kind.DATE, rank=IN_FULL, after=True),
        ACCOUNT_COLUMN,
        Column("group", Kind.FLAG, rank=1),
        Column("product"),
        Column("amount", Kind.MONEY),
        CURRENCY_COLUMN,
    ),
    document=("id", "start", "end", "account", "group", "product", "amount", "currency"),
    filled=frozenset({"id", "period", "start", "end", "group", "amount", "currency"}),
    added=MappingProxyType({"group": 3}),
    # Until then the target of an account that others are part of took the place of theirs: it was meant for them all.
    upgrades=MappingProxyType({
        3: 'UPDATE target SET "group" = 1 WHERE account_id IN (SELECT parent_id FROM account)',
    }),
    row_check="group",
    more=(START_FIELD, END_FIELD),
    check="features.sales.services.checks:check_target",
)  # fmt: skip
