-- Every account with what it is part of on :day (rules.py: PARENT_ON), as reports need it.
SELECT id, code, name, {parent}, tier, cadence, created, archived
FROM account
ORDER BY code
