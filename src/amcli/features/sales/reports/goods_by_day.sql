-- The same as goods_by_month.sql of the days beside whole months, from the sales: credits take away.
WITH piece (number, first, beyond) AS MATERIALIZED (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(:pieces)
)
SELECT t.account_id, {goods}, piece.number, t.currency, min(t.date), count(*),
    sum(CASE t.kind WHEN 'sale' THEN t.amount_minor ELSE -t.amount_minor END)
FROM piece CROSS JOIN sale AS t ON t.date >= piece.first AND t.date < piece.beyond {join}
WHERE t.kind <> 'purchase' AND (:but IS NULL OR t.currency <> :but)
GROUP BY 1, 2, 3, 4
