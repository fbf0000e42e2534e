"""The end of an evaluation: closed when all is agreed, opened again, bids taken out, and the files that repeat it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from appraisal.cli.main import cli
from appraisal.core.response import FindingValue
from appraisal.exchange.comparison_json import comparison_bytes
from appraisal.services.award.award_desk import award_desk
from appraisal.services.award.recommending import Approve, Recommend, approve, recommend
from appraisal.services.comparison.standing import standing
from appraisal.services.known import profile_of
from appraisal.storage.exclusions import exclusions
from browser import Browser
from evaluating import SUPPLIERS
from panels import Panel, panel, words

VALUES: dict[str, FindingValue] = {"Tor": "F", "Eve": "F", "Ben": "P"}


@pytest.fixture
def among() -> Iterator[Panel]:
    """Everybody has submitted on every bid, and nothing is agreed yet."""
    with panel() as found:
        field = found.field
        field.declare_all()
        for name, value in VALUES.items():
            for member in field.panel:
                field.find_all(member, name, value, CFM_Q1="N" if name == "Eve" else value)
        yield found


@pytest.fixture
def els(among: Panel) -> Browser:
    return among.browser("els")


@pytest.fixture
def janneke(among: Panel) -> Browser:
    return among.browser("janneke")


def close_path(among: Panel) -> str:
    return f"/evaluation/{among.field.tender}/1/close"


def of_lot(among: Panel, path: str) -> str:
    return f"/tenders/{among.field.tender}/lots/1/{path}"


def agree(among: Panel) -> None:
    """All that is left is agreed on."""
    for name, value in VALUES.items():
        among.field.agree(name, value)


def approve_dovre(among: Panel) -> None:
    """An award to Dovre is recommended by one officer and approved by the other."""
    field = among.field
    desk = award_desk(field.kit, field.janneke, field.tender, 1)
    command = Recommend(field.tender, 1, desk.digest, "", "award", among.receipt("Tor"), "It ranks first.", False)
    recommendation = recommend(field.kit, field.janneke, command)
    approve(field.kit, field.marijke, Approve(field.tender, 1, recommendation, desk.digest))


def test_what_is_missing_is_listed_by_bid_and_area_with_links_and_closing_waits(among: Panel, els: Browser) -> None:
    among.field.agree("Tor")
    page = els.get(close_path(among))
    assert "findings still to agree on" in words(page)
    before = among.field.dump()

    refused = els.raw("POST", close_path(among), data={"csrf": els.token(), "sure": "yes"})

    assert refused.status_code == 409
    assert among.field.dump() == before
    link = f'href="/evaluation/{among.field.tender}/1/moderation/{among.field.bids["Eve"]}/SRI-Q1"'
    assert (link in page, among.field.bids["Tor"] in page, 'name="sure"' in page) == (True, False, False)
    assert "question 1 of Service Request and Incident Management, Estuary Ltd" in words(page)


def test_the_chair_closes_after_saying_so_and_nobody_else_does(among: Panel, els: Browser) -> None:
    agree(among)
    statuses = {name: among.browser(name).raw("GET", close_path(among)).status_code for name in ("finn", "janneke")}
    els.get(close_path(among))
    assert "Tick this to close the evaluation" in els.send(close_path(among), 422)
    assert among.field.lot.evaluated is None

    page = words(els.send(close_path(among), sure="yes"))

    assert statuses == {"finn": 403, "janneke": 403}
    assert "What the panel agreed on" in page
    assert among.field.lot.evaluated is not None
    assert among.field.events()[-1] == "evaluation:closed"
    assert els.raw("GET", close_path(among)).status_code == 409


def test_a_closed_evaluation_is_opened_again_with_a_reason_and_says_what_falls(among: Panel, janneke: Browser) -> None:
    agree(among)
    among.field.close_evaluation()
    path = of_lot(among, "reopen")
    assert "loses its ground" not in words(janneke.get(path))
    approve_dovre(among)
    page = words(janneke.get(path))
    assert "The approval of an award on this lot loses its ground and is void." in page
    before = among.field.dump()
    assert "Say why" in words(janneke.send(path, 422, reason="   "))
    assert among.field.dump() == before

    janneke.send(path, reason="An error in SRI-Q1")

    assert among.field.lot.evaluated is None
    assert among.field.events()[-2:] == ["evaluation:reopened", "award:approval-voided"]
    assert janneke.raw("GET", path).status_code == 409


def test_a_bid_is_taken_out_only_with_a_reason_and_its_own_receipt_typed(among: Panel, janneke: Browser) -> None:
    agree(among)
    among.field.close_evaluation()
    approve_dovre(among)
    path = of_lot(among, f"bids/{among.receipt('Tor')}/take-out")
    assert "The approval of an award on this lot loses its ground" in words(janneke.get(path))
    before = among.field.dump()

    none = words(janneke.send(path, 422))
    other = words(janneke.send(path, 422, kind="excluded", reason="A ground", receipt=among.receipt("Eve")))
    unknown = words(janneke.send(path, 422, kind="lost", reason="A ground", receipt=among.receipt("Tor")))

    assert [one in none for one in ("Choose one", "Say why", "Type the number of the receipt")] == [True] * 3
    assert f"This is not the bid’s receipt; expected {among.receipt('Tor')}" in other
    assert "Choose one" in unknown
    assert among.field.dump() == before


def test_a_bid_that_is_out_stands_in_the_list_with_its_reason_and_in_no_comparison(
    among: Panel, janneke: Browser
) -> None:
    agree(among)
    receipt = among.receipt("Tor")
    path = of_lot(among, f"bids/{receipt}/take-out")
    janneke.get(path)

    page = words(janneke.send(path, kind="withdrawn", reason="Its letter of 14 December", receipt=receipt.lower()))

    assert "1 bid is out of the competition" in page
    assert f"Dovre Drift AS Withdrawn by its bidder {receipt} Its letter of 14 December Janneke" in page
    told = words(among.browser("tor").get(f"/bids/{among.field.bids['Tor']}"))
    assert "Your bid was withdrawn after the opening and counts no more Its letter of 14 December" in told
    assert list(exclusions(among.field.kit.database, among.field.lot.id)) == [among.field.bids["Tor"]]
    assert len(standing(among.field.kit, among.field.janneke, among.field.tender, 1).comparison.bids) == 2
    assert janneke.raw("GET", path).status_code == 409
    assert janneke.raw("GET", of_lot(among, "bids/R-404/take-out")).status_code == 404


def test_auditors_read_the_list_of_bids_and_take_none_out(among: Panel) -> None:
    hanne = among.browser("hanne")

    page = words(hanne.get(of_lot(among, "bids")))

    assert ("Dovre Drift AS" in page, "Take it out" in page) == (True, False)
    assert hanne.raw("GET", of_lot(among, f"bids/{among.receipt('Tor')}/take-out")).status_code == 403


def test_the_exported_files_repeat_the_official_comparison_byte_for_byte(
    among: Panel, janneke: Browser, tmp_path: Path
) -> None:
    agree(among)
    among.field.close_evaluation()
    bids, findings = [], []
    for name, _ in SUPPLIERS:
        receipt = among.receipt(name)
        page = janneke.get(f"/evaluation/{among.field.tender}/1/moderation/{among.field.bids[name]}")
        link = re.search(r'href="([^"]+/files/findings\.json)"', page)
        assert link
        for path, files in ((of_lot(among, f"bids/{receipt}.json"), bids), (link[1], findings)):
            file = tmp_path / f"{len(files)}-{path.rpartition('/')[2]}"
            file.write_bytes(janneke.raw("GET", path).data)
            files.append(str(file))
    profile = tmp_path / "profile.toml"
    assert among.field.lot.profile
    profile.write_text(among.field.lot.profile, "utf-8")
    out = tmp_path / "comparison.json"

    result = CliRunner().invoke(
        cli,
        [
            "compare",
            str(profile),
            *bids,
            *(part for one in findings for part in ("--findings", one)),
            "--json",
            str(out),
        ],
    )

    assert result.exit_code == 0, result.output
    found = standing(among.field.kit, among.field.janneke, among.field.tender, 1)
    assert out.read_bytes() == comparison_bytes(found.comparison)
    assert (found.comparison.basis, found.profile.digest) == ("verified", profile_of(among.field.lot).digest)
    assert among.field.events()[-1] == "paper:downloaded"
