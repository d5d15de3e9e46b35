-- The rows whose change is not an import's to make, by one condition; a row that meets it in several columns once.
SELECT d.line, d."column"
FROM difference d
JOIN staged s USING (line)
JOIN {table} t ON t.id = d.id
WHERE {condition}
GROUP BY d.line
