"""Answers that do not come as long as a test wants."""

import time
from contextlib import suppress

from playwright.sync_api import Error, Route

from tests.browser.screen import PATIENCE, Screen


class Held:
    """Keeps back every view that a screen asks for, until it is let go."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.routes: list[Route] = []
        screen.page.route("**/view/**", lambda route: self.routes.append(route))

    def waited(self) -> None:
        """Until a view is asked for."""
        late = time.monotonic() + PATIENCE
        while not self.routes:
            assert time.monotonic() < late, "no view is asked for"
            self.screen.page.wait_for_timeout(20)

    def let_go(self) -> None:
        self.screen.page.unroute("**/view/**")
        for route in self.routes:
            with suppress(Error):  # the page does not wait for it any more
                route.continue_()
