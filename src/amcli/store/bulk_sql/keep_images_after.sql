-- What the records are after they changed, beside what they were.
UPDATE image SET after = (SELECT {picture} FROM {table} t WHERE t.id = image.record_id)
WHERE record = '{table}' AND after IS NULL
