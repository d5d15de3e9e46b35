-- The people of :account who have not left by :day, and when somebody spoke with each of them last, up to that day.
SELECT c.id, c.name, c.roles,
    (SELECT max(i.date) FROM interaction_contact AS l CROSS JOIN interaction AS i ON i.id = l.interaction_id
        WHERE l.contact_id = c.id AND i.date <= :day AND i.kind <> 'note')
FROM contact AS c
WHERE c.account_id = :account AND (c."left" IS NULL OR c."left" > :day)
ORDER BY c.name, c.id
