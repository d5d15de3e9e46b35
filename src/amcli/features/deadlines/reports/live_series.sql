-- The live deadline of each series.
SELECT id, every, anchor, until, times, shift, zone, exceptions, occurrence, template FROM deadline
WHERE done IS NULL AND every IS NOT NULL
