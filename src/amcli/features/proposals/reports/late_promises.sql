-- By account, what is late and ours: how many, the oldest (by day, then by id), and their ids. Those of :away, a JSON array of ids, were decided on. A deadline
-- about an opportunity puts that at stake. MIN over a text of day and id picks the row whose other columns are read.
SELECT d.account_id, count(*), min(d.due || printf(' %012d', d.id)), group_concat(d.id), d.id, d.title, d.due, o.amount_minor,
    o.currency, o.probability
FROM deadline d JOIN account a ON a.id = d.account_id
    LEFT JOIN opportunity o ON o.id = d.opportunity_id AND o.closed IS NULL
WHERE d.done IS NULL AND d.due < :today AND d.owed_by IS NOT 'client' AND d.kind <> 'training' AND a.archived IS NULL
    AND d.id NOT IN (SELECT value FROM json_each(:away))
GROUP BY +d.account_id
