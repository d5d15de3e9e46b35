-- Keep what a column said of the records in which it is going to be changed, once each.
INSERT INTO {table}_alias ({table}_id, kind, text)
SELECT DISTINCT t.id, '{column}', t."{column}"
FROM difference d
JOIN {table} t ON t.id = d.id
WHERE d."column" = '{column}' AND t."{column}" IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM {table}_alias a WHERE a.{table}_id = t.id AND a.kind = '{column}' AND a.text = t."{column}"
)
ORDER BY t.id
