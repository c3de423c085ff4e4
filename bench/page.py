"""The page in headless Chromium: slider to paint, frames while playing, bytes of a cold load.

    python bench/page.py [--address http://127.0.0.1:8050/]

Without an address a server of its own is started. Two things are timed inside the page:

slider to paint  from the input event of a learning-rate slider to the end of the animation frame
                 that has drawn the answer to it (request, engine, answer, canvases)
frame            from one animation frame to the next while the race plays, and the time the page's
                 own code takes in it; the display of a headless Chromium runs at 60 Hz

The goals are those of issue 2: slider p95 <= 50 ms and no frame over 20 ms at 8 x 500, at most
0.9 MB transferred cold.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.timing import Row
from tests.web.serving import serving

EIGHT = "sgd:0.001,momentum:0.0003,nesterov:0.0003,rmsprop:0.001,adam:0.005,rprop:0.01,adagrad:0.05"
SCENES = {
    "8 x 500": f"s=rosenbrock&n=500&l={EIGHT},sgd:0.0008",
    "16 x 2000": f"s=rosenbrock&n=2000&l={EIGHT},sgd:0.0008,{EIGHT},sgd:0.0006",
}
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
MOVES = 80

SLIDER = """async moves => {
  const input = document.querySelector(".rate-range");
  const times = [];
  for (let k = 0; k < moves; k++) {
    await new Promise(done => setTimeout(done, 30));
    const arrived = new Promise(done => {
      const seen = new PerformanceObserver(list => {
        const run = list.getEntries().find(entry => entry.name.includes("api/run"));
        if (run) { seen.disconnect(); done(run); }
      });
      seen.observe({ type: "resource" });
    });
    const began = performance.now();
    input.value = 40 + (k % 60);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await arrived;
    // the next frame draws the answer; a message posted in it is delivered once it is painted
    await new Promise(done => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(null);
    }));
    times.push(performance.now() - began);
  }
  input.dispatchEvent(new Event("change", { bubbles: true }));
  return times;
}"""

FRAMES = """async seconds => {
  const real = window.requestAnimationFrame;
  const work = [];
  window.requestAnimationFrame = draw => real(now => {
    const began = performance.now();
    draw(now);
    work.push(performance.now() - began);
  });
  document.querySelector(".play").click();
  const gaps = [];
  let before = null;
  await new Promise(done => {
    const until = performance.now() + 1000 * seconds;
    const tick = now => {
      if (before !== null) gaps.push(now - before);
      before = now;
      if (now < until) real(tick); else done();
    };
    real(tick);
  });
  window.requestAnimationFrame = real;
  return [gaps, work];
}"""


def open_page(browser: Browser, address: str, query: str) -> Page:
    """The Race page, drawn, with its opening replay skipped."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{address}?{query}")
    page.locator(".standing").first.wait_for(timeout=60_000)
    page.wait_for_timeout(1500)
    page.keyboard.press("End")
    page.wait_for_timeout(1500)
    return page


def cold_load(browser: Browser, address: str) -> tuple[int, int, list[tuple[int, str]]]:
    """Bytes transferred and requests of a first visit, and the largest of them."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on(
        "Network.responseReceived", lambda e: names.update({e["requestId"]: e["response"]["url"]})
    )
    session.on(
        "Network.loadingFinished",
        lambda e: sizes.update({e["requestId"]: int(e["encodedDataLength"])}),
    )
    page.goto(address)
    page.locator(".standing").first.wait_for(timeout=60_000)
    page.wait_for_timeout(2000)
    context.close()
    largest = sorted(((size, names.get(key, "")) for key, size in sizes.items()), reverse=True)
    return sum(sizes.values()), len(sizes), largest[:6]


def page_rows(given: str | None = None) -> Iterator[Row]:
    """The rows of `python -m bench page`; of the server at the address given, or one of our own."""
    chromium = os.environ.get("OPTVIZ_CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        yield Row("page", None, "ms", detail="no Chromium; set OPTVIZ_CHROMIUM to its path")
        return
    with address_of(given) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, query in SCENES.items():
            paint, frame = (50.0, 20.0) if name == "8 x 500" else (None, None)
            page = open_page(browser, address, query)
            yield percentile_row(
                f"slider to paint, {name}", page.evaluate(SLIDER, MOVES), at_most=paint
            )
            page.wait_for_timeout(800)
            gaps, work = page.evaluate(FRAMES, 6)
            yield percentile_row(f"frame to frame, {name}", gaps, at_most=frame)
            yield percentile_row(f"own work a frame, {name}", work)
            page.context.close()
        total, count, largest = cold_load(browser, address)
        names = ", ".join(
            f"{size / 1e3:.0f} kB {url[len(address) :][:40]}" for size, url in largest
        )
        detail = f"{count} requests; {names}"
        yield Row("first visit", total / 1e6, "MB", at_most=0.9, detail=detail)
        browser.close()


def percentile_row(what: str, times: list[float], at_most: float | None = None) -> Row:
    """A row of the 95th percentile, the median and the largest beside it."""
    rising = sorted(times)
    p50, p95 = (rising[min(int(q * len(rising)), len(rising) - 1)] for q in (0.50, 0.95))
    detail = f"p50 {p50:.1f}, max {rising[-1]:.1f}"
    return Row(f"{what}, p95", p95, "ms", at_most=at_most, detail=detail)


@contextmanager
def address_of(given: str | None) -> Iterator[str]:
    """The address given, or that of a server of our own."""
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        yield f"http://127.0.0.1:{server.port}/"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--address", help="of a running server, with the slash at its end")
    for row in page_rows(parser.parse_args().address):
        print(" | ".join(filter(None, row.cells())))


if __name__ == "__main__":
    main()
