"""What a report must speak of, by the words that tell it does.

TOPICS: the five parts of 总体情况 (国办公开办函〔2021〕30号): name, words that name it in a sub-heading,
words that speak of it anywhere.
APPRAISAL: what a government's report holds besides (《条例》第五十条第一款第四项).
"""

from __future__ import annotations

from typing import NamedTuple


class Topic(NamedTuple):
    """One thing that must be spoken of: its printed name and regular expressions over folded text."""

    name: str
    heading: str
    anywhere: str


TOPICS = (
    Topic("主动公开", r"主动公开|公开内容|公开力度|信息公开数量|公开情况", r"主动公开|主动向社会公开"),
    Topic("依申请公开", r"依.{0,2}申请|申请公开|申请办理", r"依.{0,2}申请公开|信息公开申请|公开申请"),
    Topic(
        "政府信息管理",
        r"信息.{0,6}管理|管理.{0,4}信息|信息审核|信息发布|文件管理|制度建设",
        r"信息.{0,6}管理|信息.{0,4}审[核查]|发布审[核查]|公开审查|保密审查|三审三校|先审|公开属性|动态调整|文件.{0,4}清理",
    ),
    Topic(
        "政府信息公开平台建设",
        r"平台|网站|新媒体|渠道|载体|专栏",
        r"平台|网站|新媒体|公众号|公告栏|公开栏|政府公报|专栏",
    ),
    Topic(
        "监督保障",
        r"监督|保障|考核|评议|培训|教育|队伍|组织领导",
        r"监督|考核|评议|培训|督查|责任追究|领导小组",
    ),
)

APPRAISAL = (
    Topic("工作考核", "", r"考核|绩效|考评|评估"),
    Topic("社会评议", "", r"评议|测评|满意度(?:调查|评价)|(?:社会|群众|公众|企业|居民)[^，。]{0,6}评价"),
    Topic("责任追究", "", r"责任追究|追究责任|追责|问责"),
)

PROBLEM = (
    r"问题|不足|差距|薄弱|不够|有待|短板|不[强高多细深]|不到位|不及时|单一|滞后|偏[慢长少低弱多]|"
    r"[缺欠]|困难|尚|仍|还[不没需]"
)
MEASURE = r"改进|措施|下一步|今后|将|加强|强化|完善|提升|提高|健全|加大|拓宽|拓展|推进|优化|规范"

# 信息处理费: any of these says that fees were thought of (practice 甲9); 收费 alone may be a school's.
FEE = r"处理费"
FEE_IN_SECTION_6 = r"收费|收取.{0,12}费|费用"
NO_APPLICATION = (
    r"未(?:收到|接到|接收到|收取到|产生|发生|受理)|没有(?:收到|接到)|均为0|为零|零申请|"
    r"无(?:人|公民|群众|政府信息公开申请|依申请|申请)"
)
COUNTED = r"(?<![\d.])\d[\d,]*余?(?:件|条|份|宗|起|人次|例|个|次)"
HAN_COUNTED = r"[一二两三四五六七八九十百零]+余?(?:件|宗|起)(?!事|套)"
HANDLED = r"妥善处理|及时答复|及时回复|均(?:已|按)[^，。]{0,8}答复|全部办结|按时办结"

# Whether figures speak for the unit alone or for all below it (规则 scope-unclear).
AGGREGATE = r"全[省市州县区旗盟]|各级|汇总|各(?:部门|单位|乡镇|镇|街道|委办局|县区|市县|区县)|所属|辖区"
OWN_ONLY = r"本级|本机关|本单位|我办|[省市州县区旗盟]政府办|本办"
