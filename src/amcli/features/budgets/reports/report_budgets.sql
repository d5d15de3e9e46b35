-- The budgets that overlap [:start, :end), whole, and what was spent of each before :cut, less what came back.
-- :scope is a JSON array of accounts, or NULL for all.
SELECT b.id, b.account_id, a.code, b.name, b."start", b."end", b.direction, b."group", b.agreed_with, b.amount_minor,
    b.currency, coalesce((SELECT sum(CASE x.kind WHEN 'refund' THEN -x.amount_minor ELSE x.amount_minor END)
        FROM expense AS x WHERE x.budget_id = b.id AND x.date < :cut), 0)
FROM budget AS b JOIN account AS a ON a.id = b.account_id
WHERE b."start" < :end AND b."end" > :start
    AND (:scope IS NULL OR b.account_id IN (SELECT value FROM json_each(:scope)))
ORDER BY a.code, b."start", b.id
