-- The looks that brought certain bytes, the newest first.
SELECT at, url, final_url, status, reason, purpose, content_type, size, title
FROM looks
WHERE sha256 = :sha256
ORDER BY at DESC
LIMIT 30
