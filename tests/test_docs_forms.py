"""docs/forms.md says what data/forms/ says."""

from data.forms import all_cells, forms
from docs.make_forms import PAGE, page


def test_the_page_of_forms_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m docs.make_forms"


def test_every_form_row_and_column_is_on_it() -> None:
    shown = page()
    for form in forms():
        assert f"## {form.id}" in shown
    for cell in all_cells():
        row, _, column = cell.rpartition(".")
        assert f"`{row}`" in shown
        assert f"`{column}`" in shown
