-- Reports by title or by the name they give themselves, the newest years first.
SELECT reports.id, reports.title, reports.unit_id, reports.year, reports.published_on
FROM (SELECT id FROM reports_zh WHERE reports_zh MATCH :zh ORDER BY rowid DESC LIMIT 50) AS found
JOIN reports ON reports.id = found.id
ORDER BY reports.year DESC, reports.title
