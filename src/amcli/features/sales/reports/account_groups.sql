-- What each account has in the column {column}, of those that have something there.
SELECT id, {column} FROM account WHERE {column} <> ''
