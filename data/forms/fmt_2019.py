"""The trial form of report years 2019 and 2020 (国办公开办函〔2019〕60号): 22 + 161 + 15 = 198 cells."""

from data.forms import CLOSING, DISPUTES, INTAKE, OTHER, SHARED_OUTCOMES, Form, Line, columns, row

MADE_COLUMNS = columns(
    newly_made="本年新制作数量", newly_published="本年新公开数量", published_total="对外公开总数量"
)
CHANGE_COLUMNS = columns(items_prev="上一年项目数量", items_delta="本年增/减")
ITEM_COLUMNS = (*CHANGE_COLUMNS, *columns(decisions="处理决定数量"))

FORM = Form(
    id="fmt_2019",
    from_year=2019,
    to_year=2020,
    basis="国办公开办函〔2019〕60号",
    evidence=("对外公开总数量", "其他对外管理服务事项", "上一年项目数量", "政府集中采购"),
    table2=(
        Line(key="regulations", label="规章", group="第二十条第（一）项", columns=MADE_COLUMNS),
        Line(key="normative_docs", label="规范性文件", group="第二十条第（一）项", columns=MADE_COLUMNS),
        Line(key="licensing", label="行政许可", group="第二十条第（五）项", columns=ITEM_COLUMNS),
        Line(
            key="other_services",
            label="其他对外管理服务事项",
            group="第二十条第（五）项",
            columns=ITEM_COLUMNS,
        ),
        Line(key="penalty", label="行政处罚", group="第二十条第（六）项", columns=ITEM_COLUMNS),
        Line(key="coercion", label="行政强制", group="第二十条第（六）项", columns=ITEM_COLUMNS),
        Line(key="admin_fees", label="行政事业性收费", group="第二十条第（八）项", columns=CHANGE_COLUMNS),
        Line(
            key="procurement",
            label="政府集中采购",
            group="第二十条第（九）项",
            columns=columns(projects="采购项目数量", amount="采购总金额"),
        ),
    ),
    table3=(*INTAKE, *SHARED_OUTCOMES, row("other_handling", OTHER, part=True), *CLOSING),
    table4=DISPUTES,
)
