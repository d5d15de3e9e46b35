-- What was sold, by key and by piece: pieces are disjoint spans of days, [[number, first, beyond], …].
-- reports/ledger.py puts two things into it: instead of `NULL AS key` the column that tells the rows of a report apart,
-- because a CASE over a parameter takes half as long again; and instead of `:scope IS NULL` the accounts that the report
-- is about, a JSON array, because an OR of both would keep SQLite from the index on their sales.
-- :but leaves out one currency. A credit takes away, and its cost too; a purchase is no sale.
-- CROSS JOIN keeps the pieces outside, so that each is one search of an index.
WITH piece (number, first, beyond) AS MATERIALIZED (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(:pieces)
)
SELECT
    NULL AS key,
    piece.number,
    s.currency,
    min(s.date),
    count(*),
    sum(CASE s.kind WHEN 'sale' THEN s.amount_minor ELSE -s.amount_minor END),
    count(s.cost_minor),
    coalesce(sum(CASE WHEN s.cost_minor IS NULL THEN 0 WHEN s.kind = 'sale' THEN s.amount_minor ELSE -s.amount_minor END), 0),
    coalesce(sum(CASE s.kind WHEN 'sale' THEN s.cost_minor ELSE -s.cost_minor END), 0)
FROM piece CROSS JOIN sale AS s ON s.date >= piece.first AND s.date < piece.beyond
WHERE s.kind <> 'purchase' AND :scope IS NULL AND (:but IS NULL OR s.currency <> :but)
GROUP BY 1, 2, 3
