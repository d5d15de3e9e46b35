-- Of the rows that differ, those that differ in one column.
-- ?: the column's name.
INSERT INTO difference
SELECT s.line, s.id, ?
FROM differing
JOIN staged s USING (line)
JOIN {table} t ON t.id = s.id
WHERE {differs}
