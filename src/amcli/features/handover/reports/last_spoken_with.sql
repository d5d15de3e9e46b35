-- The last two-way interaction up to :day that each contact of :account took part in.
SELECT l.contact_id, max(i.date)
FROM contact AS c JOIN interaction_contact AS l ON l.contact_id = c.id JOIN interaction AS i ON i.id = l.interaction_id
WHERE c.account_id = :account AND i.date <= :day AND i.kind <> 'note'
GROUP BY l.contact_id
