-- The day of the portfolio's first sale.
SELECT date FROM sale WHERE kind <> 'purchase' ORDER BY date LIMIT 1
