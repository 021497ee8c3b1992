"""Reports of the years 2008 to 2018 (国务院令第492号第三十二条): six topics in free text, no national tables.

Many hold a 统计表 of their province or department; its rows differ from place to place and are no cells.
"""

from data.forms import Form

FORM = Form(
    id="free_2008",
    from_year=2008,
    to_year=2018,
    basis="国务院令第492号第三十二条",
    evidence=("概述", "依申请公开和不予公开", "收费及减免", "收费和减免", "收费减免", "情况统计表"),
)
