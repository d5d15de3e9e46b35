"""What an account is part of on a day."""

# As SQL over an account `a` and the day :day: its parent since a day, and before that what it was part of then.
PARENT_ON = """iif(a.parent_since IS NULL OR a.parent_since <= :day, a.parent_id, (
    SELECT m.parent_id FROM membership m
    WHERE m.account_id = a.id AND (m.start IS NULL OR m.start <= :day) AND m.until >= :day))"""
