-- The first of three equal rows is the first of such records, the second the second, and the third may be new.
-- So a file that is taken in twice adds nothing, and one in which a fourth such row has come adds that one.
UPDATE staged SET id = known.id
FROM (
    SELECT s.line, there.id
    FROM (
        SELECT line, {key}, row_number() OVER (PARTITION BY {key} ORDER BY line) AS number
        FROM staged
        WHERE {new}
    ) s
    JOIN there ON there.number = s.number AND {same}
) known
WHERE staged.line = known.line
