-- By account, the trainings that are late or due up to :until: how many, the oldest, and their ids. Those of :away were decided on.
SELECT d.account_id, count(*), min(d.due || printf(' %012d', d.id)), group_concat(d.id), d.id, d.title, d.due
FROM deadline d JOIN account a ON a.id = d.account_id
WHERE d.done IS NULL AND d.due < :until AND d.kind = 'training' AND a.archived IS NULL
    AND d.id NOT IN (SELECT value FROM json_each(:away))
GROUP BY +d.account_id
