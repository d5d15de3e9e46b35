-- What is assigned to accounts on the day :day in hours a week.
SELECT account_id, hours FROM assignment
WHERE hours <> '' AND (start IS NULL OR start <= :day) AND (until IS NULL OR until >= :day)
