-- What was open on a day, by what a row of the report on what ended may be about.
SELECT a.code, o.kind, p.code, k.code, trim(o.competitor), (
    SELECT s.stage FROM step s WHERE s.opportunity_id = o.id AND s.day <= :day ORDER BY s.day DESC, s.id DESC LIMIT 1)
FROM opportunity o JOIN account a ON a.id = o.account_id
    LEFT JOIN product p ON p.id = o.product_id LEFT JOIN colleague k ON k.id = coalesce(o.colleague_id, :me)
WHERE o.created <= :day AND (o.closed IS NULL OR o.closed > :day)
    AND (:scope IS NULL OR o.account_id IN (SELECT value FROM json_each(:scope)))
