-- The live accounts that nobody owns on :today. {which}: a condition on an account `a`.
SELECT a.code
FROM account a
WHERE {which} AND a.archived IS NULL AND NOT EXISTS (
    SELECT 1 FROM assignment s
    WHERE s.account_id = a.id AND s.role = :owner AND (s.start IS NULL OR s.start <= :today)
        AND (s.until IS NULL OR s.until >= :today))
ORDER BY a.code
