"""Headless Chromium for the tests of pages: what it logged on its console, and every request it made."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-prefers-reduced-motion",
)


class Browser:
    """A browser with the questions that tests ask of it. ``driver`` is Selenium's."""

    def __init__(self, driver) -> None:
        self.driver = driver

    def open(self, address: str | Path) -> None:
        self.driver.get(address.resolve().as_uri() if isinstance(address, Path) else address)

    def errors(self) -> list[str]:
        """What stands on the console since the last question, warnings and worse."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] != "INFO"]

    def requests(self) -> set[str]:
        """Where requests went since the last question: scheme and host; ``file://`` for local files."""
        sent = set()
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                url = urlsplit(message["params"]["request"]["url"])
                sent.add(f"{url.scheme}://{url.netloc}")
        return sent - {"data://"}

    def keys(self, *keys: str) -> None:
        from selenium.webdriver import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()

    def focused(self):
        return self.driver.switch_to.active_element

    def find(self, selector: str):
        """The element once it is there: pages answer to some events a moment later."""
        from selenium.webdriver.support.wait import WebDriverWait

        return WebDriverWait(self.driver, 10).until(lambda driver: driver.find_elements("css selector", selector))[0]

    def tab_to(self, selector: str, most: int = 200) -> None:
        """Press Tab until an element that matches ``selector`` has the focus."""
        from selenium.webdriver.common.keys import Keys

        for _ in range(most):
            self.keys(Keys.TAB)
            if self.script("return document.activeElement.matches(arguments[0])", selector):
                return
        raise AssertionError(f"{selector} is not reached by Tab")

    def script(self, code: str, *arguments):
        return self.driver.execute_script(code, *arguments)

    def screen(self, width: int, height: int = 900, *, dark: bool = False) -> None:
        device = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", device)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})


@pytest.fixture(scope="session")
def chromium(tmp_path_factory) -> Iterator[Browser]:
    found, driver_path = shutil.which("chromium"), shutil.which("chromedriver")
    if not found or not driver_path:
        pytest.skip("no chromium and chromedriver on this machine (Debian: apt-get install chromium chromium-driver)")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = found
    for switch in (*SWITCHES, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver_path))
    driver.set_page_load_timeout(30)
    yield Browser(driver)
    driver.quit()


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    """The session's browser, at a desk's width, with its logs emptied."""
    chromium.open("about:blank")
    chromium.screen(1280)
    chromium.errors()
    chromium.requests()
    return chromium
