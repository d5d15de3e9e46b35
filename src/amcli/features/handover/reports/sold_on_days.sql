-- What accounts sold on each day of pieces, [[account, first, beyond], …]: less credits, no purchases. {of_account}: the
-- condition that a piece is of one account alone, put in as text so that SQLite takes the index that goes with it.
-- CROSS JOIN keeps the pieces outside, so that each is one search of an index.
WITH piece (account, first, beyond) AS MATERIALIZED (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(:pieces)
)
SELECT s.account_id, s.date, s.currency, count(*),
    sum(CASE s.kind WHEN 'sale' THEN s.amount_minor ELSE -s.amount_minor END)
FROM piece CROSS JOIN sale AS s ON {of_account} s.date >= piece.first AND s.date < piece.beyond
WHERE s.kind <> 'purchase'
GROUP BY 1, 2, 3
