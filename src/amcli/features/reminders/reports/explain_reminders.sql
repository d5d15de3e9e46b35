-- Every open deadline, also of archived accounts, the earliest first.
SELECT d.id, d.due, a.code, d.title, d.kind, d.priority, d.remind,
    coalesce('OP' || d.opportunity_id, 'CT' || d.contract_id, 'IS' || d.issue_id, 'NG' || d.negotiation_id),
    coalesce(o.name, c.name, i.title, n.subject),
    k.code, d.owed_by, a.archived
FROM deadline AS d JOIN account AS a ON a.id = d.account_id LEFT JOIN opportunity AS o ON o.id = d.opportunity_id
    LEFT JOIN contract AS c ON c.id = d.contract_id LEFT JOIN issue AS i ON i.id = d.issue_id
    LEFT JOIN negotiation AS n ON n.id = d.negotiation_id
    LEFT JOIN colleague AS k ON k.id = d.colleague_id
WHERE d.done IS NULL
ORDER BY d.due, CASE d.priority WHEN 'high' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END, d.id
