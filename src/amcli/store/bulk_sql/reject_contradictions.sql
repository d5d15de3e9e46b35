-- Put the rows aside that have the key of an earlier row, and other content.
-- ?: the title of the column that they are shown by. {value}: that column here. {words}: what the key is called.
INSERT INTO rejected
SELECT line, ?, "{value}", 'has the same {words} as line ' || first || ', but not the same content', cells
FROM twice JOIN staged USING (line)
WHERE NOT same
