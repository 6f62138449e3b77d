"""Filters, search and typed dates."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open


def test_a_region(open_page: Open) -> None:
    screen = open_page()
    screen.tick("region", "Kosovo")
    assert "region Kosovo" in screen.says("8 of 18 events")
    assert screen.asks("region") == "Kosovo"
    assert screen.lanes == ["Kosovo"]
    assert screen.chips == ["Region: Kosovo"]
    assert len(screen.rows) == 8


def test_two_values_of_a_facet_widen_it(open_page: Open) -> None:
    screen = open_page()
    screen.tick("actor", "KFOR")
    screen.says("2 of 18 events")
    screen.tick("actor", "Hamas")
    screen.says("4 of 18 events")
    assert screen.parameters["actor"] == ["Hamas", "KFOR"]


def test_chips_come_off_one_by_one_and_all_at_once(open_page: Open) -> None:
    screen = open_page("?region=Kosovo&actor=KFOR&q=kfor")
    screen.says("2 of 18 events")
    assert len(screen.chips) == 3
    screen.page.locator("#chips .chip", has_text="“kfor”").click()
    screen.not_asks("q")
    expect(screen.page.locator("#q")).to_have_value("")
    screen.page.locator("#chips .chip", has_text="Actor: KFOR").click()
    screen.says("8 of 18 events")
    expect(screen.page.locator('#box-actor input[value="KFOR"]')).not_to_be_checked()
    expect(screen.page.locator('#box-region input[value="Kosovo"]')).to_be_checked()
    screen.page.get_by_text("Clear all").click()
    screen.says("16 of 18 events")
    assert screen.chips == []
    assert screen.search in ("", "?")


def test_counts_follow_the_other_filters(open_page: Open) -> None:
    screen = open_page()
    count = screen.page.locator("#box-actor .option", has_text="KFOR").locator(".option-count")
    expect(count).to_have_text("2")
    screen.tick("region", "Belgium")
    screen.says("2 of 18 events")
    expect(count).to_have_text("0")
    other = screen.page.locator("#box-region .option", has_text="Kosovo").locator(".option-count")
    expect(other).to_have_text("8")  # a facet does not narrow itself


@pytest.mark.parametrize("words", ["banjske", "BANJSKË", "Бањска", "zvecan"])
def test_search_ignores_accents_and_knows_every_script(open_page: Open, words: str) -> None:
    screen = open_page()
    screen.type_into("q", words)
    screen.asks("q", words)
    screen.until("document.querySelectorAll('#panel tr[data-event]').length < 10")
    assert "Attack at Banjska, police officer killed" in screen.rows


def test_nothing_found_names_the_filter_that_stands_in_the_way(open_page: Open) -> None:
    screen = open_page()
    screen.type_into("q", "zzzz")
    screen.says("0 of 18 events")
    assert "No event passes" in screen.page.inner_text("#empty")
    screen.page.locator("#empty a", has_text="Drop the search text").click()
    screen.says("16 of 18 events")
    assert screen.page.inner_text("#empty") == ""


def test_a_typed_date_in_words(open_page: Open) -> None:
    screen = open_page()
    screen.type_into("since", "1 Oct 2023")
    assert screen.asks("from") == "2023-10-01"
    screen.says("13 of 18 events")
    expect(screen.page.locator("#since")).to_have_value("1 Oct 2023")
    screen.type_into("until", "2023-10-08")
    screen.asks("to", "2023-10-08")
    screen.until("document.querySelector('#sentence').textContent.includes('1 – 8 Oct 2023')")


def test_a_period_in_words_is_told_as_it_was_understood_and_sets_both_sides(open_page: Open) -> None:
    screen = open_page()
    said = screen.page.locator("#since-read")
    expect(said).to_have_attribute("aria-live", "polite")
    screen.type_into("since", "last two weeks of September 2023")
    assert (screen.asks("from"), screen.asks("to")) == ("2023-09-17", "2023-09-30")
    expect(said).to_have_text("Read as 17 – 30 Sep 2023, from and to.")
    expect(screen.page.locator("#until")).to_have_value("30 Sep 2023")
    screen.type_into("until", "13 tetor 2023")
    screen.asks("to", "2023-10-13")
    expect(screen.page.locator("#until-read")).to_have_text("Read as 13 Oct 2023.")
    expect(said).to_have_text("")
    expect(screen.page.locator("#since")).to_have_value("17 Sep 2023")
    screen.type_into("until", "last week")
    expect(screen.page.locator(".mantine-TextInput-error")).to_contain_text("reads no clock")
    screen.type_into("until", "03/04/2022")
    expect(screen.page.locator(".mantine-TextInput-error")).to_contain_text("3 Apr 2022 (day before month)")
    screen.type_into("until", "early October 2023")
    screen.asks("to", "2023-10-10")
    expect(screen.page.locator("#until-read")).to_contain_text("Read as 1 – 10 Oct 2023")
    screen.page.locator("#zoom a", has_text="Reset").click()
    screen.not_asks("to")
    expect(screen.page.locator("#until-read")).to_have_text("")


def test_a_wrong_date_is_told_on_its_field_and_changes_nothing(open_page: Open) -> None:
    screen = open_page("?from=2023-10-01&to=2023-10-10")
    before = screen.sentence
    screen.type_into("since", "foo")
    expect(screen.page.locator(".mantine-TextInput-error")).to_have_count(1)
    assert screen.page.locator("#since").get_attribute("aria-invalid") == "true"
    assert screen.page.input_value("#since") == "foo"
    assert screen.parameters == {"from": ["2023-10-01"], "to": ["2023-10-10"]}
    assert screen.sentence == before
    screen.type_into("since", "2 Oct 2023")
    screen.asks("from", "2023-10-02")
    expect(screen.page.locator(".mantine-TextInput-error")).to_have_count(0)


def test_a_from_after_the_to_is_refused(open_page: Open) -> None:
    screen = open_page("?from=2023-10-01&to=2023-10-10")
    screen.type_into("since", "1 Jan 2024")
    expect(screen.page.locator(".mantine-TextInput-error")).to_contain_text("wrong side")
    assert screen.parameters["from"] == ["2023-10-01"]


def test_a_broken_link_opens_with_a_notice(open_page: Open) -> None:
    screen = open_page("?from=foo&bbox=1,2&region=Kosova&event=nope&lanes=x&wat=1&area=%00")
    screen.says("16 of 18 events")
    notices = screen.page.locator("#notices .notice").all_text_contents()
    assert len(notices) >= 6
    assert any("wat" in text for text in notices)
    assert any("bbox" in text for text in notices)
