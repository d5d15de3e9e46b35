-- The rows that change a record which an earlier row changes already, and the first that does: which is right?
SELECT DISTINCT line, first
FROM (SELECT line, min(line) OVER (PARTITION BY id) AS first FROM difference)
WHERE first < line
