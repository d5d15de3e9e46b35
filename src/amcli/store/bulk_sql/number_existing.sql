-- The records of the file that a waiting row may mean by its natural key, numbered among those of the same key.
-- {key}: its columns, names as they are compared; {named_key}: the same under the columns' own names.
-- {gone}: puts what is live no more last.
-- {first}: the first two of them, which leave out most records before any are sorted. {unknown_otherwise}:
-- a record that has a better key than the natural one is not known by the latter. {better}: whether it has such a key,
-- where it can be known by either: then, and where another row has named it by that key, it is the last to be meant.
CREATE TEMP TABLE there AS
SELECT id, {named_key}, row_number() OVER (
    PARTITION BY {key} ORDER BY {gone}id IN (SELECT id FROM staged WHERE id IS NOT NULL), {better}, id
) AS number
FROM {table}
WHERE ({first}) IN (SELECT {first} FROM staged WHERE {new}){unknown_otherwise}
