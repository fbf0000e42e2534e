"""Whatever is compared can be shown: every page of any bids, under the names that its reader may see."""

from __future__ import annotations

import pytest
from flask import Flask, g
from hypothesis import given, settings
from hypothesis import strategies as st

from appraisal.core.errors import InvalidInput
from appraisal.core.profile import RequiredProfile
from appraisal.services.comparison.comparison_detail import AreaRecord
from appraisal.web.comparison.answers_page import answers_page
from appraisal.web.comparison.bidder_page import bidder_page
from appraisal.web.comparison.comparison_page import comparison_page
from appraisal.web.comparison.firmness_page import firmness_page
from appraisal.web.comparison.what_if_page import read_tried, what_if_page
from appraisal.web.machine.app import create_app
from appraisal.web.machine.rendering import render
from comparison_gallery import place_of
from reports.comparisons import bid, capability_profile, compared, it_profile, with_settings
from stand import Stand

PROFILES = (it_profile(1), it_profile(8), with_settings(it_profile(5), unclear="exclude"), capability_profile())
BIDS = st.lists(st.tuples(st.text("ABCDEFcuvwZN", min_size=8, max_size=8), st.booleans()), min_size=1, max_size=14)


@pytest.fixture(scope="module")
def shown_by() -> Flask:
    stand = Stand()
    app = create_app(stand.kit.settings, lambda: stand.kit)
    stand.close()
    return app


@settings(max_examples=40)
@given(profile=st.sampled_from(PROFILES), shapes=BIDS, blind=st.booleans(), pick=st.integers(0, 200))
def test_any_comparison_can_be_shown(
    shown_by: Flask, profile: RequiredProfile, shapes: list[tuple[str, bool]], blind: bool, pick: int
) -> None:
    names = [f"Zebra{number} Ltd" for number in range(len(shapes))]
    bids = [
        bid(profile, number, name, shape, findings)
        for number, (name, (shape, findings)) in enumerate(zip(names, shapes, strict=True))
    ]
    try:
        place = place_of(compared(profile, *bids), blind)
    except InvalidInput:
        return  # nothing can be scored in one of them
    one = place.comparison.bids[pick % len(bids)]
    area = one.areas[pick % len(one.areas)]
    pages = {
        "comparison": comparison_page(place, (), (area.area, place.shown.keys[one.supplier.id])),
        "firmness": firmness_page(place),
        "bidder": bidder_page(place, one),
        "answers": answers_page(place, AreaRecord(place.shown, one, area, {}, [])),
        "what_if": what_if_page(place, read_tried(profile, {f"weight-{area.area}": "7", "unknown": "ignore"})),
    }
    with shown_by.test_request_context("/"):
        g.signed_in = None
        html = {name: render(f"comparison/{name}.html", page) for name, page in pages.items()}

    named = {name for name, text in html.items() if "Zebra" in text}
    assert named == (set() if blind else named | {"comparison", "bidder", "answers", "what_if"})
    assert html["comparison"].count('rowheader"') == len(bids)
