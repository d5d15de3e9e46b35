-- The last two-way interaction of each account, or of :account alone, on or before :day, found from the newest back.
SELECT a.id,
    (SELECT i.date FROM interaction AS i WHERE i.account_id = a.id AND i.date <= :day AND i.kind <> 'note'
        ORDER BY i.date DESC LIMIT 1)
FROM account AS a
WHERE :account IS NULL OR a.id = :account
