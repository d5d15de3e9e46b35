-- How often each of :ids (a JSON array) of contracts changed since it was made, and when an operation touched it last. What was
-- undone has changed it twice, there and back.
SELECT c.id,
    (SELECT coalesce(sum(iif(o.state = 'done', 1, 2)), 0) FROM operation_change x JOIN operation o ON o.id = x.operation_id
        WHERE x.record = 'contract' AND x.record_id = c.id AND x.before IS NOT NULL),
    coalesce(
        (SELECT max(o.at) FROM operation_change x JOIN operation o ON o.id = x.operation_id
            WHERE x.record = 'contract' AND x.record_id = c.id),
        (SELECT max(o.at) FROM operation_range r JOIN operation o ON o.id = r.operation_id
            WHERE r.record = 'contract' AND c.id BETWEEN r.first_id AND r.last_id),
        '1970-01-01T00:00:00Z'
    )
FROM contract c WHERE c.id IN (SELECT value FROM json_each(:ids))
