-- The day of the portfolio's first sale.
SELECT date FROM sale_day ORDER BY date LIMIT 1
