-- What each account was part of, from when to when, both days included.
SELECT a.id, CAST(a.parent_id AS TEXT), NULL, a.parent_since, NULL
FROM account AS a
WHERE a.parent_id IS NOT NULL
UNION ALL
SELECT m.account_id, CAST(m.parent_id AS TEXT), NULL, m.start, m.until
FROM membership AS m
