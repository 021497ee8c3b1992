-- What each run found different about a document: new, changed (other bytes), gone (its address says so).
SELECT look.run_id, look.portal_id, look.url, look.title, look.at, look.before, look.sha256 AS after,
  CASE WHEN look.reason IS NOT NULL THEN 'gone' WHEN look.before IS NULL THEN 'new' ELSE 'changed' END AS kind
FROM (
  SELECT run_id, portal_id, url, title, at, reason, sha256,
    (SELECT earlier.sha256 FROM looks AS earlier
     WHERE earlier.url = looks.url AND earlier.portal_id = looks.portal_id AND earlier.reason IS NULL
       AND earlier.purpose IN ('report', 'attachment') AND earlier.at < looks.at
     ORDER BY earlier.at DESC LIMIT 1) AS before
  FROM looks
  WHERE purpose IN ('report', 'attachment') AND (reason IS NULL OR reason IN ('dead_link', 'soft_404'))
) AS look
WHERE (look.reason IS NULL AND look.before IS NOT look.sha256) OR (look.reason IS NOT NULL AND look.before IS NOT NULL)
