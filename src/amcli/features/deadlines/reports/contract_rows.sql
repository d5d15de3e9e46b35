-- Days of contracts, a JSON array of the contract's row id, the day and what it is, as rows of the list of deadlines.
-- The columns are those of the list, and the conditions its own, over the columns of the view `deadlines`.
SELECT {columns} FROM (
    SELECT j.key AS place, 'CT' || c.id AS id, a.code AS account, a.name AS account_name,
        json_extract(j.value, '$[2]') AS title, json_extract(j.value, '$[1]') AS due, 'contract' AS kind,
        NULL AS priority, NULL AS every, NULL AS until, NULL AS times, NULL AS shift, NULL AS remind, NULL AS note,
        NULL AS done, NULL AS series, 'CT' || c.id AS about, k.code AS "for", NULL AS owed_by, NULL AS evidence,
        NULL AS external_id, NULL AS record_id, c.account_id, NULL AS uid, NULL AS sequence, NULL AS anchor,
        NULL AS occurrence, NULL AS series_id, NULL AS template, NULL AS opportunity_id, c.colleague_id,
        c.id AS contract_id, NULL AS issue_id, NULL AS negotiation_id
    FROM json_each(?) AS j JOIN contract AS c ON c.id = json_extract(j.value, '$[0]')
    JOIN account AS a ON a.id = c.account_id LEFT JOIN colleague AS k ON k.id = c.colleague_id
) WHERE {where} ORDER BY place
