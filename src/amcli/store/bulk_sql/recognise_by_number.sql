-- The first of three equal rows is the first of such records, the second the second, and the third may be new.
-- So a file that is taken in twice adds nothing, and one in which a fourth such row has come adds that one.
-- {key}: the columns of the natural key, names as they are compared; {named_key}: under the columns' own names.
-- {gone}: puts rows of what is live no more last, where the file says so.
UPDATE staged SET id = known.id
FROM (
    SELECT s.line, there.id
    FROM (
        SELECT line, {named_key}, row_number() OVER (PARTITION BY {key} ORDER BY {gone}line) AS number
        FROM staged
        WHERE {new}
    ) s
    JOIN there ON there.number = s.number AND {same}
) known
WHERE staged.line = known.line
