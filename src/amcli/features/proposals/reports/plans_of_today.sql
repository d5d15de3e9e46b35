-- The plans whose days hold today, the one that was written last for each account.
SELECT account_id, max(written || printf(' %012d', id)), id, written
FROM plan WHERE start <= :today AND "end" > :today GROUP BY account_id
