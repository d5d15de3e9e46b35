-- The colleagues who have not left by the day :day.
SELECT id, code FROM colleague WHERE "left" IS NULL OR "left" > :day ORDER BY code
