"""The office's own forms in a real browser: files, tokens, policy and downloads work together there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from monitor.desk import Desk
from tests.browser import chromium, in_a_browser, watch
from tests.desk_county import contacts, county_desk
from tests.desk_site import PASSWORD
from tests.letters_store import County, missing, wrong_total

pytestmark = in_a_browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    county = County(tmp_path_factory.mktemp("county"))
    county.add(wrong_total("water"), missing("works"))
    contacts(county.settings.registry, "works,孙丽,0917-555,")
    with county_desk(county) as made:
        yield made


def log_in(page: Page, site: Desk) -> None:
    page.goto(site.address + "-/login")
    page.get_by_label("用户名").fill("li")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def test_from_a_review_to_a_notice_sent_and_returned(browser: Browser, site: Desk, tmp_path: Path) -> None:
    watched = watch(browser.new_context(accept_downloads=True), site.address)
    page = watched.page
    log_in(page, site)
    watched.open("/finding/outcome-total/water/2025")
    page.get_by_label("复核结论").select_option(label="属实")
    page.get_by_label("理由", exact=True).fill("与台账核对")
    page.get_by_role("button", name="提交复核结论").click()
    expect(page.get_by_role("status")).to_have_text("已记录1条复核结论。")

    paper = tmp_path / "情况说明.pdf"
    paper.write_bytes(b"%PDF-1.4 a paper")
    page.get_by_label("说明内容").fill("“（七）总计”系漏填。")
    page.get_by_label("收到方式").select_option(label="函件")
    page.get_by_label("收到日期").fill("2026-04-09")
    page.get_by_label("附件1").set_input_files(paper)
    page.get_by_role("button", name="保存单位说明").click()
    expect(page.get_by_role("status")).to_have_text("已保存单位说明。")
    with page.expect_download() as kept:
        page.get_by_role("link", name="情况说明.pdf").click()
    assert kept.value.suggested_filename == "情况说明.pdf"
    assert Path(kept.value.path()).read_bytes() == paper.read_bytes()

    with page.expect_download(timeout=120_000) as drafted:
        page.get_by_role("button", name="生成整改通知（草稿）").click()
    assert drafted.value.suggested_filename == "整改通知_渭水县水利局_2025年度.docx"
    watched.open("/letters")
    page.get_by_role("row", name="渭水县水利局").get_by_role("link", name="登记").click()
    page.get_by_label("文号").fill("渭政办函〔2026〕3号")
    page.get_by_label("发出日期").fill("2026-04-01")
    page.get_by_label("整改期限").fill("2026-04-08")
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("status")).to_have_text("已登记。")
    expect(page.get_by_role("row", name="渭政办函〔2026〕3号")).to_contain_text("到期未回")
    assert watched.wrong == []


def test_from_the_list_of_reminders_to_an_entry_by_hand(browser: Browser, site: Desk) -> None:
    watched = watch(browser.new_context(), site.address)
    page = watched.page
    log_in(page, site)
    page.get_by_role("link", name="催报名单").first.click()
    row = page.get_by_role("row", name="渭水县住房和城乡建设局")
    expect(row).to_contain_text("0917-555")
    row.get_by_role("checkbox").check()
    page.get_by_label("备注").fill("答复本周内公布")
    page.get_by_role("button", name="登记催报").click()
    expect(page.get_by_role("row", name="渭水县住房和城乡建设局")).to_contain_text("答复本周内公布")

    page.get_by_role("link", name="渭水县住房和城乡建设局").click()
    page.get_by_role("link", name="录入纸质或邮件报送的年度报告").click()
    page.get_by_text("填写或更正数据").click()
    form = page.locator("details form").first
    form.get_by_label("报送方式").select_option(label="纸质")
    form.get_by_label("一、本年新收政府信息公开申请数量：总计").fill("7")
    form.get_by_role("button", name="保存数据").click()
    expect(page.get_by_role("status")).to_have_text("已录入1项数据。")
    assert watched.wrong == []
