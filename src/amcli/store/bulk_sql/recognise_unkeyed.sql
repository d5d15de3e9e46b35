-- A row that brings another system's id which nobody has yet, and is in all else one record that has no such id:
-- that record is meant, and an update gives it the id. Where several records could be meant, none is.
UPDATE staged SET id = known.id
FROM (
    SELECT min(s.line) AS line, min(t.id) AS id
    FROM staged s
    JOIN {table} t ON {same} AND t.external_id IS NULL
    WHERE s.id IS NULL AND s.external_id IS NOT NULL{others}
        AND t.id NOT IN (SELECT id FROM staged WHERE id IS NOT NULL)
    GROUP BY {key}
    HAVING count(DISTINCT t.id) = 1
) known
WHERE staged.line = known.line
