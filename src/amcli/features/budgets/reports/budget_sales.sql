-- What counts in the revenue budgets that overlap [:start, :end): the sales in the budget's period before :cut of its
-- account, with "group" those of all below it too; by day, because a sale converts at the rate of its day. A credit
-- takes away; a purchase is no sale. :scope is a JSON array of the budgets' accounts, or NULL for all.
WITH RECURSIVE seller (budget, account, "group", since, cut) AS (
    SELECT b.id, b.account_id, b."group", b."start", min(b."end", :cut)
    FROM budget AS b
    WHERE b.direction = 'revenue' AND b."start" < :end AND b."end" > :start
        AND (:scope IS NULL OR b.account_id IN (SELECT value FROM json_each(:scope)))
    UNION
    SELECT seller.budget, a.id, seller."group", seller.since, seller.cut
    FROM seller JOIN account AS a ON a.parent_id = seller.account
    WHERE seller."group"
)
SELECT seller.budget, s.currency, s.date, sum(CASE s.kind WHEN 'sale' THEN s.amount_minor ELSE -s.amount_minor END)
FROM seller CROSS JOIN sale AS s
    ON s.account_id = seller.account AND s.date >= seller.since AND s.date < seller.cut
WHERE s.kind <> 'purchase'
GROUP BY seller.budget, s.date, s.currency
