-- Opportunities that ended in [start, cut), as it was known on a day: one that was opened again since, or has another end
-- now, is read from its step of that day. Nobody's is whose the file is (:me).
WITH ended (id, stage, closed, amount_minor, currency, colleague_id) AS (
    SELECT id, stage, closed, amount_minor, currency, colleague_id FROM opportunity
    WHERE closed >= :start AND closed < :cut
    UNION ALL
    SELECT o.id, s.stage, s.since, s.amount_minor, s.currency, s.colleague_id
    FROM opportunity o JOIN step s ON s.id = (
        SELECT t.id FROM step t WHERE t.opportunity_id = o.id AND t.day <= :known ORDER BY t.day DESC, t.id DESC LIMIT 1)
    WHERE :past AND (o.closed IS NULL OR o.closed > :known)
        AND s.stage IN ('won', 'lost', 'undecided') AND s.since >= :start AND s.since < :cut
)
SELECT e.id, a.code, a.name, o.name, e.stage, e.closed, o.created, e.amount_minor, e.currency, o.kind, p.code, p.name,
    k.code, k.name, trim(o.competitor), trim(o.reason)
FROM ended e JOIN opportunity o ON o.id = e.id JOIN account a ON a.id = o.account_id
    LEFT JOIN product p ON p.id = o.product_id LEFT JOIN colleague k ON k.id = coalesce(e.colleague_id, :me)
WHERE :scope IS NULL OR o.account_id IN (SELECT value FROM json_each(:scope))
ORDER BY e.closed, e.id
