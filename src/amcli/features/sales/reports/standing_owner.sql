-- Who answered for each account, from when to when; both days included.
SELECT s.account_id, k.code, k.name, s.start, s.until
FROM assignment AS s JOIN colleague AS k ON k.id = s.colleague_id
WHERE s.role = 'owner'
