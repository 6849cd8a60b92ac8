"""Draws the icons of the app and the picture of a shared link, from the mark and a figure.

`python -m screenshots.icons` writes them into static/icons/.
"""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

STATIC = Path(__file__).parent.parent / "static"
MARK = STATIC / "icons" / "spine-mark.svg"
FIGURE = STATIC / "figures" / "cat-cow" / "full-cat-cow.svg"
PAPER = "#f6f1e7"
INK = "#1f2d28"


@dataclass(frozen=True)
class Icon:
    """A square picture of the mark: `size` in pixels, and the `share` that the mark fills."""

    name: str
    size: int
    share: float
    paper: str = "transparent"


ICONS = (
    Icon("icon-192", 192, 0.9),
    Icon("icon-512", 512, 0.9),
    Icon("maskable-512", 512, 0.6, PAPER),
    Icon("apple-touch-icon", 180, 0.72, PAPER),
)
CARD = f"""
<body style="margin:0;width:1200px;height:630px;background:{PAPER};color:{INK};
 font:600 40px system-ui,sans-serif;position:relative">
<img src="{FIGURE.as_uri()}" style="position:absolute;right:20px;bottom:0;width:800px">
<div style="position:absolute;left:80px;top:80px;display:flex;gap:24px;align-items:center;
 font-size:88px;font-weight:800"><img src="{MARK.as_uri()}" width="110">Backflex</div>
<p style="position:absolute;left:80px;top:200px;margin:0;width:900px;line-height:1.25">
Short sessions for a stiff or sore back, that listen.</p>
"""


def draw(
    browser: Browser, html: str, file: Path, width: int, height: int, *, is_clear: bool
) -> None:
    """Draw a page of `width` by `height` pixels into `file`; `is_clear` without a background."""
    page = browser.new_page(viewport={"width": width, "height": height})
    source = file.with_suffix(".html")
    source.write_text(html)
    page.goto(source.as_uri())
    page.screenshot(path=file, omit_background=is_clear)
    source.unlink()
    page.close()


def main() -> None:
    """Draw the icons and the picture of a link; exit 1 without chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("No chromium is on PATH: install it, then try again.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for icon in ICONS:
            html = (
                f'<body style="margin:0;background:{icon.paper};display:grid;place-items:center;'
                f'height:100vh"><img src="{MARK.as_uri()}" width="{icon.size * icon.share:.0f}">'
            )
            file = STATIC / "icons" / f"{icon.name}.png"
            draw(browser, html, file, icon.size, icon.size, is_clear=icon.paper == "transparent")
        draw(browser, CARD, STATIC / "icons" / "card.png", 1200, 630, is_clear=False)
        browser.close()


if __name__ == "__main__":
    main()
