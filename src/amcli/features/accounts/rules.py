"""What an account is part of on a day."""

# As SQL over the table of accounts and the day :day: its parent since a day, and before that what it was part of then.
PARENT_ON = """iif(account.parent_since IS NULL OR account.parent_since <= :day, account.parent_id, (
    SELECT m.parent_id FROM membership m
    WHERE m.account_id = account.id AND (m.start IS NULL OR m.start <= :day) AND m.until >= :day))"""
