-- 1 where a record that was put below another is now above itself: from each such record all the way up.
-- ?: the column, as it is called in the differences. UNION, not UNION ALL, so that a circle ends.
WITH RECURSIVE up (start, id) AS (
    SELECT id, "{column}"
    FROM {table}
    WHERE "{column}" IS NOT NULL AND id IN (SELECT id FROM difference WHERE "column" = ?)
    UNION
    SELECT up.start, t."{column}"
    FROM up
    JOIN {table} t ON t.id = up.id
    WHERE t."{column}" IS NOT NULL
)
SELECT 1 FROM up WHERE start = id LIMIT 1
