-- The lines that count in the sales of the accounts :scope (a JSON array) in [:start, :cut): credits below zero.
SELECT id, date, account, kind, product, ref,
    CASE kind WHEN 'sale' THEN amount_minor ELSE -amount_minor END, currency
FROM sales
WHERE account_id IN (SELECT value FROM json_each(:scope)) AND date >= :start AND date < :cut AND kind <> 'purchase'
ORDER BY date, record_id
