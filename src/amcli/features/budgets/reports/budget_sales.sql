-- What counts in the revenue budgets that overlap [:start, :end): the sales in the budget's period before :cut of its
-- account, with "group" those of all below it too, each while it was (accounts/rules.py: BELOW_BY_DAY); by
-- day, because a sale converts at the rate of its day. A credit takes away; a purchase is no sale.
-- :scope is a JSON array of the budgets' accounts, or NULL for all.
WITH RECURSIVE below (key, whole, account, since, cut) AS (
    SELECT b.id, b."group", b.account_id, b."start", min(b."end", :cut)
    FROM budget AS b
    WHERE b.direction = 'revenue' AND b."start" < :end AND b."end" > :start
        AND (:scope IS NULL OR b.account_id IN (SELECT value FROM json_each(:scope)))
    UNION{below}
)
SELECT below.key, s.currency, s.date, sum(CASE s.kind WHEN 'sale' THEN s.amount_minor ELSE -s.amount_minor END)
FROM below CROSS JOIN sale AS s
    ON s.account_id = below.account AND s.date >= below.since AND s.date < below.cut
WHERE s.kind <> 'purchase'
GROUP BY below.key, s.date, s.currency
