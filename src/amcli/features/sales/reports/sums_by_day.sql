-- What was sold, by key and by piece: pieces are disjoint spans of days, [[number, first, beyond], …]. {key}: the column
-- that tells the rows of a report apart; {measures}: what is summed; {scope}: the accounts that the report is about.
-- They are put in as text, because a CASE over a parameter takes half as long again, and an OR over one would keep
-- SQLite from the index on the sales of an account.
-- :but leaves out one currency. A credit takes away, and its cost too; a purchase is no sale.
-- CROSS JOIN keeps the pieces outside, so that each is one search of an index.
WITH piece (number, first, beyond) AS MATERIALIZED (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(:pieces)
)
SELECT {key} AS key, piece.number, s.currency, min(s.date), {measures}
FROM piece CROSS JOIN sale AS s ON s.date >= piece.first AND s.date < piece.beyond
WHERE s.kind <> 'purchase' AND {scope} AND (:but IS NULL OR s.currency <> :but)
GROUP BY 1, 2, 3
