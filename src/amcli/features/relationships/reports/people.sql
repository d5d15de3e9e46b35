-- The people of the live accounts, or of :account alone: also who left by :day where :left says so; and the last
-- two-way interaction of each up to :day.
SELECT c.id, c.account_id, c.name, c.roles, c.influence, c.stance, c.title, c."left", c.reports_to_id,
    (SELECT max(i.date) FROM interaction_contact AS l CROSS JOIN interaction AS i ON i.id = l.interaction_id
        WHERE l.contact_id = c.id AND i.date <= :day AND i.kind <> 'note')
FROM contact AS c JOIN account AS a ON a.id = c.account_id
WHERE CASE WHEN :account IS NULL THEN a.archived IS NULL ELSE a.id = :account END
    AND (:left OR c."left" IS NULL OR c."left" > :day)
ORDER BY c.influence IS NULL, c.influence DESC, c.name, c.id
