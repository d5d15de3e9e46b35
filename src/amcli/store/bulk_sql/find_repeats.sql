-- The rows whose key an earlier row of the file has, each with the first such row, and whether it says the same.
-- Two rows of one key are either a repetition, which is passed over, or a contradiction, which a person has to settle.
-- {key}: its columns. {decides}: whether it is the key that a row is known by. {same}: whether all columns are equal.
CREATE TEMP TABLE twice AS
SELECT later.line, earlier.line AS first, {same} AS same
FROM (SELECT line, min(line) OVER (PARTITION BY {key}) AS first FROM staged WHERE {decides}) d
JOIN staged later ON later.line = d.line
JOIN staged earlier ON earlier.line = d.first
WHERE d.first < d.line
