-- The phases up to :until of the issues of clock.sql, in the order in which they came. {which}: the same condition.
SELECT p.issue_id, p.at, p.stage, p.severity, p.waiting, p.colleague_id
FROM issue i JOIN account a ON a.id = i.account_id JOIN phase p ON p.issue_id = i.id
WHERE p.at <= :until AND {which}
ORDER BY p.issue_id, p.at, p.id
