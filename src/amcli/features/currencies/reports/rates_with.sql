-- The rates of every pair that has the currency on one side, the oldest first.
SELECT from_currency, to_currency, date, rate
FROM rate
WHERE :currency IN (from_currency, to_currency)
ORDER BY from_currency, to_currency, date
