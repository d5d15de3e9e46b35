-- The open deadlines at live accounts that :whose does, :me where nobody is named, and the trainings done in
-- [:start, :cut).
SELECT d.kind = :training, 'D' || d.id, a.code, a.name, d.title, d.due, d.done
FROM deadline d JOIN account a ON a.id = d.account_id
WHERE coalesce(d.colleague_id, :me) IS :whose AND (d.done IS NULL AND a.archived IS NULL
    OR d.kind = :training AND d.done >= :start AND d.done < :cut)
ORDER BY d.done IS NOT NULL, d.due, d.id
