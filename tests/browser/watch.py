"""Writes down what a page asks for and complains of, so that every test proves that nothing leaves our own host."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Request

#: Addresses that stay inside the browser.
_INSIDE = ("data", "blob", "about")

#: Tells a breach of the content policy even where the console would not.
_TELL_BREACHES = """addEventListener('securitypolicyviolation', (event) =>
  console.error(`content policy: ${event.violatedDirective} ${event.blockedURI}`))"""


@dataclass
class Watch:
    """What one browser context did."""

    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    #: Words of complaints that the test provokes on purpose.
    expected: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        context.add_init_script(_TELL_BREACHES)
        context.on("request", self._note_request)
        context.on("page", self._follow_page)

    def _follow_page(self, page: Page) -> None:
        page.on("console", self._note_message)
        page.on("pageerror", self._note_error)

    def _note_request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def _note_error(self, error: Error) -> None:
        self.complaints.append(f"exception: {error}")

    def strangers(self) -> list[str]:
        """Requests to any host but ours."""
        ours = urlsplit(self.address).netloc
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme not in _INSIDE and urlsplit(url).netloc != ours
        ]

    def unexpected(self) -> list[str]:
        return [one for one in self.complaints if not any(words in one for words in self.expected)]

    def check(self) -> None:
        assert not self.strangers(), self.strangers()
        assert not self.unexpected(), self.unexpected()
