-- What each account bought of each group or product in whole months, from the totals that the writers keep: pieces of
-- months, [[number, first, beyond], …]. {goods}: what tells them apart, {join}: what that needs (sums.py).
WITH piece (number, first, beyond) AS MATERIALIZED (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(:pieces)
)
SELECT t.account_id, {goods}, piece.number, t.currency, min(t.month) || '-01', sum(t.lines), sum(t.amount_minor)
FROM piece CROSS JOIN sale_product_month AS t ON t.month >= piece.first AND t.month < piece.beyond {join}
WHERE :but IS NULL OR t.currency <> :but
GROUP BY 1, 2, 3, 4
