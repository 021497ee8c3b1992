"""docs/commands.md says what the commands say, and names every setting the program reads."""

import re
from pathlib import Path

from docs.make_commands import PAGE, VARIABLES, page

SETTINGS = Path(__file__).parent.parent / "monitor" / "settings.py"


def test_the_page_is_what_the_commands_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m docs.make_commands`"


def test_every_variable_the_program_reads_is_told() -> None:
    text = SETTINGS.read_text(encoding="utf-8")
    read = set(re.findall(r'given\("([A-Z_]+)"\)', text)) | set(re.findall(r"NIANJIAN_([A-Z_]+)", text))
    assert read == set(VARIABLES)
