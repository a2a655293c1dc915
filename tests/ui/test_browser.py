"""The app as an officer meets it: a real process, a real headless Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """``thutuc ui`` on a fresh home: it reads the bundled sample by itself."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {"THUTUC_HOME": str(tmp_path_factory.mktemp("home"))}
    command = [sys.executable, "-m", "ui.cli", "ui", "--port", str(port)]
    with subprocess.Popen(command, env=env, cwd=Path(__file__).parents[2]) as process:
        url = f"http://127.0.0.1:{port}"
        try:
            _wait_for(f"{url}/_stcore/health", process)
            yield url
        finally:
            process.terminate()


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        assert process.poll() is None, "the app ended by itself"
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"{url} did not answer in two minutes")


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_an_officer_asks_without_diacritics_and_opens_the_source(address: str, width: int, height: int) -> None:
    from playwright.sync_api import expect, sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": width, "height": height})
        page.goto(address)
        box = page.get_by_role("textbox")
        box.fill("le phi cap ban sao trich luc ho tich bao nhieu")
        box.press("Enter")
        expect(page.get_by_text("Kiểm tra trước khi tin dùng").last).to_be_visible(timeout=60_000)
        source = page.get_by_role("button", name="Nguồn: Phí, lệ phí")
        source.click()
        expect(page.get_by_text("Mở trang chính thức")).to_be_visible()
        expect(page.locator("mark").first).to_contain_text("8.000 đồng")
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, "the page scrolls sideways"
        browser.close()
