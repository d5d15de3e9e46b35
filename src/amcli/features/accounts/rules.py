"""Which accounts are key accounts; what one is part of on a day and what is below it on which days, as SQL."""

KEY_TIER = 1  # accounts of this tier are key accounts

# A membership `m` that holds on the day :day.
_MEMBERSHIP_ON = "(m.start IS NULL OR m.start <= :day) AND m.until >= :day"


def _held_on(account: str, account_id: str, column: str) -> str:
    """As SQL, what holds on the day :day of a column of memberships: since a day what the account itself has there, and
    before that what held then.
    """
    since, own = f"{account}.parent_since", f"{account}.{'parent_since' if column == 'start' else column}"
    before = f"SELECT m.{column} FROM membership m WHERE m.account_id = {account}.{account_id} AND {_MEMBERSHIP_ON}"
    return f"iif({since} IS NULL OR {since} <= :day, {own}, ({before}))"


# As SQL over the table of accounts: what each is part of on the day :day.
PARENT_ON = _held_on("account", "id", "parent_id")
# The same over the view `v` of accounts and the day :today: its parent's row id and code, and since when (Noun.shown).
_OF_VIEW, _SINCE = (_held_on("v", "record_id", column).replace(":day", ":today") for column in ("parent_id", "start"))
PARENT_SHOWN = {
    "parent_id": _OF_VIEW,
    "parent": f"(SELECT code FROM account WHERE id = {_OF_VIEW})",
    "parent_since": _SINCE,
}
# What is right below the account :above on the day :day, by index: a column of row ids.
RIGHT_BELOW_ON = f"""SELECT id FROM account
    WHERE parent_id = :above AND (parent_since IS NULL OR parent_since <= :day)
    UNION ALL SELECT m.account_id FROM membership m WHERE m.parent_id = :above AND {_MEMBERSHIP_ON}"""
# What the account :account will be part of after the day :day: each day on which that changes, and the code from then
# on, NULL for none.
TO_COME = f"""WITH change (day) AS (
        SELECT parent_since FROM account WHERE id = :account
        UNION SELECT start FROM membership WHERE account_id = :account
        UNION SELECT date(until, '+1 day') FROM membership WHERE account_id = :account
    )
    SELECT change.day, p.code
    FROM change JOIN account ON account.id = :account
        LEFT JOIN account AS p ON p.id = {PARENT_ON.replace(":day", "change.day")}
    WHERE change.day > :day
    ORDER BY change.day"""
# The recursive terms of a table `below (key, whole, account, since, cut)` that begins with some accounts and days
# [since, cut): where `whole`, all that was below each, on the days on which all between the two held. On one day an
# account is below another one once, so that no day of it comes twice under a key. Each term is a search of an index.
BELOW_BY_DAY = """
    SELECT below.key, below.whole, a.id, max(below.since, coalesce(a.parent_since, '')), below.cut
    FROM below JOIN account AS a ON a.parent_id = below.account
    WHERE below.whole AND coalesce(a.parent_since, '') < below.cut
    UNION
    SELECT below.key, below.whole, m.account_id, max(below.since, coalesce(m.start, '')),
        min(below.cut, coalesce(date(m.until, '+1 day'), below.cut))
    FROM below JOIN membership AS m ON m.parent_id = below.account
    WHERE below.whole AND coalesce(m.start, '') < below.cut AND m.until >= below.since"""
