-- By account: the deadlines due in [:start, :end) that the client does not owe (nobody said: we do), how many of them were
-- done on or before their day, and the last day of any. What was done after :day was open on it. {scope}: which.
SELECT account_id, count(*), sum(done IS NOT NULL AND done <= :day AND done <= substr(due, 1, 10)),
    max(substr(due, 1, 10))
FROM deadline
WHERE due >= :start AND due < :end AND owed_by IS NOT 'client' AND {scope}
GROUP BY account_id
