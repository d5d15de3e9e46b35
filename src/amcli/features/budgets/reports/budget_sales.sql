-- What the accounts of the revenue budgets that overlap [:start, :end) sold in the budget's period before :cut,
-- by day, because a sale converts at the rate of its day. A credit takes away; a purchase is no sale.
SELECT b.id, s.currency, s.date, sum(CASE s.kind WHEN 'sale' THEN s.amount_minor ELSE -s.amount_minor END)
FROM budget AS b CROSS JOIN sale AS s
    ON s.account_id = b.account_id AND s.date >= b."start" AND s.date < min(b."end", :cut)
WHERE b.direction = 'revenue' AND b."start" < :end AND b."end" > :start AND s.kind <> 'purchase'
    AND (:scope IS NULL OR b.account_id IN (SELECT value FROM json_each(:scope)))
GROUP BY b.id, s.date, s.currency
