-- The last two-way interaction up to :day that a person took part in.
SELECT max(i.date)
FROM interaction_contact AS l CROSS JOIN interaction AS i ON i.id = l.interaction_id
WHERE l.contact_id = :contact AND i.date <= :day AND i.kind <> 'note'
