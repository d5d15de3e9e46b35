-- Every account with what it is part of on :day (rules.py: PARENT_ON), as reports need it.
SELECT a.id, a.code, a.name, {parent}, a.tier, a.cadence, a.created, a.archived
FROM account AS a
ORDER BY a.code
