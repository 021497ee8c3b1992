-- What the places of a region are called: by their governments (which come last, and so win); `below`: only
-- places of at most so many digits.
SELECT division_code, name
FROM units
WHERE division_code GLOB :like
    AND kind IN (SELECT value FROM json_each(:kinds))
    AND (:below IS NULL OR substr(division_code, :below + 1) NOT GLOB '*[1-9]*')
ORDER BY kind = 'government', id DESC
