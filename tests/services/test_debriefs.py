"""Letters to bidders: the own findings and scores, figures of the winner, nothing that another bidder wrote."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from appraisal.core.debrief import Debrief, Standstill
from appraisal.core.errors import Conflict, NotFound
from appraisal.exchange.debrief_json import debrief_document, read_debrief
from appraisal.reports import debrief_words as words
from appraisal.reports.debrief_letter import debrief_letter
from appraisal.services.award.debriefs import every_letter, keep_letters, letters_for, own_letter
from appraisal.services.comparison.closing import RecordExclusion, record_exclusion
from appraisal.services.comparison.standing import standing
from appraisal.services.decided import keep_decision
from appraisal.storage import tenders
from evaluating import Evaluation
from reports.pages import page_texts

STANDSTILL = Standstill(date(2026, 12, 12), datetime(2026, 12, 21, 22, 59, 59, tzinfo=UTC), 10, "calendar")


def written(evaluation: Evaluation, outcome: str = "award") -> dict[str, Debrief]:
    """The letters by bidder's name."""
    found = standing(evaluation.kit, evaluation.janneke, evaluation.tender, 1)
    recommendation = {
        "outcome": outcome,
        "supplier": found.comparison.bids[0].supplier.id if outcome == "award" else None,
        "reasons": "It meets what was asked.",
        "comparison": found.digest,
    }
    tender = tenders.tender(evaluation.kit.database, evaluation.tender)
    assert tender
    letters = letters_for(evaluation.kit, tender, evaluation.lot, recommendation, STANDSTILL)
    return {name: letters[bid] for name, bid in evaluation.bids.items()}


def sent(evaluation: Evaluation) -> None:
    letters = {evaluation.bids[name]: letter for name, letter in written(evaluation).items()}
    with evaluation.kit.database.writing():
        digests = keep_letters(evaluation.kit, evaluation.janneke, evaluation.lot, letters)
        keep_decision(evaluation.kit, evaluation.janneke, evaluation.lot, "notice", {"letters": digests})


def test_a_letter_tells_the_own_findings_and_where_the_winner_was_ahead(evaluation: Evaluation) -> None:
    evaluation.evaluate(Ben="P")
    letters = written(evaluation)
    winner, ben = letters["Tor"], letters["Ben"]

    assert (winner.is_winner, winner.rank, winner.advantages) == (True, 1, ())
    assert (ben.is_winner, ben.winner, ben.rank, ben.eligibility) == (False, "Dovre Drift AS", None, "fails")
    assert [area.id for area in ben.advantages] == ["SRI", "CFM"]
    assert {one.value for area in ben.areas for one in area.findings} == {"P"}
    assert {one.reason for area in ben.areas for one in area.findings} == {"R1 says so."}
    assert words.headline(ben) == "Your bid is not ranked, and the contract goes to another bidder."


def test_figures_in_a_letter_are_those_of_the_comparison(evaluation: Evaluation) -> None:
    evaluation.evaluate(Ben="P", Eve="L")
    found = standing(evaluation.kit, evaluation.janneke, evaluation.tender, 1).comparison
    by_id = {bid.supplier.name: bid for bid in found.bids}
    for letter in written(evaluation).values():
        own = by_id[letter.supplier]
        assert (letter.rank, letter.fit) == (own.rank, own.fit)
        assert [(area.id, area.points) for area in letter.areas] == [(area.area, area.points) for area in own.areas]


def test_nothing_that_another_bidder_wrote_stands_in_a_letter(evaluation: Evaluation) -> None:
    evaluation.declare_all()
    for name in evaluation.bids:
        for member in evaluation.panel:
            evaluation.find_all(member, name, "F" if name == "Tor" else "P")
        for question in ("SRI-Q1", "CFM-Q1"):
            evaluation.record(name, question, "F" if name == "Tor" else "P", reason=f"R1 zanzibar of {name}")
        evaluation.agree(name)
    letters = written(evaluation)
    for name, letter in letters.items():
        text = repr(debrief_document(letter)) + " ".join(page_texts(debrief_letter(letter, "0" * 64)))
        others = [other for other in letters if other != name]
        assert f"zanzibar of {name}" in text
        assert [other for other in others if f"zanzibar of {other}" in text or letters[other].receipt in text] == []
        losers = [letters[other].supplier for other in others if not letters[other].is_winner]
        assert [supplier for supplier in losers if supplier in text] == []
        assert "about SRI" not in text


def test_what_can_be_done_stands_on_the_first_page_of_a_letter(evaluation: Evaluation) -> None:
    evaluation.evaluate(Ben="P")
    for letter in written(evaluation).values():
        first = page_texts(debrief_letter(letter, "0" * 64))[0]
        assert first.index("The decision") < first.index("What you can do")


def test_a_letter_is_read_back_as_it_was_written_and_printed_the_same_twice(evaluation: Evaluation) -> None:
    evaluation.evaluate(Ben="P")
    for letter in [*written(evaluation).values(), *written(evaluation, "none").values()]:
        assert read_debrief(debrief_document(letter)) == letter
        assert debrief_letter(letter, "0" * 64) == debrief_letter(letter, "0" * 64)


def test_a_bid_that_is_out_is_told_why_and_nothing_of_the_rest(evaluation: Evaluation) -> None:
    evaluation.evaluate()
    command = RecordExclusion(evaluation.tender, 1, evaluation.bids["Eve"], "excluded", "False statement on site B")
    record_exclusion(evaluation.kit, evaluation.janneke, command)
    letter = written(evaluation)["Eve"]
    assert (letter.out, letter.grounds, letter.areas, letter.rank, letter.fit) == (
        "excluded",
        "False statement on site B",
        (),
        None,
        None,
    )


def test_letters_are_read_once_sent_each_by_its_own_bidder(evaluation: Evaluation) -> None:
    evaluation.evaluate()
    tor, eve = evaluation.bid_managers["Tor"], evaluation.bid_managers["Eve"]
    with pytest.raises(Conflict, match="no letter yet"):
        own_letter(evaluation.kit, tor, evaluation.bids["Tor"])
    sent(evaluation)
    assert own_letter(evaluation.kit, tor, evaluation.bids["Tor"]).debrief.supplier == "Dovre Drift AS"
    with pytest.raises(NotFound):
        own_letter(evaluation.kit, eve, evaluation.bids["Tor"])
    with pytest.raises(NotFound):
        every_letter(evaluation.kit, eve, evaluation.tender, 1)
    _, _, letters = every_letter(evaluation.kit, evaluation.janneke, evaluation.tender, 1)
    assert [letter.debrief.supplier for letter in letters] == ["Brandveen BV", "Dovre Drift AS", "Estuary Ltd"]
