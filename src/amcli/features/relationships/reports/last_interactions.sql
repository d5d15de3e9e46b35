-- The last two-way interaction up to :day with each of the people of :account.
SELECT contact_id, id FROM (
    SELECT l.contact_id, i.id, row_number() OVER (PARTITION BY l.contact_id ORDER BY i.date DESC, i.id DESC) AS place
    FROM contact AS c
        CROSS JOIN interaction_contact AS l ON l.contact_id = c.id
        CROSS JOIN interaction AS i ON i.id = l.interaction_id
    WHERE c.account_id = :account AND i.date <= :day AND i.kind <> 'note')
WHERE place = 1
