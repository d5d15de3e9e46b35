-- What some accounts sold in whole months, each in pieces of its own, [[number, account, first, beyond], …]. The key of
-- the totals begins with the month, so that each month of a piece is one search of it; a join by the account alone has no
-- index to use, and would read every piece for every total.
-- {measures}: what is summed. :but leaves out one currency. CROSS JOIN keeps the order.
WITH RECURSIVE month (month) AS (
    SELECT :first
    UNION ALL
    SELECT strftime('%Y-%m', month || '-01', '+1 month') FROM month
    WHERE strftime('%Y-%m', month || '-01', '+1 month') < :beyond
),
months (month) AS MATERIALIZED (SELECT month FROM month),
piece (number, account, first, beyond) AS MATERIALIZED (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
        json_extract(value, '$[3]')
    FROM json_each(:pieces)
)
SELECT piece.number, NULL, t.currency, min(t.month) || '-01', {measures}
FROM piece CROSS JOIN months ON months.month >= piece.first AND months.month < piece.beyond
    CROSS JOIN sale_month AS t ON t.month = months.month AND t.account_id = piece.account
WHERE :but IS NULL OR t.currency <> :but
GROUP BY 1, 3
