-- The first open deadline of each of some accounts that is not over on :day: of the one, and what comes first there.
SELECT account_id, min(due || printf(' %012d', id)), due, title, 'D' || id
FROM deadline
WHERE done IS NULL AND due >= :day AND account_id IN (SELECT value FROM json_each(:accounts))
GROUP BY account_id
