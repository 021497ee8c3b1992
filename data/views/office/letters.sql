-- Each letter with the latest value of everything that was said of it.
SELECT
    letter_id AS id,
    max(kind) AS kind,
    max(unit_id) AS unit_id,
    max(region) AS region,
    max(year) AS year,
    (SELECT findings FROM letter_events AS e WHERE e.letter_id = l.letter_id AND e.findings <> '[]' ORDER BY at DESC, id DESC LIMIT 1) AS findings,
    (SELECT doc_no FROM letter_events AS e WHERE e.letter_id = l.letter_id AND e.doc_no IS NOT NULL ORDER BY at DESC, id DESC LIMIT 1) AS doc_no,
    min(drafted_at) AS drafted_at,
    (SELECT sent_on FROM letter_events AS e WHERE e.letter_id = l.letter_id AND e.sent_on IS NOT NULL ORDER BY at DESC, id DESC LIMIT 1) AS sent_on,
    (SELECT rectify_by FROM letter_events AS e WHERE e.letter_id = l.letter_id AND e.rectify_by IS NOT NULL ORDER BY at DESC, id DESC LIMIT 1) AS rectify_by,
    (SELECT returned_on FROM letter_events AS e WHERE e.letter_id = l.letter_id AND e.returned_on IS NOT NULL ORDER BY at DESC, id DESC LIMIT 1) AS returned_on,
    (SELECT result FROM letter_events AS e WHERE e.letter_id = l.letter_id AND e.result IS NOT NULL ORDER BY at DESC, id DESC LIMIT 1) AS result,
    (SELECT sha256 FROM letter_events AS e WHERE e.letter_id = l.letter_id AND e.sha256 IS NOT NULL ORDER BY at DESC, id DESC LIMIT 1) AS sha256
FROM letter_events AS l
GROUP BY letter_id
