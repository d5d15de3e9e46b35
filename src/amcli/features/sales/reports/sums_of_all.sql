-- What the whole portfolio sold by piece, from the totals that the writers keep by day: pieces are disjoint spans of
-- days, [[number, first, beyond], …]. There is a total only where something was sold, or credited.
WITH piece (number, first, beyond) AS MATERIALIZED (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(:pieces)
)
SELECT NULL AS key, piece.number, t.currency, min(t.date), {measures}
FROM piece CROSS JOIN sale_day AS t ON t.date >= piece.first AND t.date < piece.beyond
WHERE :but IS NULL OR t.currency <> :but
GROUP BY piece.number, t.currency
