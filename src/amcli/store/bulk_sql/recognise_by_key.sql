-- Give the rows that are still new the id of the record with the same key.
-- {decides}: whether this is the key that a row is known by. {same}: the columns compared, with = for a key that has an
-- index of its values, which SQLite uses for = and not for IS; with IS for the natural key, where no value equals none.
UPDATE staged SET id = t.id
FROM {table} t
WHERE staged.id IS NULL AND {decides} AND {same}
