"""The Race page as a person meets it: what can be seen, and what hands can do."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from playwright.sync_api import Locator, Page, expect

# 32-bit FNV over every seventh byte: enough to tell two drawings apart
_FINGERPRINT = """canvas => {
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d",
    { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  let hash = 2166136261;
  for (let i = 0; i < data.length; i += 7) hash = Math.imul(hash ^ data[i], 16777619);
  return hash >>> 0;
}"""


def until(true: Callable[[], Any], what: str, seconds: float = 10.0) -> Any:
    """Ask again and again until the answer is true; the time only bounds a failure."""
    end = time.monotonic() + seconds
    while True:
        answer = true()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"never happened: {what}")
        time.sleep(0.05)


@dataclass(frozen=True)
class Race:
    """An open Race page."""

    page: Page

    def wait_until_drawn(self) -> None:
        expect(self.page.locator(".standing").first).to_be_visible(timeout=20_000)
        until(lambda: self.pixels("ground") != self.pixels("heads"), "the map is drawn")
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is on its way any more: two frames and no drawing in between."""
        before = None
        for _ in range(100):
            now = (self.pixels("ground"), self.pixels("trails"), self.query)
            if now == before:
                return
            before = now
            self.page.wait_for_timeout(60)

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})
        self.settle()

    def pixels(self, layer: str) -> int:
        """A fingerprint of one canvas of the map: ground, trails or heads."""
        index = ("ground", "trails", "heads").index(layer)
        return int(self.page.locator("#map canvas.layer").nth(index).evaluate(_FINGERPRINT))

    def changes_paths(self, act: Callable[[], Any]) -> None:
        """Do something; the paths on the map must look different after it."""
        before = self.pixels("trails")
        act()
        until(lambda: self.pixels("trails") != before, "the paths changed")
        self.settle()

    @property
    def start(self) -> Locator:
        return self.page.get_by_role("slider", name="Start point")

    @property
    def step(self) -> int:
        return int(self.page.locator(".count b").inner_text())

    @property
    def query(self) -> dict[str, str]:
        """The scene in the address bar."""
        search = self.page.evaluate("location.search")
        return {k: v[0] for k, v in parse_qs(search.removeprefix("?")).items()}

    def until_query(self, **wanted: str) -> None:
        until(
            lambda: all(self.query.get(k) == v for k, v in wanted.items()),
            f"{wanted} in the address",
        )

    def slider(self, name: str) -> Locator:
        return self.page.get_by_role("slider", name=name, exact=True)

    def number(self, name: str) -> Locator:
        return self.page.get_by_role("textbox", name=name, exact=True)

    def type(self, name: str, text: str) -> None:
        field = self.number(name)
        field.fill(text)
        field.press("Enter")

    def headline(self) -> str:
        return self.page.locator(".headline").inner_text()

    def standings(self) -> list[str]:
        """The rows in order, each as one line of text."""
        return [" ".join(text.split()) for text in self.page.locator(".standing").all_inner_texts()]

    def choose_surface(self, label: str) -> None:
        self.page.get_by_role("button", name="Change").click()
        name = self.page.locator("b").get_by_text(label, exact=True)
        self.page.locator("dialog .choice", has=name).click()
        expect(self.page.locator("#surface b").first).to_have_text(label)
        self.settle()
