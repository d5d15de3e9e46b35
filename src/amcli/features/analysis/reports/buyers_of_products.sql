-- How many accounts bought each product in some days: of the months from :first to before :beyond.
SELECT product_id, count(DISTINCT account_id)
FROM sale_product_month
WHERE month >= :first AND month < :beyond AND last IS NOT NULL AND product_id > 0
GROUP BY 1
