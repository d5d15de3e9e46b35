-- The objectives of live accounts that are not done and about which no deadline is open, of plans that hold today.
SELECT o.id, o.plan_id
FROM objective o JOIN plan p ON p.id = o.plan_id JOIN account a ON a.id = o.account_id
WHERE o.done IS NULL AND p.start <= :today AND p."end" > :today AND a.archived IS NULL
    AND NOT EXISTS (SELECT 1 FROM deadline d WHERE d.objective_id = o.id AND d.done IS NULL)
