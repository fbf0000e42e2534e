"""The pages of a comparison: the figures of its file to the digit, and what they never change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from appraisal.cli.main import cli
from appraisal.core.reference_model import SPECIFIC
from appraisal.services.comparison.closing import RecordExclusion, record_exclusion
from appraisal.services.evaluation.agreed import findings_document
from appraisal.services.known import profile_of
from appraisal.services.opening.opened_contents import bids_that_stand
from appraisal.web.comparison.comparison_place import CELLS, heat_cell
from comparing import FILES, base, every, figures, half_evaluated, signed_in, words
from comparison_gallery import FEW, TWELVE
from evaluating import Evaluation


@pytest.fixture(scope="module")
def read() -> Iterator[Evaluation]:
    """One evaluation for all tests that only read."""
    with half_evaluated() as own:
        yield own


@pytest.fixture
def evaluation() -> Iterator[Evaluation]:
    """One for a test that changes something."""
    with half_evaluated() as own:
        yield own


def test_the_ranking_shows_the_figures_of_the_file_to_the_digit(read: Evaluation) -> None:
    janneke = signed_in(read, "janneke")
    document = json.loads(janneke.raw("GET", f"{base(read)}/comparison.json").data)

    page = janneke.get(base(read))

    ranking = page.split("</table>")[0]
    expected = []
    for bid in document["suppliers"]:
        expected += [(bid["fit"]["low"], f"{bid['fit']['low_decimal']:.2f}"), (bid["evidence_coverage"], "0\u00a0%")]
    assert figures(ranking) == expected
    assert re.findall(r'scope="row"[^>]*><a[^>]*>([^<]+)<', ranking) == [bid["name"] for bid in document["suppliers"]]
    assert re.findall(r'lh-1">(?:<span[^>]*>)?([^<]+)<', ranking) == [str(bid["rank"]) for bid in document["suppliers"]]


def test_the_heat_map_shows_the_fit_of_each_area_in_whole_per_cent_never_rounded_up(read: Evaluation) -> None:
    janneke = signed_in(read, "janneke")
    document = json.loads(janneke.raw("GET", f"{base(read)}/comparison.json").data)

    heat = re.search(r'<table class="heat">.*?</table>', janneke.get(base(read)), re.DOTALL)

    assert heat
    rows = re.findall(r'<tr><th scope="row">(.*?)</tr>', heat[0], re.DOTALL)
    shown = {re.split(" <span", row)[0]: figures(row) for row in rows}
    profile = profile_of(read.lot)
    for area in document["suppliers"][0]["areas"]:
        exact = [one["fit"]["low"] for bid in document["suppliers"] for one in bid["areas"] if one["id"] == area["id"]]
        found = shown[profile.model.area_by_id[area["id"]].name]
        assert [value for value, _ in found] == exact
        assert [text for _, text in found] == [str(int(100 * whole(value))) for value in exact]


def whole(fraction: str) -> float:
    top, _, bottom = fraction.partition("/")
    return int(top) / int(bottom or 1)


@pytest.mark.parametrize("place", [FEW, TWELVE], ids=["three bids", "twelve bids"])
def test_a_cell_says_the_state_of_its_area_and_only_a_gap_has_colour(place: object) -> None:
    comparison = (FEW if place is FEW else TWELVE).comparison
    seen = set()
    for bid in comparison.bids:
        for area in bid.areas:
            cell = heat_cell(area, "#")
            if area.fit is None:
                expected = "na"
            elif area.fit.low == 1:
                expected = "met"
            elif area.requirement.mandatory and area.fit.high < 1:
                expected = "out"
            elif area.fit.high == 1:
                expected = "unclear"
            else:
                expected = area.gap
            assert (cell.state, cell.icon, cell.words) == (expected, *CELLS[expected])  # type: ignore[index]
            seen.add(cell.state)
    assert seen == set(CELLS)


def test_the_colours_of_the_heat_map_are_those_of_gaps_alone() -> None:
    css = (Path(__file__).parents[2] / "appraisal/web/static/app.css").read_text("utf-8")

    grounds = dict(re.findall(r"\.c-(\w+)[^{}]*\{[^}]*background: ([^;]+);", css))

    assert set(grounds) == {"minor", "major", "unclear", "out"}


def test_a_cell_opens_its_calculation_down_to_the_answers(read: Evaluation) -> None:
    janneke = signed_in(read, "janneke")
    page = janneke.get(base(read))
    cell = re.search(r'<a class="c-met" href="([^"]*area=CFM[^"]*dovre[^"]*)"', page)
    assert cell and cell[1].endswith("#calc")

    opened = janneke.get(unescape(cell[1]).split("#")[0])

    calc = opened[opened.index('id="calc"') :]
    assert "How Dovre Drift AS comes to 100 in Configuration Management" in calc
    assert "L, L, L, L" in calc
    parts = profile_of(read.lot).model.area_by_id["CFM"].components
    ones = [1 for part in parts if part.group == SPECIFIC]
    mean = f"({' + '.join(map(str, ones))}) / {len(ones)}" if len(ones) > 1 else "1"
    assert f"Fit to “fully”: 0.7 × {mean} + 0.3 × 1 = 1 , exactly 1." in words(calc)
    link = re.search(r'href="([^"]*/areas/CFM)">Open the', calc)
    assert link
    answers = words(janneke.get(link[1]))
    question = next(iter(profile_of(read.lot).asked_by_area["CFM"]))
    assert f"about {question}" in answers
    assert "Largely: done, with weaknesses that do not undo it" in answers
    assert "R1 says so." in answers
    assert 'aria-current="true"' in opened


def test_an_area_with_unknowns_says_how_far_it_could_rise(read: Evaluation) -> None:
    janneke = signed_in(read, "janneke")

    calc = words(janneke.get(f"{base(read)}?area=SRI&bid=estuary-ltd"))

    assert "How Estuary Ltd comes to 0 in Service Request and Incident Management" in calc
    assert "Every unknown is taken as no; were each a yes, it would be 1." in calc
    assert "unknown, unknown" in calc


def test_a_bid_shows_declared_and_verified_side_by_side_and_its_points_add_up(evaluation: Evaluation) -> None:
    evaluation.record("Tor", "SRI-Q1", "N", version=1)
    janneke = signed_in(evaluation, "janneke")
    document = json.loads(janneke.raw("GET", f"{base(evaluation)}/comparison.json").data)
    bid = next(one for one in document["suppliers"] if one["id"] == "dovre-drift-as")

    page = janneke.get(f"{base(evaluation)}/bidders/dovre-drift-as")

    assert "Declared and verified" in page
    totals = re.search(r"<tr><th[^>]*>Fit</th>(.*?)</tr>", page, re.DOTALL)
    assert totals and [value for value, _ in figures(totals[1])] == ["100", bid["fit"]["low"]]
    points = [value for row in re.findall(r'<td class="num">(<data.*?)</td>', page) for value, _ in figures(row)]
    assert points == [area["points"] for area in bid["areas"]]
    assert "Process risk" in page and "What costs most" in page


def test_the_eight_checks_stand_on_their_page(read: Evaluation) -> None:
    janneke = signed_in(read, "janneke")

    page = janneke.get(f"{base(read)}/firmness")

    heads = [words(head) for head in re.findall(r"<h2[^>]*>(.*?)</h2>", page)]
    assert [head[:2] for head in heads] == [f"{number}." for number in range(1, 9)]


def test_a_what_if_shows_other_ranks_and_changes_nothing(read: Evaluation) -> None:
    janneke = signed_in(read, "janneke")
    official = janneke.get(base(read))
    before, writes = read.dump(), read.kit.database.connection.total_changes
    path = f"{base(read)}/what-if"

    as_published = janneke.get(path)
    tried = janneke.get(f"{path}?weight-CFM=0.1&weight-SUB=50&unclear=exclude&sure=yes")
    janneke.get(f"{path}?weight-CFM=0", 422)
    assert "Give Configuration Management a weight above 0" in janneke.page
    janneke.get(f"{path}?weight-CFM=1e9&unclear=perhaps&unknown=%00%F0", 422)

    assert "Nothing is changed yet" in as_published
    assert "What-if, not the result." in tried
    assert "Configuration Management 0.1 instead of 2" in tried
    assert "not ranked any more" in tried
    assert read.dump() == before
    assert read.kit.database.connection.total_changes == writes
    assert janneke.get(base(read)) == official


def test_reading_leaves_no_entry_and_a_download_leaves_one_with_its_digest(read: Evaluation) -> None:
    janneke = signed_in(read, "janneke")
    before = read.dump()
    for path in every(read, "dovre-drift-as"):
        janneke.get(path)
    assert read.dump() == before

    events = read.events()
    for path in FILES:
        assert janneke.raw("GET", base(read) + path).status_code == 200

    assert read.events() == [*events, *["paper:downloaded"] * 3]


def test_the_files_are_those_of_the_command_line_on_what_was_exported(read: Evaluation, tmp_path: Path) -> None:
    janneke = signed_in(read, "janneke")
    lot = read.lot
    (tmp_path / "profile.toml").write_bytes(janneke.raw("GET", f"/tenders/{read.tender}/lots/1/profile.toml").data)
    arguments = ["compare", str(tmp_path / "profile.toml")]
    for bid in bids_that_stand(read.kit, lot):
        exported = janneke.raw("GET", f"/tenders/{read.tender}/lots/1/bids/{bid.receipt}.json").data
        (tmp_path / f"{bid.receipt}.json").write_bytes(exported)
        arguments.append(str(tmp_path / f"{bid.receipt}.json"))
        if found := findings_document(read.kit, profile_of(lot), bid):
            (tmp_path / f"{bid.receipt}-findings.json").write_bytes(found)
            arguments += ["--findings", str(tmp_path / f"{bid.receipt}-findings.json")]
    for kind in ("json", "csv", "pdf"):
        arguments += [f"--{kind}", str(tmp_path / f"out.{kind}")]

    run = CliRunner().invoke(cli, arguments)

    assert run.exit_code == 0, run.output
    for path, kind in zip(FILES, ("pdf", "json", "csv"), strict=True):
        answer = janneke.raw("GET", base(read) + path)
        assert answer.data == (tmp_path / f"out.{kind}").read_bytes(), path
        assert "attachment" in answer.headers["Content-Disposition"]


def test_a_bid_that_was_taken_out_is_listed_with_its_reason_for_the_buyer_alone(evaluation: Evaluation) -> None:
    for name in ("Eve", "Ben"):
        for member in evaluation.panel:
            evaluation.find_all(member, name, "F" if name == "Ben" else "N")
        evaluation.agree(name)
    record_exclusion(
        evaluation.kit,
        evaluation.janneke,
        RecordExclusion(evaluation.tender, 1, evaluation.bids["Ben"], "withdrawn", "Taken back by letter"),
    )
    evaluation.close_evaluation()

    page = signed_in(evaluation, "janneke").get(base(evaluation))
    assert "Taken out since the opening" in page and "Taken back by letter" in page
    assert "Brandveen BV" not in page.split("</table>")[0]

    panel = signed_in(evaluation, "els").get(base(evaluation))
    assert "Taken back by letter" not in panel and "Brandveen" not in panel


def test_the_heading_says_who_comes_first_or_why_nobody_does(read: Evaluation) -> None:
    janneke = signed_in(read, "janneke")
    page = words(janneke.get(base(read)))

    assert janneke.heading() == "Dovre Drift AS comes first of 3 bids"
    assert "Two bids meet every knock-out and one needs clarification." in page
    assert "answers without one count as declared" in page
    assert "Nobody is recommended. Dovre Drift AS ranks first, but evaluators have not checked" in page


def test_the_opening_report_and_the_tender_lead_to_the_comparison(read: Evaluation) -> None:
    janneke = signed_in(read, "janneke")

    for path in (f"/tenders/{read.tender}", f"/tenders/{read.tender}/lots/1/opening"):
        assert f'href="{base(read)}"' in janneke.get(path)


def test_a_comparison_in_which_nothing_counts_is_refused_and_not_linked(evaluation: Evaluation) -> None:
    for name in evaluation.bids:
        command = RecordExclusion(evaluation.tender, 1, evaluation.bids[name], "excluded", "Not admissible")
        record_exclusion(evaluation.kit, evaluation.janneke, command)
    janneke = signed_in(evaluation, "janneke")

    assert janneke.raw("GET", base(evaluation)).status_code == 409
    assert base(evaluation) not in janneke.get(f"/tenders/{evaluation.tender}")


@pytest.mark.parametrize(
    "path", ["/bidders/nobody", "?area=SRI", "?area=XX&bid=dovre-drift-as", "/bidders/dovre-drift-as/areas/XX"]
)
def test_a_bidder_or_area_that_is_not_there_is_not_found(read: Evaluation, path: str) -> None:
    assert signed_in(read, "janneke").raw("GET", base(read) + path).status_code == 404
