-- The rows whose change is not an import's to make, by one condition; a row that meets it in several columns once.
-- {told}: what else is to be said of one.
SELECT d.line, d."column", d.id, {told}
FROM difference d
JOIN staged s USING (line)
JOIN {table} t ON t.id = d.id
WHERE {condition}
GROUP BY d.line
