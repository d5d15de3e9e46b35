-- Every product, as reports need it.
SELECT id, code, name, category
FROM product
