-- What calendars are told: each deadline among :ids (a JSON array of row ids), and the whole series of each that has one.
-- `changed` is when an operation touched it last, whether it still stands or was undone.
WITH wanted AS (
    SELECT DISTINCT coalesce(series_id, id) AS first FROM deadline WHERE id IN (SELECT value FROM json_each(:ids))
),
changes AS (
    SELECT c.record_id, max(o.at) AS at FROM operation_change c JOIN operation o ON o.id = c.operation_id
    WHERE c.record = 'deadline' GROUP BY c.record_id
),
imports AS (
    SELECT r.first_id, r.last_id, o.at FROM operation_range r JOIN operation o ON o.id = r.operation_id
    WHERE r.record = 'deadline'
)
SELECT w.first, d.id, a.code AS account, d.title, d.due, d.kind, d.priority, d.note, d.done, d.remind, d.every, d.anchor,
    d.until, d.times, d.shift, d.occurrence, d.template, d.uid, d.sequence,
    d.zone, d.exceptions, d.event,
    coalesce(
        c.at, (SELECT max(i.at) FROM imports i WHERE d.id BETWEEN i.first_id AND i.last_id), '1970-01-01T00:00:00Z'
    ) AS changed
FROM wanted w JOIN deadline d ON d.id = w.first OR d.series_id = w.first
JOIN account a ON a.id = d.account_id LEFT JOIN changes c ON c.record_id = d.id
ORDER BY w.first, d.id
