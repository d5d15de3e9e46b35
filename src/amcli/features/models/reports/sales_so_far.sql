-- By account, how many sales there were up to :day, and how many of them after :since, some months earlier: exact, of all
-- accounts. The writers' totals by month count sales and credits alike; of the months that do not count as a whole the
-- lines are counted, and of all of it the credits, which are few, are taken off.
SELECT account_id, sum(ever), sum(recent)
FROM (
    SELECT account_id, lines AS ever, iif(month > substr(:since, 1, 7), lines, 0) AS recent
    FROM sale_month
    WHERE month < substr(:day, 1, 7)
    UNION ALL
    SELECT account_id, 1, 1
    FROM sale
    WHERE date >= substr(:day, 1, 7) || '-01' AND date <= :day AND kind <> 'purchase'
    UNION ALL
    SELECT account_id, 0, 1
    FROM sale
    WHERE date > :since AND date <= substr(:since, 1, 7) || '-31' AND kind <> 'purchase'
    UNION ALL
    SELECT account_id, -1, -(date > :since)
    FROM sale INDEXED BY sale_date
    WHERE kind = 'credit' AND date <= :day)
GROUP BY account_id
HAVING sum(ever) > 0
