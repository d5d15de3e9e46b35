-- By person and kind: how many interactions before :cut they took part in from :start on, the minutes of those, and the
-- last one, whenever it was. :scope is a JSON array of their accounts, or NULL for all.
SELECT l.contact_id, i.kind, count(*) FILTER (WHERE i.date >= :start),
    coalesce(sum(i.minutes) FILTER (WHERE i.date >= :start), 0), max(i.date)
FROM contact AS c
    CROSS JOIN interaction_contact AS l ON l.contact_id = c.id
    CROSS JOIN interaction AS i ON i.id = l.interaction_id
WHERE i.date < :cut AND (:scope IS NULL OR c.account_id IN (SELECT value FROM json_each(:scope)))
GROUP BY l.contact_id, i.kind
