-- The obligations of contracts, which are the deadlines about them, by who owes them (nobody said: we do): those due in
-- [:start, :end), of these those done on or before their day, and all that are overdue at :now. What was done after :day
-- was open on it.
SELECT contract_id, owed_by IS 'client', sum(due >= :start AND due < :end),
    sum(due >= :start AND due < :end AND done IS NOT NULL AND done <= :day AND done <= substr(due, 1, 10)),
    sum((done IS NULL OR done > :day) AND due < iif(length(due) = 10, :day, :now))
FROM deadline WHERE contract_id IS NOT NULL {scope}
GROUP BY 1, 2
