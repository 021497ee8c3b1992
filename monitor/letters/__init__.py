"""The office's papers: notice, circular, positive statement, reminder. What they say is pure.

material.py  what was seen and decided, read from the tables   facts.py    five elements, one cause one item
notice.py    circular.py  positive.py  reminder.py             checks.py   what must hold before it comes out
paper.py     a paper as values                                 page.py     the same as DOCX pages of an office
ledger.py    文书台账                                           evidence.py one finding on one page
"""
