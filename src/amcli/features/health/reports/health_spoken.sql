-- The last two-way interaction of :account up to :day.
SELECT id, date, kind, text
FROM interaction
WHERE account_id = :account AND date <= :day AND kind <> 'note'
ORDER BY date DESC, id DESC
LIMIT 1
