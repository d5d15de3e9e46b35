-- Interactions in [:start, :cut) by account, month and kind. :scope is a JSON array of accounts, or NULL for all.
SELECT i.account_id, substr(i.date, 1, 7), i.kind, count(*), coalesce(sum(i.minutes), 0), max(i.date)
FROM interaction AS i
WHERE i.date >= :start AND i.date < :cut
    AND (:scope IS NULL OR i.account_id IN (SELECT value FROM json_each(:scope)))
GROUP BY 1, 2, 3
