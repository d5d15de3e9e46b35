-- Join the records that were made to those that a column of theirs names as a JSON array of ids, in its order.
INSERT INTO {table} ({own}, {theirs})
SELECT made.id, other.value
FROM made
JOIN staged s USING (line), json_each(s."{column}") other
WHERE s."{column}" IS NOT NULL
ORDER BY s.line, other.key
