-- Which id each new row is going to have, for those who have to know it: rows that name one another, and links.
-- ?: the last id that the table has given.
INSERT INTO made
SELECT ? + row_number() OVER (ORDER BY line), line FROM staged WHERE id IS NULL
