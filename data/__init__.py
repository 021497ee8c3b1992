"""What we know: records, forms, registry, and the one door to disk. Imports nothing else of ours."""
