-- Note the rows that are still new, fulfil {rows}, and have the name that a record had, whose natural key is the same
-- otherwise. `had` has those natural keys; {named_key}: a row's, under the columns' own names.
INSERT INTO former
SELECT s.line, min(had.id)
FROM (SELECT line, {named_key} FROM staged WHERE id IS NULL{rows}) s
JOIN had ON {same}
GROUP BY s.line
HAVING count(DISTINCT had.id) = 1
