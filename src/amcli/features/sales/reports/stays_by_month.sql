-- What some accounts sold in whole months, each in pieces of its own, [[number, account, first, beyond], …]. The totals
-- are outside, read once: their key begins with the month, so that a search for each piece would read them again.
-- {measures}: what is summed. :but leaves out one currency.
WITH piece (number, account, first, beyond) AS MATERIALIZED (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
        json_extract(value, '$[3]')
    FROM json_each(:pieces)
)
SELECT piece.number, NULL, t.currency, min(t.month) || '-01', {measures}
FROM sale_month AS t CROSS JOIN piece ON piece.account = t.account_id AND piece.first <= t.month AND piece.beyond > t.month
WHERE t.month >= :first AND t.month < :beyond AND (:but IS NULL OR t.currency <> :but)
GROUP BY 1, 3
