-- What each opportunity was at the end of :day, those that had ended among them: its latest step up to then, of which
-- the index `step_opportunity` finds one right away. One that was not there yet has none. What is not dated (account,
-- name, kind, product, competitor, reason) is as it is now; but one was an idea while that was its stage. `since` of one
-- that had ended is the day of its end. {scope}: the condition on its account.
SELECT o.id, o.account_id, o.name, CASE s.stage WHEN 'idea' THEN 'idea' ELSE o.kind END AS kind, o.product_id,
    o.competitor, o.reason, o.created,
    s.day, s.stage, s.since, s.amount_minor, s.currency, s.close, s.probability, s.forecast, s.colleague_id, s.slips
FROM opportunity o JOIN step s ON s.id = (
    SELECT t.id FROM step t WHERE t.opportunity_id = o.id AND t.day <= :day ORDER BY t.day DESC, t.id DESC LIMIT 1
)
WHERE {scope}
