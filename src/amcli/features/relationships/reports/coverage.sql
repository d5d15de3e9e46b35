-- The people of the accounts that were live on :day, or of :account alone, who have not left by :day: their roles, and
-- whether somebody spoke with them from :since on, which of one account is asked of its own people. An account without
-- people has a row without one.
WITH spoken AS MATERIALIZED (
    SELECT l.contact_id
    FROM interaction AS i CROSS JOIN interaction_contact AS l ON l.interaction_id = i.id
    WHERE :account IS NULL AND i.date BETWEEN :since AND :day AND i.kind <> 'note'
    UNION
    SELECT l.contact_id
    FROM contact AS c CROSS JOIN interaction_contact AS l ON l.contact_id = c.id
        CROSS JOIN interaction AS i ON i.id = l.interaction_id
    WHERE c.account_id = :account AND i.date BETWEEN :since AND :day AND i.kind <> 'note')
SELECT a.id, c.id, c.roles, c.id IN (SELECT contact_id FROM spoken)
FROM account AS a LEFT JOIN contact AS c ON c.account_id = a.id AND (c."left" IS NULL OR c."left" > :day)
WHERE CASE WHEN :account IS NULL THEN a.archived IS NULL OR a.archived > :day ELSE a.id = :account END
