"""The form in force since report year 2021 (国办公开办函〔2021〕30号): 10 + 175 + 15 = 200 cells."""

from data.forms import CLOSING, DISPUTES, INTAKE, OTHER, SHARED_OUTCOMES, Form, Line, columns, row

RULE_COLUMNS = columns(made="本年制发件数", repealed="本年废止件数", valid="现行有效件数")
DECISION_COLUMNS = columns(decisions="本年处理决定数量")

FORM = Form(
    id="fmt_2021",
    from_year=2021,
    to_year=None,
    basis="国办公开办函〔2021〕30号",
    evidence=("本年制发件数", "本年废止件数", "现行有效件数", "本年收费金额", "逾期不补正"),
    table2=(
        Line(key="regulations", label="规章", group="第二十条第（一）项", columns=RULE_COLUMNS),
        Line(key="normative_docs", label="行政规范性文件", group="第二十条第（一）项", columns=RULE_COLUMNS),
        Line(key="licensing", label="行政许可", group="第二十条第（五）项", columns=DECISION_COLUMNS),
        Line(key="penalty", label="行政处罚", group="第二十条第（六）项", columns=DECISION_COLUMNS),
        Line(key="coercion", label="行政强制", group="第二十条第（六）项", columns=DECISION_COLUMNS),
        Line(
            key="admin_fees",
            label="行政事业性收费",
            group="第二十条第（八）项",
            columns=columns(amount_wan="本年收费金额（单位：万元）"),
        ),
    ),
    table3=(
        *INTAKE,
        *SHARED_OUTCOMES,
        row(
            "other_no_correction",
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            OTHER,
            part=True,
        ),
        row(
            "other_fee_unpaid",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            OTHER,
            part=True,
        ),
        row("other_misc", "3.其他", OTHER, part=True),
        *CLOSING,
    ),
    table4=DISPUTES,
)
