-- What each account sold in whole months, from the totals that the writers keep: pieces of months,
-- [[number, first, beyond], …]. Of the days of a month the first is named. {measures}: what is summed.
-- :but leaves out one currency. CROSS JOIN keeps the pieces outside, so that each is one search of the key.
WITH piece (number, first, beyond) AS MATERIALIZED (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(:pieces)
)
SELECT t.account_id AS key, piece.number, t.currency, min(t.month) || '-01', {measures}
FROM piece CROSS JOIN sale_month AS t ON t.month >= piece.first AND t.month < piece.beyond
WHERE :but IS NULL OR t.currency <> :but
GROUP BY 1, 2, 3
