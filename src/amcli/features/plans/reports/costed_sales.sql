-- The sales and credits (below zero) of the accounts :scope (a JSON array) in [:start, :cut) that carry a cost.
SELECT id, date, account, kind, CASE kind WHEN 'sale' THEN amount_minor ELSE -amount_minor END,
    CASE kind WHEN 'sale' THEN cost_minor ELSE -cost_minor END, currency
FROM sales
WHERE account_id IN (SELECT value FROM json_each(:scope)) AND date >= :start AND date < :cut AND kind <> 'purchase'
    AND cost_minor IS NOT NULL
ORDER BY date, record_id
