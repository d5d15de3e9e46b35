-- What :account bought in [:start, :cut), where :tree with all below it, each while it was (accounts/rules.py:
-- BELOW_BY_DAY): credits below zero; a purchase of ours is no sale. What it cost us is not asked for.
WITH RECURSIVE below (key, whole, account, since, cut) AS (
    SELECT NULL, :tree, :account, :start, :cut
    UNION{below}
)
SELECT p.name, p.category, s.currency, CASE s.kind WHEN 'sale' THEN 1 ELSE -1 END AS sign, s.quantity, sum(s.amount_minor), count(*)
FROM below CROSS JOIN sale AS s ON s.account_id = below.account AND s.date >= below.since AND s.date < below.cut
LEFT JOIN product AS p ON p.id = s.product_id
WHERE s.kind <> 'purchase'
GROUP BY p.id, s.currency, sign, s.quantity
ORDER BY p.name, s.currency
