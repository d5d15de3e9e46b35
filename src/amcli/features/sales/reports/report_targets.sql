-- The targets that overlap [:start, :end).
SELECT account_id, product_id, id, "start", "end", amount_minor, currency
FROM target
WHERE "start" < :end AND "end" > :start
ORDER BY id
