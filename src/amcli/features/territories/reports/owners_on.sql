-- Who owns each account on a day.
SELECT s.account_id, k.code, k.name
FROM assignment s JOIN colleague k ON k.id = s.colleague_id
WHERE s.role = 'owner' AND coalesce(s."start", '') <= :day AND coalesce(s.until, '9999-12-31') >= :day
ORDER BY s.account_id, s.id
