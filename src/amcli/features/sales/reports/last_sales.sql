-- The last day on which each key had a sale (a credit is none): of whole months from the totals that the writers keep,
-- of the days beside them from the sales; both pieces are [[number, first, beyond], …]. A key comes once of either.
-- {key}: the column that tells the rows of a report apart; {scope}: the accounts that the report is about.
-- CROSS JOIN keeps the pieces outside, so that each is one search.
WITH month_piece (first, beyond) AS MATERIALIZED (
    SELECT json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(:months)
),
day_piece (first, beyond) AS MATERIALIZED (
    SELECT json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(:days)
)
SELECT nullif(s.{key}, 0), max(s.last)
FROM month_piece CROSS JOIN sale_product_month AS s ON s.month >= month_piece.first AND s.month < month_piece.beyond
WHERE s.last IS NOT NULL AND {scope}
GROUP BY 1
UNION ALL
SELECT s.{key}, max(s.date)
FROM day_piece CROSS JOIN sale AS s ON s.date >= day_piece.first AND s.date < day_piece.beyond
WHERE s.kind = 'sale' AND {scope}
GROUP BY 1
