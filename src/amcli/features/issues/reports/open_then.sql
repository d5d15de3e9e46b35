-- The issues that were open at :until as they were then, the oldest first. {scope}: a condition on an issue `i`. One that
-- was closed by then for good is not looked at; of one that was opened again later its phases say how it was.
SELECT i.account_id, i.id, i.title, i.opened, p.severity
FROM issue AS i JOIN phase AS p ON p.id = (
    SELECT id FROM phase WHERE issue_id = i.id AND at <= :until ORDER BY at DESC, id DESC LIMIT 1)
WHERE (i.closed IS NULL OR i.closed > :until) AND p.stage <> 'closed' AND {scope}
ORDER BY i.opened, i.id
