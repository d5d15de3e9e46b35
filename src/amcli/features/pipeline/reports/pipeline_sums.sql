-- The opportunities of a day in groups, of which a report adds up: open ones by the key of its rows ({key}), those that
-- had ended without one. in_period: an open one should close in [:start, :end), another ended in it. in_year: it ended
-- after :year_before. {late}: the day by which one must have entered its stage to be late today. {no_next}: whether
-- nothing is to be done about it. What amounts are worth is left to whoever knows the rates.
SELECT CASE WHEN s.stage NOT IN ('won', 'lost', 'undecided') THEN {key} END AS key,
    s.stage, s.currency, s.probability, s.forecast,
    CASE WHEN s.stage IN ('won', 'lost', 'undecided') THEN s.since >= :start AND s.since < :end
        ELSE coalesce(s.close >= :start AND s.close < :end, 0) END AS in_period,
    s.stage IN ('won', 'lost', 'undecided') AND s.since > :year_before AS in_year,
    count(*), count(s.amount_minor), coalesce(sum(s.amount_minor), 0),
    sum(max(0, CAST(julianday(:day) - julianday(s.since) AS INTEGER))), sum(s.slips), coalesce(sum(s.since <= {late}), 0),
    sum({no_next}), coalesce(sum(s.close < :day), 0)
FROM ({states}) AS s
GROUP BY 1, 2, 3, 4, 5, 6, 7
