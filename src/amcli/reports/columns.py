"""The columns of each noun's list: the keys of its JSON, what they hold, and what a narrow terminal drops first."""

from __future__ import annotations

from amcli.domain.results import IN_FULL, Column, Kind

MONEY, DATE, INT, NUMBER, LIST = Kind.MONEY, Kind.DATE, Kind.INT, Kind.NUMBER, Kind.LIST


def _text(key: str, rank: int = 0) -> Column:
    return Column(key, rank=rank)


ID = _text("id")
ACCOUNT = _text("account")
ACCOUNT_NAME = _text("account_name", IN_FULL)
CURRENCY = _text("currency", 1)
EXTERNAL = _text("external_id", IN_FULL)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "account": (
        _text("code"),
        _text("name"),
        _text("parent", 3),
        Column("tier", INT),
        _text("category", 1),
        _text("scope", 4),
        _text("currency", 5),
        Column("cadence", INT, rank=IN_FULL),
        _text("phone", 4),
        _text("website", IN_FULL),
        _text("address", IN_FULL),
        _text("city", 2),
        _text("country", 4),
        EXTERNAL,
        _text("note", IN_FULL),
        Column("tags", LIST, rank=3),
        Column("created", DATE, rank=IN_FULL),
        Column("archived", DATE, rank=IN_FULL),
        _text("id", IN_FULL),
    ),
    "contact": (
        ID,
        ACCOUNT,
        ACCOUNT_NAME,
        _text("name"),
        Column("roles", LIST),
        _text("title", 2),
        _text("email", 3),
        _text("phone", 1),
        _text("reports_to", 4),
        EXTERNAL,
        _text("note", IN_FULL),
    ),
    "interaction": (
        ID,
        Column("date", DATE),
        ACCOUNT,
        ACCOUNT_NAME,
        _text("kind"),
        _text("text"),
        Column("with", LIST, rank=1),
        Column("minutes", INT, rank=2),
        EXTERNAL,
    ),
    "deadline": (
        ID,
        Column("due", DATE, timed=True),
        ACCOUNT,
        ACCOUNT_NAME,
        _text("title"),
        _text("kind", 1),
        _text("priority", 2),
        _text("every", 3),
        Column("until", DATE, rank=IN_FULL),
        Column("times", INT, rank=IN_FULL),
        _text("shift", IN_FULL),
        _text("remind", 4),
        _text("series", IN_FULL),
        EXTERNAL,
        _text("note", IN_FULL),
        Column("done", DATE, rank=3),
    ),
    "budget": (
        ID,
        ACCOUNT,
        ACCOUNT_NAME,
        _text("name"),
        _text("period"),
        Column("start", DATE, rank=IN_FULL),
        Column("end", DATE, rank=IN_FULL),
        Column("amount", MONEY),
        CURRENCY,
        _text("direction", 2),
        _text("agreed_with", 3),
        EXTERNAL,
        _text("note", IN_FULL),
    ),
    "expense": (
        ID,
        Column("date", DATE),
        ACCOUNT,
        ACCOUNT_NAME,
        _text("budget"),
        Column("amount", MONEY),
        CURRENCY,
        _text("memo"),
        EXTERNAL,
    ),
    "product": (
        _text("code"),
        _text("name"),
        _text("category"),
        Column("price", MONEY),
        CURRENCY,
        EXTERNAL,
        _text("id", IN_FULL),
    ),
    "sale": (
        ID,
        Column("date", DATE),
        ACCOUNT,
        ACCOUNT_NAME,
        Column("amount", MONEY),
        CURRENCY,
        _text("kind"),
        _text("product", 2),
        Column("quantity", NUMBER, rank=3),
        Column("cost", MONEY, rank=4),
        _text("ref", 3),
    ),
    "target": (
        ID,
        _text("period"),
        Column("start", DATE, rank=IN_FULL),
        Column("end", DATE, rank=IN_FULL),
        ACCOUNT,
        _text("product"),
        Column("amount", MONEY),
        CURRENCY,
    ),
    "rate": (ID, _text("from"), _text("to"), Column("rate", NUMBER), Column("date", DATE)),
    "operation": (
        ID,
        _text("at"),
        _text("summary"),
        _text("state", 1),
        Column("records", INT, rank=3),
        _text("command", 2),
    ),
}

# What an export has beside the columns of the list: all that is needed to take the records back as they are.
EXTRA: dict[str, tuple[Column, ...]] = {
    "contact": (_text("reports_to_id"),),
    "interaction": (Column("with_ids", LIST), _text("uid")),
    "deadline": (
        _text("series_id"),
        Column("anchor", DATE, timed=True),
        Column("occurrence", INT),
        _text("template"),
        _text("uid"),
        Column("sequence", INT),
    ),
    "expense": (_text("budget_id"),),
}
# The SQL of the columns that are not in the noun's view under their own name.
SOURCES = {
    "reports_to_id": "('C' || reports_to_id)",
    "with_ids": """(SELECT group_concat('C' || contact_id, ';') FROM (
        SELECT contact_id FROM interaction_contact WHERE interaction_id = v.record_id ORDER BY id))""",
    "series_id": "('D' || series_id)",
    "budget_id": "('B' || budget_id)",
}
