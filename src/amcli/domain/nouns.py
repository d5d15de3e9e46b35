"""The nouns of amcli and their fields. To add a noun, begin here (CONTRIBUTING.md tells the rest)."""

from __future__ import annotations

from amcli.domain.dates import Look
from amcli.domain.fields import Field, Noun, Type

ROLES = ("initiator", "user", "influencer", "decider", "approver", "buyer", "gatekeeper")
SCOPES = ("global", "national", "regional", "local")
INTERACTIONS = ("call", "meeting", "email", "visit", "note")
TWO_WAY = ("call", "meeting", "email", "visit")
DEADLINES = ("deliverable", "follow-up", "contract", "meeting", "other")
PRIORITIES = ("high", "normal", "low")
AGREED = ("client", "company", "both")
DIRECTIONS = ("cost", "revenue")
SHIFTS = ("before", "after")
SALES = ("sale", "purchase", "credit")

_ACCOUNT = Field("account", Type.REF, "The account it belongs to.", noun="account", required=True, positional=True)
_CURRENCY = Field("currency", Type.CURRENCY, "ISO 4217 code; else the account's, else the configured one.")
_NOTE = Field("note", help="Anything worth keeping.")
_EXTERNAL = Field("external_id", help="What another system calls it.")

ACCOUNT = Noun(
    "account",
    "accounts",
    "A",
    (
        Field("name", help="The account's name.", required=True, positional=True),
        Field("code", Type.CODE, "Short stable code; made from the name when not given."),
        Field("parent", Type.REF, "The account it is part of.", noun="account"),
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
        _EXTERNAL,
        _NOTE,
        Field("tag", help="A label; repeat for more.", many=True, stored="tags"),
    ),
    label="name",
    words=("name",),
    order="code",
    coded=True,
    keys=(("code",), ("external_id",), ("name",)),
    live="archived IS NULL",
)

CONTACT = Noun(
    "contact",
    "contacts",
    "C",
    (
        _ACCOUNT,
        Field("name", help="The person's name.", required=True, positional=True),
        Field("role", Type.CHOICE, "Role in the buying centre; repeatable.", choices=ROLES, many=True, stored="roles"),
        Field("title", help="Job title."),
        Field("email", help="E-mail address."),
        Field("phone", help="Phone number."),
        Field("reports_to", Type.REF, "The contact of the same account that this one answers to.", noun="contact"),
        _EXTERNAL,
        _NOTE,
    ),
    label="name",
    words=("name", "account"),
    order="account,name",
    keys=(("external_id",), ("account_id", "name")),
)

INTERACTION = Noun(
    "interaction",
    "interactions",
    "I",
    (
        _ACCOUNT,
        Field("text", help="What was said.", required=True, positional=True),
        Field("kind", Type.CHOICE, "What it was.", choices=INTERACTIONS, default="call"),
        Field("date", Type.DATE, "The day it happened.", option="--on", default="today"),
        Field("with", Type.REF, "Who took part; repeatable.", noun="contact", many=True),
        Field("minutes", Type.INT, "How long it took.", least=0, most=100_000),
        _EXTERNAL,
    ),
    label="text",
    words=("text",),
    order="-date,-id",
    day="date",
    keys=(("external_id",), ("account_id", "date", "kind", "text")),
)

DEADLINE = Noun(
    "deadline",
    "deadlines",
    "D",
    (
        _ACCOUNT,
        Field("title", help="What is due.", required=True, positional=True),
        Field("due", Type.DUE, "The day, or day and time.", required=True, look=Look.AHEAD),
        Field("kind", Type.CHOICE, "What sort of deadline.", choices=DEADLINES, default="other"),
        Field("priority", Type.CHOICE, "How much it matters.", choices=PRIORITIES, default="normal"),
        Field("every", Type.RULE, "How it comes again: month, '2 weeks', 'last friday of month' …; or --rrule."),
        Field("until", Type.DATE, "The last day of a series.", look=Look.AHEAD),
        Field("times", Type.INT, "How often a series comes.", least=1, most=10_000),
        Field("shift", Type.CHOICE, "Where it goes when it falls on a weekend or holiday.", choices=SHIFTS),
        Field("remind", Type.LEADS, "How long before it is said, such as 7d,1d,0d; none for never."),
        _EXTERNAL,
        _NOTE,
        Field("done", Type.DATE, "The day it was closed."),
    ),
    label="title",
    words=("title", "due"),
    order="due,id",
    day="due",
    keys=(("external_id",), ("account_id", "title", "due")),
    derived=("anchor", "occurrence"),
    live="done IS NULL",
)

BUDGET = Noun(
    "budget",
    "budgets",
    "B",
    (
        _ACCOUNT,
        Field("name", help="What the budget is for.", required=True, positional=True),
        Field("period", Type.PERIOD, "What it covers, such as 2026 or 2026-Q4.", required=True),
        Field("amount", Type.MONEY, "How much was agreed.", required=True),
        Field("agreed_with", Type.CHOICE, "Who agreed to it.", choices=AGREED),
        Field("direction", Type.CHOICE, "Money spent or money earned.", choices=DIRECTIONS, default="cost"),
        _CURRENCY,
        _EXTERNAL,
        _NOTE,
    ),
    label="name",
    words=("name", "start", "amount", "currency"),
    order="-start,account,name",
    day="start",
    keys=(("external_id",), ("account_id", "name", "start", "end")),
)

EXPENSE = Noun(
    "expense",
    "expenses",
    "X",
    (
        Field("budget", Type.REF, "The budget it is spent from.", noun="budget", required=True, positional=True),
        Field("amount", Type.MONEY, "How much was spent.", required=True, positional=True),
        Field("date", Type.DATE, "The day it was spent.", option="--on", default="today"),
        Field("memo", help="What for."),
        _EXTERNAL,
    ),
    label="memo",
    words=("amount", "currency", "budget"),
    order="-date,-id",
    day="date",
    keys=(("external_id",), ("budget_id", "date", "amount_minor", "memo")),
)

PRODUCT = Noun(
    "product",
    "products",
    "P",
    (
        Field("name", help="The product's name.", required=True, positional=True),
        Field("code", Type.CODE, "Short stable code; made from the name when not given."),
        Field("category", help="The group it is reported under."),
        Field("price", Type.MONEY, "List price."),
        Field("currency", Type.CURRENCY, "ISO 4217 code of the price; else the configured one."),
        _EXTERNAL,
    ),
    label="name",
    words=("name",),
    order="code",
    coded=True,
    keys=(("code",), ("external_id",), ("name",)),
)

SALE = Noun(
    "sale",
    "sales",
    "S",
    (
        _ACCOUNT,
        Field("amount", Type.MONEY, "What it came to, such as 1250.50 or 'EUR 99'.", required=True, positional=True),
        Field("product", Type.REF, "What was sold.", noun="product"),
        Field("quantity", Type.NUMBER, "How many."),
        Field("cost", Type.MONEY, "What it cost us."),
        Field("date", Type.DATE, "The day it was booked.", option="--on", default="today"),
        Field("ref", help="The outside world's reference, such as an invoice line."),
        Field(
            "kind", Type.CHOICE, "A credit is taken off sales; a purchase is no sale.", choices=SALES, default="sale"
        ),
        _CURRENCY,
    ),
    label="ref",
    words=("amount", "currency", "account", "date"),
    order="-date,-id",
    day="date",
    keys=(
        ("account_id", "kind", "ref"),
        ("account_id", "date", "product_id", "amount_minor", "currency", "kind"),
    ),
)

TARGET = Noun(
    "target",
    "targets",
    "T",
    (
        Field("period", Type.PERIOD, "What it covers, such as 2026 or 2026-Q4.", required=True, positional=True),
        Field("amount", Type.MONEY, "What to reach.", required=True, positional=True),
        Field("account", Type.REF, "For one account; else for the whole portfolio.", noun="account"),
        Field("product", Type.REF, "For one product.", noun="product"),
        _CURRENCY,
    ),
    label="period",
    words=("start", "amount", "currency", "account", "product"),
    order="-start,account,product",
    day="start",
    keys=(("start", "end", "account_id", "product_id"),),
)

RATE = Noun(
    "rate",
    "rates",
    "R",
    (
        Field(
            "from", Type.CURRENCY, "One unit of this currency …", required=True, positional=True, stored="from_currency"
        ),
        Field("to", Type.CURRENCY, "… is so many of this one.", required=True, positional=True, stored="to_currency"),
        Field("rate", Type.RATE, "How many.", required=True, positional=True),
        Field("date", Type.DATE, "The day it holds from.", option="--on", default="today"),
    ),
    label="rate",
    words=("from", "to", "rate", "date"),
    order="from,to,-date",
    day="date",
    keys=(("from_currency", "to_currency", "date"),),
)

NOUNS: dict[str, Noun] = {
    noun.name: noun for noun in (ACCOUNT, CONTACT, INTERACTION, DEADLINE, BUDGET, EXPENSE, PRODUCT, SALE, TARGET, RATE)
}
