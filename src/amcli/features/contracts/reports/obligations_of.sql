-- The obligations of a contract one by one: those due in [:start, :end), and what else is overdue at :now.
SELECT id, title, due, iif(done <= :day, done, NULL), coalesce(owed_by, 'us'), evidence FROM deadline
WHERE contract_id = :id AND (due >= :start AND due < :end
    OR (done IS NULL OR done > :day) AND due < iif(length(due) = 10, :day, :now))
ORDER BY due, id
