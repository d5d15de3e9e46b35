-- Who of us spoke with whom of :account in [:since, :day]: two-way interactions by our person and theirs, what is in
-- nobody's name in that of :me.
SELECT coalesce(i.colleague_id, :me), l.contact_id, count(*), max(i.date)
FROM contact AS c
    CROSS JOIN interaction_contact AS l ON l.contact_id = c.id
    CROSS JOIN interaction AS i ON i.id = l.interaction_id
WHERE c.account_id = :account AND i.date BETWEEN :since AND :day AND i.kind <> 'note'
GROUP BY 1, 2
