-- What is open on a day, in groups of which a report adds up: by account, by whether it should close in [:start, :end),
-- and by what decides of its amount. What amounts are worth is left to whoever knows the rates.
SELECT a.code, coalesce(s.close >= :start AND s.close < :end, 0), s.currency, s.probability,
    s.forecast = 'omitted', count(*), count(s.amount_minor), coalesce(sum(s.amount_minor), 0)
FROM ({open}) AS s JOIN account a ON a.id = s.account_id WHERE s.stage NOT IN ('won', 'lost', 'undecided')
GROUP BY 1, 2, 3, 4, 5
