-- The open issues of live accounts by whose they are, where nobody is named :me, and to whom they were escalated.
SELECT coalesce(i.colleague_id, :me), i.escalated_id, count(*)
FROM issue i JOIN account a ON a.id = i.account_id
WHERE i.closed IS NULL AND a.archived IS NULL
GROUP BY 1, 2
