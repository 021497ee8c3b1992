"""Scrapy's side only: the spider that walks portals."""
