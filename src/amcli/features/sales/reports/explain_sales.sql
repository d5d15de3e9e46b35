-- The lines that count in the sales of :account in [:start, :cut), where :tree with those of all below it, each while it
-- was (accounts/rules.py: BELOW_BY_DAY): credits below zero.
WITH RECURSIVE below (key, whole, account, since, cut) AS (
    SELECT NULL, :tree, :account, :start, :cut
    UNION{below}
)
SELECT s.id, s.date, s.account, s.kind, s.product, s.ref,
    CASE s.kind WHEN 'sale' THEN s.amount_minor ELSE -s.amount_minor END, s.currency
FROM below CROSS JOIN sales AS s ON s.account_id = below.account AND s.date >= below.since AND s.date < below.cut
WHERE s.kind <> 'purchase'
ORDER BY s.date, s.record_id
