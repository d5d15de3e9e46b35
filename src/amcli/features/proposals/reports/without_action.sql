-- The objectives of live accounts that are not done and about which no deadline is open, of plans that hold today or ended after :since. One of a plan
-- that ended goes on in a later plan of the account that has an objective of the same title.
SELECT o.id, o.plan_id
FROM objective o JOIN plan p ON p.id = o.plan_id JOIN account a ON a.id = o.account_id
WHERE o.done IS NULL AND p.start <= :today AND p."end" > :since AND a.archived IS NULL
    AND NOT EXISTS (SELECT 1 FROM deadline d WHERE d.objective_id = o.id AND d.done IS NULL)
    AND NOT EXISTS (
        SELECT 1 FROM objective next JOIN plan later ON later.id = next.plan_id
        WHERE p."end" <= :today AND next.account_id = o.account_id AND later.start >= p."end"
            AND name_key(next.title) = name_key(o.title)
    )
