-- The first day with a sale or a credit, and the last one up to :today.
SELECT (SELECT min(date) FROM sale_day), (SELECT max(date) FROM sale_day WHERE date <= :today)
