-- The same of :account one by one.
SELECT id, title, due, iif(done <= :day, done, NULL)
FROM deadline
WHERE account_id = :account AND due >= :start AND due < :end AND owed_by IS NOT 'client'
ORDER BY due, id
