"""A real Chromium, driven by Playwright, against a live server; nothing outside may be asked for."""

import os
import shutil

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM:
        pytest.skip("Chromium не установлен")
    from playwright.sync_api import sync_playwright

    # Playwright's synchronous API runs inside an event loop; Django would refuse the database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Complaints(list):
    """What the browser complained of: console errors, failed requests, hosts other than ours."""

    def hear(self, said):
        """A refused form answers 422, which Chromium reports as if something were missing: not a complaint."""
        if said.type in ("error", "warning") and "status of 422" not in said.text:
            self.append(said.text)

    def miss(self, request):
        """What going to the next page cut short did not fail."""
        if request.failure != "net::ERR_ABORTED":
            self.append(f"failed: {request.url}")

    def listen(self, page, host):
        page.on("console", self.hear)
        page.on("requestfailed", self.miss)
        page.on(
            "request",
            lambda request: not request.url.startswith((host, "data:")) and self.append(f"outside: {request.url}"),
        )


@pytest.fixture(params=[1280, 390], ids=["desktop", "phone"])
def page(request, chromium, live_server):
    """A page at the size of a desk and of a phone, which must end without complaints."""
    context = chromium.new_context(
        locale="ru-RU", timezone_id="Asia/Omsk", viewport={"width": request.param, "height": 844}
    )
    opened = context.new_page()
    complaints = Complaints()
    complaints.listen(opened, live_server.url)
    yield opened
    context.close()
    assert not complaints, "\n".join(complaints)
