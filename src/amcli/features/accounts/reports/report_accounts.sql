-- Every account, as reports need it.
SELECT id, code, name, parent_id, tier, cadence, created, archived
FROM account
ORDER BY code
