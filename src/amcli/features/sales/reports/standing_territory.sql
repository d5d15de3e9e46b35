-- In which territories each account lay, from when to when; both days included.
SELECT p.account_id, t.code, t.name, p.start, p.until
FROM placement AS p JOIN territory AS t ON t.id = p.territory_id
