-- Reports by title or by the name they give themselves.
SELECT id, title, unit_id, year, published_on
FROM reports
WHERE id IN (SELECT id FROM reports_zh WHERE reports_zh MATCH :zh)
ORDER BY year DESC, title
LIMIT 50
