-- By whose it was, where nobody is named :me: the trainings that were done in [:start, :cut), also of accounts that are
-- archived by now.
SELECT coalesce(d.colleague_id, :me), count(*)
FROM deadline d
WHERE d.kind = 'training' AND d.done >= :start AND d.done < :cut
GROUP BY 1
