"""A real server, a real browser, and a page that is watched for anything that should not happen."""

import csv
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.screen import Screen

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

PLACE = ("place", "lat", "lon")
HEADER = ("id", "title", "date", "event_type", "region", "actors", *PLACE, "source_publisher", "source_title")
PATIENCE = 40_000  # ms; a busy machine without a GPU takes its time
expect.set_options(timeout=PATIENCE)

Open = Callable[..., Screen]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@contextmanager
def serving(*paths: Path) -> Iterator[str]:
    """The address of the program, started as a reader starts it, on a free port of this machine."""
    command = [sys.executable, "-m", "dashboard.cli", "serve", "--port", "0", "--no-open", *map(str, paths)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        line = process.stdout.readline()
        yield next(word for word in line.split() if word.startswith("http")).rstrip("/")
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with serving() as url:
        yield url


@pytest.fixture(scope="session")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of 3,000 events of the year 2024 at 120 places, kept as a sheet."""
    path = tmp_path_factory.mktemp("crowded") / "events.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(HEADER)
        for number in range(3000):
            day = date(2024, 1, 1) + timedelta(days=number * number % 366)
            place = number * 7 % 120
            sheet.writerow(
                [
                    f"event-{number}",
                    f"Event number {number}",
                    f"{day}" if number % 10 else f"{day:%Y-%m}",
                    ("battle", "statement", "battle", "protest", "diplomacy")[number % 5],
                    f"Region {number % 3 * (number % 7)}",
                    f"Actor {number % 40}",
                    f"Place {place}",
                    40 + place % 12 / 2,
                    10 + place // 12,
                    "The Gazette",
                    "Report",
                ]
            )
    with serving(path) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Opens the page with a query string in a context of its own; every page is found clean at the end."""
    screens: list[Screen] = []
    contexts = []

    def opened(
        query: str = "", *, at: str = address, width: int = 1400, height: int = 900, ready: bool = True, **options: Any
    ) -> Screen:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        screen = Screen(context.new_page(), at)
        screens.append(screen)
        screen.go(query, ready=ready)
        return screen

    yield opened
    for screen in screens:
        screen.page.wait_for_timeout(50)
    for context in contexts:
        context.close()
    for screen in screens:
        assert screen.faults() == []
