-- What :whose does, :me where nobody is named: the open deadlines at live accounts, and the trainings done in
-- [:start, :cut).
WITH theirs AS (
    SELECT id FROM deadline WHERE done IS NULL AND coalesce(colleague_id, :me) IS :whose
    UNION ALL
    SELECT id FROM deadline
    WHERE kind = 'training' AND done >= :start AND done < :cut AND coalesce(colleague_id, :me) IS :whose)
SELECT d.kind = 'training', 'D' || d.id, a.code, a.name, d.title, d.due, d.done
FROM theirs t JOIN deadline d ON d.id = t.id JOIN account a ON a.id = d.account_id
WHERE d.done IS NOT NULL OR a.archived IS NULL
ORDER BY d.done IS NOT NULL, d.due, d.id
