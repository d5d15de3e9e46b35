-- How many were won and lost in the year up to a day, after :year_before.
SELECT coalesce(sum(s.stage = 'won'), 0), coalesce(sum(s.stage = 'lost'), 0)
FROM ({ended}) AS s WHERE s.since > :year_before AND s.since <= :day
