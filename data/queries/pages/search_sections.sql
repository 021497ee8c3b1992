-- Narratives that hold the words.
SELECT sections.report_id, sections.key, sections.text, reports.title, reports.year
FROM sections_zh
JOIN sections ON sections.report_id = sections_zh.report_id AND sections.key = sections_zh.key
LEFT JOIN reports ON reports.id = sections.report_id
WHERE sections_zh MATCH :zh
LIMIT 50
