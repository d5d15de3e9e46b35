-- The live accounts with their owner on the day :day, what they are, and whether they are a mere group: above others,
-- without a sale of their own.
SELECT a.id, a.code, a.name, a.tier, a.category, k.id, k.code, o.hours,
    EXISTS (SELECT 1 FROM issue i WHERE i.account_id = a.id AND i.closed IS NULL AND i.severity = 'critical'),
    EXISTS (
        SELECT 1 FROM account b WHERE b.parent_id = a.id AND b.archived IS NULL
            AND (b.parent_since IS NULL OR b.parent_since <= :day)
        UNION ALL
        SELECT 1 FROM membership m JOIN account b ON b.id = m.account_id
        WHERE m.parent_id = a.id AND b.archived IS NULL AND (m.start IS NULL OR m.start <= :day) AND m.until >= :day
    )
        AND NOT EXISTS (SELECT 1 FROM sale s WHERE s.account_id = a.id)
FROM account a
LEFT JOIN assignment o ON o.account_id = a.id AND o.role = 'owner'
    AND (o.start IS NULL OR o.start <= :day) AND (o.until IS NULL OR o.until >= :day)
LEFT JOIN colleague k ON k.id = o.colleague_id
WHERE a.archived IS NULL
ORDER BY a.code
