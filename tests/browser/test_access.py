"""What axe-core finds wrong for readers who use the page in other ways."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.screen import Screen

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


def violations(screen: Screen) -> list[str]:
    screen.settle()
    found: list[dict[str, Any]] = Axe().run(screen.page, options=RULES).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]} {node['any'][0]['message'][:160] if node['any'] else ''}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["", "?event=banjska-attack&region=Kosovo", "?q=zzzz&wat=1"])
def test_the_page(open_page: Open, scheme: str, query: str) -> None:
    assert violations(open_page(query, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_with_its_filters_open(open_page: Open, scheme: str) -> None:
    screen = open_page(width=390, height=844, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    screen.page.locator("#filters-button").click()
    expect(screen.page.locator("#rail")).to_be_visible()
    assert violations(screen) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_export_dialog(open_page: Open, scheme: str) -> None:
    screen = open_page(color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    screen.page.locator("#export-button").click()
    expect(screen.page.locator("#export-save")).to_be_visible()
    screen.page.wait_for_timeout(300)
    assert violations(screen) == []


def test_a_wrong_date(open_page: Open) -> None:
    screen = open_page(bypass_csp=True, reduced_motion="reduce")
    screen.type_into("since", "foo")
    expect(screen.page.locator(".mantine-TextInput-error")).to_be_visible()
    assert violations(screen) == []
