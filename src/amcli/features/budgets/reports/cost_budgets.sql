-- The cost budgets that hold the day before :cut or ended on :since or later, with what was spent of each before :cut,
-- less what came back; of the overspent ones also the day from which they have been so. :ids is a JSON array of budgets,
-- or NULL for all. The earliest first.
SELECT id, account, archived, name, "start", "end", amount_minor, currency, spent,
    CASE WHEN spent > amount_minor THEN (
        SELECT min(day)
        FROM (
            SELECT day, max(CASE WHEN running <= t.amount_minor THEN day END) OVER () AS last_within
            FROM (
                SELECT x.date AS day, sum(sum(CASE x.kind WHEN 'refund' THEN -x.amount_minor ELSE x.amount_minor END))
                    OVER (ORDER BY x.date) AS running
                FROM expense AS x WHERE x.budget_id = t.id AND x.date < :cut GROUP BY x.date
            )
        )
        WHERE last_within IS NULL OR day > last_within
    ) END
FROM (
    SELECT b.id, a.code AS account, a.archived, b.name, b."start", b."end", b.amount_minor, b.currency,
        coalesce((SELECT sum(CASE x.kind WHEN 'refund' THEN -x.amount_minor ELSE x.amount_minor END)
            FROM expense AS x WHERE x.budget_id = b.id AND x.date < :cut), 0) AS spent
    FROM budget AS b JOIN account AS a ON a.id = b.account_id
    WHERE b.direction = 'cost' AND b."start" < :cut AND b."end" > :since
        AND (:ids IS NULL OR b.id IN (SELECT value FROM json_each(:ids)))
) AS t
ORDER BY "start", id
