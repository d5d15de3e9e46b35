-- The last day from :start up to :day on which each key had a sale (a credit is none), of the accounts :scope.
-- {key}: the column that tells the rows of a report apart; {scope}: the accounts that the report is about.
SELECT {key} AS key, max(s.date)
FROM sale AS s
WHERE s.kind = 'sale' AND s.date >= :start AND s.date <= :day AND {scope}
GROUP BY 1
