-- The issues that were raised up to :until and are asked for, and what is not dated of them. {which}: the condition on
-- an issue `i` of an account `a`.
SELECT i.id, a.code, a.name, a.archived IS NOT NULL, i.title, i.cause, i.cost_minor, i.currency,
    i.acknowledged IS NOT NULL
FROM issue i JOIN account a ON a.id = i.account_id
WHERE {which}
ORDER BY i.id
