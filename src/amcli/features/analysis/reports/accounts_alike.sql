-- Every account, with what makes it like others, and what it can never buy.
SELECT id, code, name, category, tier, not_for, archived FROM account ORDER BY code
