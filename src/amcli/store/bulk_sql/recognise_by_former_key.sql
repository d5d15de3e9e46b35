-- Note the rows that are still new and bring a key that a record had before it was merged or changed.
-- {column}: the key's; {decides}: whether it is the key that a row is known by.
-- A key that two records had says nothing.
INSERT INTO former
SELECT s.line, min(a.{table}_id)
FROM staged s
JOIN {table}_alias a ON a.kind = '{column}' AND s."{column}" = a.text
WHERE s.id IS NULL AND {decides}
GROUP BY s.line
HAVING count(DISTINCT a.{table}_id) = 1
