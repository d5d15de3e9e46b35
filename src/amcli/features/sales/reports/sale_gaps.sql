-- The longest time, in days, between two days in a row on which each of :accounts bought something in [:since, :cut): a
-- credit is none. An account with one such day is left out.
SELECT account_id, CAST(max(julianday(date) - julianday(before)) AS INTEGER)
FROM (
    SELECT account_id, date, lag(date) OVER (PARTITION BY account_id ORDER BY date) AS before
    FROM (
        SELECT DISTINCT s.account_id, s.date
        FROM json_each(:accounts) AS chosen CROSS JOIN sale AS s
            ON s.account_id = chosen.value AND s.date >= :since AND s.date < :cut
        WHERE s.kind = 'sale'))
WHERE before IS NOT NULL
GROUP BY account_id
