-- The assignments in force on :today at live accounts. {which}: a condition on an assignment `s`.
SELECT s.colleague_id, s.id, s.account_id, a.code, a.name, s.role, s.role = :owner, s.start, s.until, s.hours
FROM assignment s JOIN account a ON a.id = s.account_id
WHERE {which} AND (s.start IS NULL OR s.start <= :today) AND (s.until IS NULL OR s.until >= :today)
    AND a.archived IS NULL
ORDER BY s.role <> :owner, s.role, a.code, s.id
