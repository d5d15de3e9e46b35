-- The open stages in which some opportunities ever were, as it was known on a day, in the order in which they came.
SELECT s.opportunity_id, s.stage FROM json_each(:ids) e JOIN step s ON s.opportunity_id = e.value
WHERE s.day <= :known AND s.stage NOT IN ('won', 'lost', 'undecided')
ORDER BY s.opportunity_id, s.day, s.id
