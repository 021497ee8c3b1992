-- Every division code of a region.
SELECT DISTINCT division_code FROM units WHERE division_code GLOB :like
