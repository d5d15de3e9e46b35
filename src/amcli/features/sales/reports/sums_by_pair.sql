-- What was sold of each product to each account, by piece: as sums_by_day.sql, with two keys in place of one.
WITH piece (number, first, beyond) AS MATERIALIZED (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(:pieces)
)
SELECT s.account_id, s.product_id, piece.number, s.currency, min(s.date), {measures}
FROM piece CROSS JOIN sale AS s ON s.date >= piece.first AND s.date < piece.beyond
WHERE s.kind <> 'purchase' AND {scope} AND (:but IS NULL OR s.currency <> :but)
GROUP BY 1, 2, 3, 4
