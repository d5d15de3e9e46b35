-- By account, how many sales there were up to :day, and how many of them after :since: of all accounts, from the index
-- by day, which has all of it. Credits and purchases are none.
SELECT account_id, count(*), sum(date > :since)
FROM sale INDEXED BY sale_date
WHERE kind = 'sale' AND date <= :day
GROUP BY account_id
