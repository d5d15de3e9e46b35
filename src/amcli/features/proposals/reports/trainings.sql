-- By account, the trainings that are late or due up to :until: how many, the oldest, and the sum of their ids.
SELECT d.account_id, count(*), min(d.due || printf(' %012d', d.id)), sum(d.id), d.id, d.title, d.due
FROM deadline d JOIN account a ON a.id = d.account_id
WHERE d.done IS NULL AND d.due < :until AND d.kind = 'training' AND a.archived IS NULL
GROUP BY +d.account_id
