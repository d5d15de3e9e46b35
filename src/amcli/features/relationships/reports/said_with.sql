-- The two-way interactions with :contact in [:since, :day], and who of us it was, :me where nobody says.
SELECT i.id, i.date, i.kind, (SELECT code FROM colleague WHERE id = coalesce(i.colleague_id, :me)), i.text
FROM interaction_contact AS l CROSS JOIN interaction AS i ON i.id = l.interaction_id
WHERE l.contact_id = :contact AND i.date BETWEEN :since AND :day AND i.kind <> 'note'
ORDER BY i.date DESC, i.id DESC
