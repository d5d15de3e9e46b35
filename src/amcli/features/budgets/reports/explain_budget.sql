-- What counts in the budgets of :account that overlap [:start, :end), before :cut: the expenses of a cost budget,
-- the sales in the days of a revenue budget, with "group" those of all below the account too, each while it was
-- (accounts/rules.py: BELOW_BY_DAY). The last column is the day whose rate an amount converts at.
WITH RECURSIVE below (key, whole, account, since, cut) AS (
    SELECT id, "group", account_id, "start", min("end", :cut)
    FROM budget
    WHERE account_id = :account AND direction = 'revenue' AND "start" < :end AND "end" > :start
    UNION{below}
)
SELECT id, budget, name, account, date, memo, minor, currency, held
FROM (
    SELECT x.id, b.id AS budget, b.name, b.account, x.date, x.memo,
        CASE x.kind WHEN 'refund' THEN -x.amount_minor ELSE x.amount_minor END AS minor, x.currency, b."start" AS held,
        b."start" AS since, b.record_id AS budget_number, x.record_id AS number
    FROM budgets AS b JOIN expenses AS x ON x.budget_id = b.record_id
    WHERE b.account_id = :account AND b.direction = 'cost' AND b."start" < :end AND b."end" > :start AND x.date < :cut
    UNION ALL
    SELECT s.id, b.id, b.name, s.account, s.date, s.ref,
        CASE s.kind WHEN 'sale' THEN s.amount_minor ELSE -s.amount_minor END,
        s.currency, s.date, b."start", b.record_id, s.record_id
    FROM budgets AS b
        JOIN below ON below.key = b.record_id
        JOIN sales AS s ON s.account_id = below.account AND s.date >= below.since AND s.date < below.cut
    WHERE s.kind <> 'purchase'
)
ORDER BY since, budget_number, date, number
