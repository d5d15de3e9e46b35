-- Keep the keys of what was merged into records that get another key, so that the next file finds them by it.
INSERT INTO {table}_alias ({table}_id, kind, text)
SELECT DISTINCT t.id, 'external_id', o.external_id
FROM other_key o
JOIN {table} t ON t.id = o.record_id
WHERE EXISTS (
    SELECT 1 FROM staged s WHERE s.id = t.id AND s.external_id IS NOT NULL AND s.external_id <> o.external_id
)
ORDER BY t.id, o.external_id
