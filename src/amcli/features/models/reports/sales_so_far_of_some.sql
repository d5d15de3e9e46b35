-- The same of some accounts, :accounts.
SELECT s.account_id, count(*), sum(s.date > :since)
FROM json_each(:accounts) AS chosen CROSS JOIN sale AS s ON s.account_id = chosen.value
WHERE s.kind = 'sale' AND s.date <= :day
GROUP BY s.account_id
