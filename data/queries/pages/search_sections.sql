-- Narratives that hold the words.
SELECT sections.report_id, sections.key, sections.text, reports.title, reports.year
FROM (SELECT report_id, key FROM sections_zh WHERE sections_zh MATCH :zh ORDER BY rowid DESC LIMIT 50) AS found
JOIN sections ON sections.report_id = found.report_id AND sections.key = found.key
LEFT JOIN reports ON reports.id = sections.report_id
ORDER BY reports.year DESC, reports.title, sections.key
