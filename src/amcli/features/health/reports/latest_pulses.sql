-- The last pulse of each account up to :day, or of :account alone.
SELECT a.id, p.id, p.day, p.score, p.note
FROM account AS a CROSS JOIN pulse AS p ON p.id = (
    SELECT id FROM pulse WHERE account_id = a.id AND day <= :day ORDER BY day DESC, id DESC LIMIT 1)
WHERE :account IS NULL OR a.id = :account
