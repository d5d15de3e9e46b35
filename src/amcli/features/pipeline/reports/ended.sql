-- Opportunities that ended in [:start, :cut): of a table of them, as they are now or as they were known on a day. What is
-- not dated is as it is now. Nobody's is whose the file is (:me).
SELECT e.id, a.code, a.name, o.name, e.stage, e.since, o.created, e.amount_minor, e.currency, o.kind, p.code, p.name,
    k.code, k.name, trim(o.competitor), trim(o.reason)
FROM ({ended}) AS e JOIN opportunity o ON o.id = e.id JOIN account a ON a.id = o.account_id
    LEFT JOIN product p ON p.id = o.product_id LEFT JOIN colleague k ON k.id = coalesce(e.colleague_id, :me)
WHERE e.stage IN ('won', 'lost', 'undecided') AND e.since >= :start AND e.since < :cut
ORDER BY e.since, e.id
