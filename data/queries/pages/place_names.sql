-- What the places of a region are called: by their governments (which come last, and so win).
SELECT division_code, name
FROM units
WHERE division_code GLOB :like
    AND (kind = 'government' OR (:small AND kind IN ('township_gov', 'subdistrict_office', 'development_zone')))
ORDER BY kind = 'government', id DESC
