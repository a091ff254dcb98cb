"""What journeys do to a page."""

from playwright.sync_api import Locator


def press(locator: Locator) -> None:
    """Follow a link or send a form, and wait for the page it leads to: only then is what stands there read."""
    with locator.page.expect_navigation():
        locator.click()
