"""The pages of the desk: one file a page, `ADDRESS` its place, `page(asked)` what its template gets.

The template of `home.py` is data/templates/page-home.html. A page reads nianjian.db through `asked`, by the
queries of data/queries/pages/, and knows no other page.
"""
