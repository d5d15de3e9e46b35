-- Make records of the rows that are new, in the order of the file, so that their ids are in that order too.
INSERT INTO {table} ({columns})
SELECT {values}
FROM staged s
WHERE s.id IS NULL
ORDER BY s.line
