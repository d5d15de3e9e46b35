-- What the whole portfolio sold by piece, from the totals that the writers keep by day: the columns of sales_ledger.sql,
-- and the same figures, without a look at any sale. There is a total only where something was sold, or credited.
WITH piece (number, first, beyond) AS MATERIALIZED (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(:pieces)
)
SELECT
    NULL AS key,
    piece.number,
    d.currency,
    min(d.date),
    sum(d.lines),
    sum(d.amount_minor),
    sum(d.cost_lines),
    sum(d.costed_minor),
    sum(d.cost_minor)
FROM piece CROSS JOIN sale_day AS d ON d.date >= piece.first AND d.date < piece.beyond
WHERE :but IS NULL OR d.currency <> :but
GROUP BY piece.number, d.currency
