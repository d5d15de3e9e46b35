-- The first day on or after :first with a sale or a credit in a currency.
SELECT min(date) FROM sale_day WHERE currency = :currency AND date >= :first
