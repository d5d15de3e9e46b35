-- The people of the accounts of :scope, a JSON array, else of all live accounts, who have not left by :day.
SELECT c.id, c.account_id, c.name, c.roles
FROM contact AS c JOIN account AS a ON a.id = c.account_id
WHERE (c."left" IS NULL OR c."left" > :day)
    AND CASE WHEN :scope IS NULL THEN a.archived IS NULL ELSE a.id IN (SELECT value FROM json_each(:scope)) END
ORDER BY c.name, c.id
