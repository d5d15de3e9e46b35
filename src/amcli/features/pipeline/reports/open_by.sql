-- How many were open on a day, by what the rows of a report on what ended may be about ({key}).
SELECT {key}, count(*) FROM ({states}) AS s WHERE s.stage NOT IN ('won', 'lost', 'undecided') GROUP BY 1
