-- A row that brings another system's id which nobody has yet, and is in all else one record that has no such id:
-- that record is meant, and an update gives it the id. Where several records could be meant, none is.
-- `unkeyed` has the natural keys of the records without such an id; {named_key}: a row's, under the columns' own names.
UPDATE staged SET id = known.id
FROM (
    SELECT min(s.line) AS line, min(t.id) AS id
    FROM (
        SELECT line, {named_key} FROM staged WHERE id IS NULL AND external_id IS NOT NULL{others}
    ) s
    JOIN unkeyed t ON {same}
    WHERE t.id NOT IN (SELECT id FROM staged WHERE id IS NOT NULL)
    GROUP BY {key}
    HAVING count(DISTINCT t.id) = 1
) known
WHERE staged.line = known.line
