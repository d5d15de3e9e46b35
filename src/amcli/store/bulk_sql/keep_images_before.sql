-- What the records are before they change, so that the change can be undone; and with it, which records change.
-- {picture}: a record as a JSON object.
INSERT INTO image
SELECT '{table}', t.id, {picture}, NULL
FROM {table} t
WHERE {where}
ORDER BY t.id
