-- The targets that overlap [:start, :end); of whoever has one that sticks out of it, all: what is left of that one hangs
-- on the finer ones within it.
SELECT account_id, "group", product_id, id, "start", "end", amount_minor, currency
FROM target
WHERE ("start" < :end AND "end" > :start)
    OR (coalesce(account_id, 0), coalesce(product_id, 0), "group") IN (
        SELECT coalesce(account_id, 0), coalesce(product_id, 0), "group"
        FROM target
        WHERE "start" < :end AND "end" > :start AND ("start" < :start OR "end" > :end)
    )
ORDER BY id
