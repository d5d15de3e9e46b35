-- Open deadlines of live accounts, due in [start, end), the earliest first.
SELECT 'D' || d.id, d.due, a.code, d.title, d.kind, d.priority,
    coalesce('OP' || d.opportunity_id, 'CT' || d.contract_id, 'IS' || d.issue_id, 'NG' || d.negotiation_id),
    k.code, d.owed_by
FROM deadline d JOIN account a ON a.id = d.account_id LEFT JOIN colleague k ON k.id = d.colleague_id
WHERE d.done IS NULL AND d.due >= :start AND d.due < :end AND a.archived IS NULL
ORDER BY d.due, CASE d.priority WHEN 'high' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END, d.id
