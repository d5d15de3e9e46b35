-- What is open or was lost of a product, with the product's category.
SELECT o.id, o.account_id, o.product_id, nullif(p.category, ''), o.closed IS NULL
FROM opportunity AS o LEFT JOIN product AS p ON p.id = o.product_id
WHERE o.closed IS NULL OR o.stage = :lost
ORDER BY o.id
