-- The rows that are known again and differ from their record in any column: all are looked at, but only once.
-- {differs}: whether one column or another does.
INSERT INTO differing
SELECT s.line
FROM staged s
JOIN {table} t ON t.id = s.id
WHERE s.id > 0 AND ({differs})
