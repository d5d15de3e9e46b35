-- What accounts sold on the days of their stays: [[number, account, first, beyond], …]. A credit takes away, a purchase
-- is no sale. {which}: of the report's currency, or of the others, whose sums are then of one day each.
-- CROSS JOIN keeps the stays outside, so that each is one search of the index on an account's days.
WITH stay (number, account, first, beyond) AS MATERIALIZED (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
        json_extract(value, '$[3]')
    FROM json_each(:stays)
)
SELECT stay.number, s.currency, min(s.date), count(*),
    sum(CASE s.kind WHEN 'sale' THEN s.amount_minor ELSE -s.amount_minor END)
FROM stay CROSS JOIN sale AS s ON s.account_id = stay.account AND s.date >= stay.first AND s.date < stay.beyond
WHERE s.kind <> 'purchase' AND {which}
