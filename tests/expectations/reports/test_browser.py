"""The site in a real browser: nothing leaves the page, nothing hostile runs, everything works by keyboard."""

import pytest

from expectations.reports.pages import page_of
from tests.expectations.reports.sample import hostile_articles, lying_article

PAGES = ("index.html", "flags.html", "timeline.html", "article")


def page(site, extracted):
    return site / page_of(extracted.dated.article.document.doc_id)


def test_no_page_asks_for_anything_beyond_its_folder_nor_complains(browser, sample):
    for path in sorted(sample.rglob("*.html")):
        browser.open(path)
        assert browser.errors() == [], path.name
        assert browser.requests() == {"file://"}, path.name


@pytest.mark.parametrize("number", [0, 1])
def test_hostile_content_is_shown_and_does_nothing(browser, sample, number):
    for path in (
        page(sample, hostile_articles()[number]),
        *(sample / n for n in ("index.html", "flags.html", "timeline.html")),
    ):
        browser.open(path)
        browser.script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        assert browser.script("return window.pwned") is None
        assert browser.script("return document.querySelectorAll('main img, main script, main b').length") == 0
        assert browser.errors() == []
        assert path.stat().st_size < 300_000
        # Neither a megabyte without a space nor a title of 5,000 letters makes the page wider than the window.
        assert browser.script("return document.documentElement.scrollWidth <= innerWidth")


def test_an_injected_inline_script_would_be_refused_by_the_policy(browser, sample):
    browser.open(sample / "index.html")
    browser.script(
        "const s = document.createElement('script'); s.textContent = 'window.pwned = 1'; document.body.append(s)"
    )
    assert browser.script("return window.pwned") is None
    assert any("Content Security Policy" in error for error in browser.errors())


def test_the_lie_can_be_seen_without_scrolling(browser, sample):
    browser.open(page(sample, lying_article()))
    ruling = browser.driver.find_element("css selector", ".ruling")
    assert ruling.text == "mismatch The page says 4 March 2022. The text says 18 November to 31 December 2016."
    for selector in (".ruling", "circle.claim", ".bar.solved"):
        assert browser.script(
            "return document.querySelector(arguments[0]).getBoundingClientRect().bottom < innerHeight", selector
        )


def test_a_mark_says_on_focus_what_it_was_read_as_by_which_rule_from_which_anchor(browser, sample):
    from selenium.webdriver.common.keys import Keys

    browser.open(page(sample, lying_article()))
    browser.tab_to(".source a.timex:not(.flagged):not(.witness)")
    tip = browser.find(".tip").text
    assert browser.focused().text == "Monday"
    for said in ("2016-11-21", "weekday", "dct"):
        assert said in tip
    described = browser.script(
        "return document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent"
    )
    assert "2016-11-21" in described
    browser.keys(Keys.ESCAPE)
    assert browser.driver.find_elements("css selector", ".tip") == []


def test_flags_are_filtered_by_keyboard(browser, sample):
    browser.open(sample / "flags.html")
    rows = "return [...document.querySelectorAll('#flags tbody tr')].filter((r) => !r.hidden).length"
    every = browser.script(rows)
    browser.tab_to("input[name=words]")
    browser.keys("harbour accord")
    assert 0 < browser.script(rows) < every
    assert f"of {every} shown" in browser.driver.find_element("css selector", "output").text


def test_the_timeline_is_filtered_and_opened_by_keyboard(browser, sample):
    from selenium.webdriver.common.keys import Keys

    browser.open(sample / "timeline.html")
    browser.tab_to("select[name=status]")
    browser.keys("planned")
    shown = browser.driver.find_elements("css selector", "#timeline summary")
    assert [row.text.split("\n")[0] for row in shown] == ["21 November 2016"]
    browser.tab_to("summary")
    browser.keys(Keys.ENTER)
    quote = browser.find("#timeline blockquote")
    assert "will arrive in Oslo on Monday" in quote.text
    assert (
        quote.find_element("css selector", "a")
        .get_attribute("href")
        .endswith(page_of(lying_article().dated.article.document.doc_id))
    )


def test_uncertainty_is_drawn_as_width(browser, sample):
    browser.open(sample / "timeline.html")
    width = """const rows = [...document.querySelectorAll('#timeline li')];
        const row = rows.find((li) => li.textContent.includes(arguments[0]));
        return row.querySelector('rect').getBoundingClientRect().width"""
    assert browser.script(width, "detained") < browser.script(width, "signed")


@pytest.mark.parametrize("name", [*PAGES, "reviews.html", "places.html"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_its_window(browser, sample, name, width):
    browser.screen(width)
    browser.open(page(sample, lying_article()) if name == "article" else sample / name)
    assert browser.script("return document.documentElement.scrollWidth") <= width


# WCAG 2.2, 1.4.3: the contrast of text with what lies behind it, 4.5 to 1.
CONTRAST = """
const parse = (css) => (css.match(/[\\d.]+/g) || []).map(Number);
const linear = (v) => v / 255;
const light = (rgb) => rgb.slice(0, 3).map(linear).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
const behind = (node) => {
    for (; node; node = node.parentElement) {
        const colour = parse(getComputedStyle(node).backgroundColor);
        if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
};
const poor = new Set();
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || !node.getClientRects().length) continue;
    if (node.closest('.sr, script, noscript, option')) continue;
    const style = getComputedStyle(node);
    const [a, b] = [light(parse(node.namespaceURI.endsWith('svg') ? style.fill : style.color)), light(behind(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.add(`${node.tagName}.${node.getAttribute('class')} ${ratio.toFixed(2)} ${style.color}`);
}
return [...poor];
"""


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", [*PAGES, "places.html"])
def test_all_text_stands_out_from_its_ground_in_light_and_dark(browser, sample, name, dark):
    browser.screen(1280, dark=dark)
    browser.open(page(sample, lying_article()) if name == "article" else sample / name)
    assert browser.script(CONTRAST) == []


@pytest.mark.parametrize("name", [*PAGES, "reviews.html", "places.html"])
def test_a_screen_reader_finds_language_landmarks_headings_and_names(browser, sample, name):
    browser.open(page(sample, lying_article()) if name == "article" else sample / name)
    count = "return document.querySelectorAll(arguments[0]).length"
    assert browser.script("return document.documentElement.lang") == "en"
    assert [browser.script(count, selector) for selector in ("main", "nav[aria-label]", "h1")] == [1, 1, 1]
    assert browser.script(count, "svg:not([aria-hidden], [aria-hidden] svg, [role=img][aria-label])") == 0
    controls = "return [...document.querySelectorAll('input:not([type=hidden]), select')].map((i) => i.labels.length)"
    assert all(browser.script(controls))
    nodes = browser.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    links = [n for n in nodes if n.get("role", {}).get("value") in ("link", "button") and not n.get("ignored")]
    assert all(n["name"]["value"].strip() for n in links)
