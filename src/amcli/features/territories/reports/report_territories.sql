-- Every territory, as reports need it.
SELECT id, code, name, level, parent_id FROM territory ORDER BY code
