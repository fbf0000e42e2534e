"""What the tests of a comparison's pages share: a lot to compare, its pages and files, and how pages are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

from appraisal.web.machine.app import create_app
from browser import Browser
from evaluating import Evaluation
from evaluating import evaluation as made
from stand import PASSWORD, Field

PAGES = (
    "",
    "?area=SRI&bid={key}",
    "/firmness",
    "/bidders/{key}",
    "/bidders/{key}/areas/SRI",
    "/what-if",
    "/what-if?weight-SRI=5&unclear=exclude",
)
FILES = ("/scorecard.pdf", "/comparison.json", "/comparison.csv")


@contextmanager
def half_evaluated() -> Iterator[Evaluation]:
    """Three opened bids of which one has findings on everything."""
    with made() as own:
        own.declare_all()
        for member in own.panel:
            own.find_all(member, "Tor", "L")
        own.agree("Tor", "L")
        yield own


def signed_in(field: Field, name: str) -> Browser:
    """A browser in which somebody of the buyer is signed in."""
    browser = Browser(create_app(field.kit.settings, lambda: field.kit))
    browser.sign_in(f"{name}@buyer.example", PASSWORD)
    return browser


def base(field: Field) -> str:
    """The address of the comparison."""
    return f"/tenders/{field.tender}/lots/1/comparison"


def every(own: Evaluation, key: str) -> list[str]:
    """The addresses of all pages, with the key of a bid."""
    return [base(own) + path.format(key=key) for path in PAGES]


def figures(page: str) -> list[tuple[str, str]]:
    """Every figure of a page as (exact fraction, what is shown)."""
    return re.findall(r'<data value="([^"]*)">([^<]*)</data>', page)


def words(page: str) -> str:
    """The text of a page without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
