-- The document a unit had for a year before another one: at the same address if there is one, the newest of them.
SELECT before.id, before.url, before.published_on, before.first_seen_at, before.last_seen_at, before.sha256
FROM reports AS later
JOIN reports AS before ON before.unit_id = later.unit_id AND before.year = later.year AND before.id <> later.id
WHERE later.id = :report AND before.first_seen_at <= later.first_seen_at
ORDER BY before.url = later.url DESC, before.first_seen_at DESC, before.id
LIMIT 1
