"""What an account is part of on a day, and what is below one on which days."""

# As SQL over the table of accounts and the day :day: its parent since a day, and before that what it was part of then.
PARENT_ON = """iif(account.parent_since IS NULL OR account.parent_since <= :day, account.parent_id, (
    SELECT m.parent_id FROM membership m
    WHERE m.account_id = account.id AND (m.start IS NULL OR m.start <= :day) AND m.until >= :day))"""
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
