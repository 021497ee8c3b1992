-- What the places of a region are called: by their governments (which come last, and so win).
SELECT division_code, name
FROM units
WHERE kind IN ('government', 'township_gov', 'subdistrict_office', 'development_zone')
    AND division_code LIKE :like
ORDER BY kind = 'government', id DESC
