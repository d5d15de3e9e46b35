-- The open issues at live accounts that :whose handles, :me where nobody is named, or that were escalated to :whose.
SELECT 'IS' || i.id, a.code, a.name, i.title, i.opened, i.severity, coalesce(i.colleague_id, :me) IS :whose
FROM issue i JOIN account a ON a.id = i.account_id
WHERE i.closed IS NULL AND a.archived IS NULL AND (coalesce(i.colleague_id, :me) IS :whose OR i.escalated_id = :whose)
ORDER BY i.opened, i.id
