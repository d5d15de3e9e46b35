-- Line, record and the names of the columns that differ, of the first rows that differ. ?: how many rows.
SELECT line, id, group_concat("column", ' ')
FROM (SELECT * FROM difference ORDER BY line, "column")
GROUP BY line
ORDER BY line
LIMIT ?
