-- By who does it, where nobody is named :me: the open deadlines of live accounts, those that are late, those due in
-- [:soon, :later), and the trainings due before :cut.
SELECT coalesce(d.colleague_id, :me), count(*), sum(d.due < :today), sum(d.due >= :soon AND d.due < :later),
    sum(d.kind = 'training' AND d.due < :cut)
FROM deadline d JOIN account a ON a.id = d.account_id
WHERE d.done IS NULL AND a.archived IS NULL
GROUP BY 1
