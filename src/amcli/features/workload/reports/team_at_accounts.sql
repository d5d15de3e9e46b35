-- Who works on one of some accounts on :today.
SELECT DISTINCT s.colleague_id
FROM json_each(:accounts) j JOIN assignment s ON s.account_id = j.value JOIN account a ON a.id = s.account_id
WHERE (s.start IS NULL OR s.start <= :today) AND (s.until IS NULL OR s.until >= :today) AND a.archived IS NULL
