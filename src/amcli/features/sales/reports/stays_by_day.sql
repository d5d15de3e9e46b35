-- The same of single days, with {product} or without one, from the sales themselves: each piece is one search of the index on an account's sales.
WITH piece (number, account, first, beyond) AS MATERIALIZED (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
        json_extract(value, '$[3]')
    FROM json_each(:pieces)
)
SELECT piece.number, {product}, s.currency, min(s.date), {measures}
FROM piece CROSS JOIN sale AS s ON s.account_id = piece.account AND s.date >= piece.first AND s.date < piece.beyond
WHERE s.kind <> 'purchase' AND (:but IS NULL OR s.currency <> :but)
GROUP BY 1, 2, 3
