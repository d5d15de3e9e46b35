-- Opportunities of a day one by one: those of a row, or one by its id ({condition}). closes: the days on which it was
-- to close, one after the other, of those that slipped. {next}: the open deadline about it that is due first.
SELECT s.id, a.code, a.name, s.name, s.amount_minor, s.currency, s.probability, s.forecast, s.stage, s.since, s.close,
    s.slips,
    CASE WHEN s.slips > 0 THEN (SELECT group_concat(close, ' ') FROM (
        SELECT close FROM step t WHERE t.opportunity_id = s.id AND t.day <= :day ORDER BY t.day, t.id)) END AS closes,
    {next} AS next_id
FROM ({states}) AS s JOIN account AS a ON a.id = s.account_id
WHERE {condition}
