-- The people who are there on :day and with whom somebody spoke in [:since, :cut), both sides taking part (:kinds, a JSON
-- array): the last time, and how often.
SELECT c.id, c.account_id, c.name, max(i.date) AS last, count(*) AS times
FROM interaction AS i JOIN interaction_contact AS ic ON ic.interaction_id = i.id JOIN contact AS c ON c.id = ic.contact_id
WHERE i.date >= :since AND i.date < :cut AND i.kind IN (SELECT value FROM json_each(:kinds))
    AND (c."left" IS NULL OR c."left" > :day)
GROUP BY c.id ORDER BY last DESC, c.name, c.id
