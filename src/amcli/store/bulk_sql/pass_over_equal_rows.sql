-- Rows that are the same in all columns are one record where records have a name: the later ones say nothing new.
-- (Equal sales or calls are several, and are told apart by their number instead.)
UPDATE staged SET id = {same_in_file}
WHERE line IN (
    SELECT line
    FROM (SELECT line, min(line) OVER (PARTITION BY {columns}) AS first FROM staged WHERE {new})
    WHERE first < line
)
