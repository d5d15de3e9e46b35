-- Where accounts lie on a day of [:first, :last], in the order of accounts.
SELECT account_id, territory_id, "start", until
FROM placement
WHERE coalesce("start", '') <= :last AND coalesce(until, '9999-12-31') >= :first
ORDER BY account_id, id
