-- The objectives of the plans :plans (a JSON array), or of all, in the order of their numbers, with the days of the plan.
SELECT o.id, o.plan_id, o.number, o.account_id, o.title, o.measure, o.goal, o.currency, o.due, o.need_id, o.done, o.note,
    p.start, p."end"
FROM objective AS o JOIN plan AS p ON p.id = o.plan_id
WHERE :plans IS NULL OR o.plan_id IN (SELECT value FROM json_each(:plans))
ORDER BY o.plan_id, o.number
