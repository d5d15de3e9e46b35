-- Those of the accounts :accounts (a JSON array) that had a sale before the day :start.
SELECT value
FROM json_each(:accounts)
WHERE EXISTS (SELECT 1 FROM sale WHERE account_id = value AND date < :start AND kind = 'sale')
