-- By account: the deadlines due in [:start, :end) that the client does not owe (nobody said: we do), how many of them were
-- done on or before their day, and the last day of any. One that was done in time was so before :end. {scope}: which.
SELECT account_id, count(*), sum(done IS NOT NULL AND done <= substr(due, 1, 10)),
    max(substr(due, 1, 10))
FROM deadline
WHERE due >= :start AND due < :end AND owed_by IS NOT 'client' AND {scope}
GROUP BY account_id
