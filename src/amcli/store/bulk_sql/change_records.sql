-- Change the records whose image was kept, all at once. {source}: FROM and where the values come from, or nothing.
UPDATE {table} AS t SET {assignments} {source}
WHERE {joined} AND t.id IN (SELECT record_id FROM image WHERE record = '{table}' AND after IS NULL)
