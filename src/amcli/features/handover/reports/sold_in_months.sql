-- What each account sold in whole months, [:first, :beyond), as the writers keep it: less credits, no purchases.
SELECT account_id, month || '-01', currency, lines, amount_minor
FROM sale_month
WHERE month >= :first AND month < :beyond
