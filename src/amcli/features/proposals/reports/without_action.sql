-- The objectives of live accounts that are not done and about which no deadline is open, of plans that are not over: by
-- account and day.
SELECT o.account_id, o.id, p.id, o.number, o.title, o.measure, o.goal, o.currency, o.due
FROM objective o JOIN plan p ON p.id = o.plan_id JOIN account a ON a.id = o.account_id
WHERE o.done IS NULL AND p."end" > :today AND a.archived IS NULL
    AND NOT EXISTS (SELECT 1 FROM deadline d WHERE d.objective_id = o.id AND d.done IS NULL)
ORDER BY o.account_id, o.due IS NULL, o.due, o.id
