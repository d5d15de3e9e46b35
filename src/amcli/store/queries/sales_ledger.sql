-- What was sold, by key and by piece: pieces are disjoint spans of days, [[number, first, beyond], …].
-- `NULL AS key` is one row for all; reports/ledger.py puts the column there that tells the rows of a report apart,
-- because a CASE over a parameter takes half as long again. :scope is a JSON array of the accounts
-- that the report is about, or NULL for all; the others are summed too, apart, for the portfolio's season.
-- :but leaves out one currency. A credit takes away, and its cost too; a purchase is no sale.
-- CROSS JOIN keeps the pieces outside, so that each is one search of the index on sale (date).
WITH piece (number, first, beyond) AS MATERIALIZED (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(:pieces)
)
SELECT
    NULL AS key,
    :scope IS NULL OR s.account_id IN (SELECT value FROM json_each(:scope)) AS inside,
    piece.number,
    s.currency,
    min(s.date),
    count(*),
    sum(CASE s.kind WHEN 'sale' THEN s.amount_minor ELSE -s.amount_minor END),
    count(s.cost_minor),
    coalesce(sum(CASE WHEN s.cost_minor IS NULL THEN 0 WHEN s.kind = 'sale' THEN s.amount_minor ELSE -s.amount_minor END), 0),
    coalesce(sum(CASE s.kind WHEN 'sale' THEN s.cost_minor ELSE -s.cost_minor END), 0)
FROM piece CROSS JOIN sale AS s ON s.date >= piece.first AND s.date < piece.beyond
WHERE s.kind <> 'purchase' AND (:but IS NULL OR s.currency <> :but)
GROUP BY 1, 2, 3, 4
