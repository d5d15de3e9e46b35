-- A row of what was merged says nothing where the file has the record itself, or an earlier row of the same record.
UPDATE staged SET id = {same_in_file}
WHERE line IN (
    SELECT f.line
    FROM former f
    JOIN staged s ON s.id = f.record_id AND s.line <> f.line
    WHERE s.line NOT IN (SELECT line FROM former) OR s.line < f.line
)
