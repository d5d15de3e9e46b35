-- The interactions of :account in [:start, :cut).
SELECT id, date, kind, text, "with", minutes
FROM interactions
WHERE account_id = :account AND date >= :start AND date < :cut
ORDER BY date, record_id
