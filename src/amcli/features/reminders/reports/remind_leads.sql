-- The lead times that open deadlines have of their own, each once.
SELECT DISTINCT remind FROM deadline WHERE done IS NULL AND remind IS NOT NULL
