-- The looks that brought the stored page, or found nothing at its address.
SELECT looks.id, looks.at, looks.url, looks.status, looks.reason, looks.purpose, looks.sha256, looks.size
FROM looks
WHERE looks.sha256 = :sha256 OR looks.url = :url
ORDER BY looks.at DESC
LIMIT 30
