-- The colleagues, also those who left. {which}: a condition on a colleague `c`.
SELECT c.id, c.code, c.name, c.department, c.hours, c."left"
FROM colleague c
WHERE {which}
ORDER BY c.code
