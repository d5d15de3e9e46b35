-- What is open or was lost of a product, with the product's category: of the opportunities as they are, or as they were
-- on a day.
SELECT o.id, o.account_id, o.product_id, nullif(p.category, ''), o.stage <> :lost
FROM {opportunities} AS o LEFT JOIN product AS p ON p.id = o.product_id
WHERE o.stage NOT IN (:won, :undecided)
ORDER BY o.id
