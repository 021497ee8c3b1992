-- What each run found different about a document: new, changed (its words, not a counter), gone, unlisted.
SELECT found.run_id, found.portal_id, found.url, found.title, found.at,
  (SELECT earlier.sha256 FROM looks AS earlier
   WHERE earlier.url = found.url AND earlier.portal_id = found.portal_id AND earlier.reason IS NULL
     AND earlier.purpose IN ('report', 'attachment') AND earlier.at < found.at
   ORDER BY earlier.at DESC LIMIT 1) AS before,
  found.sha256 AS after, found.kind
FROM (
  SELECT looks.*, CASE
      WHEN instr(walks.changes, '["new","' || looks.url || '"]') THEN 'new'
      WHEN instr(walks.changes, '["changed","' || looks.url || '"]') THEN 'changed'
      WHEN instr(walks.changes, '["gone","' || looks.url || '"]') THEN 'gone'
      WHEN instr(walks.changes, '["unlisted","' || looks.url || '"]') THEN 'unlisted'
    END AS kind
  FROM looks JOIN walks ON walks.id = looks.walk_id
  WHERE looks.purpose IN ('report', 'attachment')
) AS found
WHERE found.kind IS NOT NULL
