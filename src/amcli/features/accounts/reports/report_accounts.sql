-- Every account with what it is part of on :day, as reports need it.
SELECT id, code, name,
    iif(parent_since IS NULL OR parent_since <= :day, parent_id, (
        SELECT m.parent_id FROM membership AS m
        WHERE m.account_id = account.id AND (m.start IS NULL OR m.start <= :day) AND m.until >= :day)),
    tier, cadence, created, archived
FROM account
ORDER BY code
