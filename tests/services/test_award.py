"""The award: a whole course, each refusal, and an approval that loses its ground when the comparison changes."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from appraisal.core.errors import AppraisalError, Conflict, InvalidInput, NotFound, NotPermitted, Stale, WrongStage
from appraisal.core.policy import Actor, Role
from appraisal.core.tender import Stage
from appraisal.services.award.award_desk import award_desk
from appraisal.services.award.awarding import MakeAward, SetStandstill, make_award, notify
from appraisal.services.award.bidder_award import BidderAward, bidder_award
from appraisal.services.award.debriefs import own_letter
from appraisal.services.award.recommending import approve, recommend
from appraisal.services.bidding.bid_desk import known_bid
from appraisal.services.comparison.closing import CloseEvaluation, ReopenEvaluation, close_evaluation, reopen_evaluation
from appraisal.services.decided import last_decision
from appraisal.services.evaluation.interests import SetConflict, set_conflict
from appraisal.storage import outbox
from appraisal.storage.database import Database
from awarding import AFTER, Awarding

BIDDERS = ["tor@dovre.example", "eve@estuary.example", "ben@brandveen.example"]


def refused(awarding: Awarding, error: type[AppraisalError], words: str, act: object) -> None:
    """That an act is refused in these words, and nothing is stored."""
    before = awarding.dump()
    with pytest.raises(error, match=words):
        act()  # type: ignore[operator]
    assert awarding.dump() == before


def told(awarding: Awarding, name: str) -> BidderAward | None:
    """What a bidder's manager is told."""
    manager = awarding.bid_managers[name]
    return bidder_award(awarding.kit, manager, known_bid(awarding.kit, manager, awarding.bids[name]))


def stranger(awarding: Awarding) -> Actor:
    """An officer of another buyer."""
    return Actor("P-99", "Olaf", frozenset({Role.OFFICER}), "O-other")


def test_the_whole_course_of_an_award(awarding: Awarding) -> None:
    steps = [awarding.desk().next]
    recommendation = awarding.recommend()
    steps.append(awarding.desk().next)
    approval = awarding.approve()
    steps.append(awarding.desk().next)
    notice = awarding.notify()
    steps.append(awarding.desk().next)
    awarding.clock.at = AFTER
    steps.append(awarding.desk().next)
    award = awarding.make_award()
    steps.append(awarding.desk().next)

    assert steps == ["recommend", "approve", "notify", "wait", "make", "done"]
    assert awarding.events()[-4:] == ["award:recommended", "award:approved", "award:notified", "award:made"]
    digest, receipt = awarding.desk().digest, awarding.receipt("Tor")
    documents = {kind: last_decision(awarding.kit, awarding.lot, kind) for kind in ("notice", "award")}
    assert documents["award"] and documents["notice"]
    assert documents["award"].document == {
        "format": "appraisal-award/1", "reference": "2026/041", "lot": 1, "at": "2026-12-28T23:00:00+00:00",
        "officer": "Janneke", "outcome": "award", "supplier": "dovre-drift-as", "receipt": receipt,
        "approval": approval, "notice": notice,
    }  # fmt: skip
    assert documents["award"].digest == award
    letters = dict(documents["notice"].document["letters"])
    assert documents["notice"].document | {"letters": {}} == {
        "format": "appraisal-notice/1", "reference": "2026/041", "lot": 1, "at": "2026-12-15T09:03:00+00:00",
        "officer": "Janneke", "approval": approval, "letters": {},
        "standstill": {
            "days": 10, "kind": "calendar", "holidays": ["2026-12-25", "2026-12-26"], "begins": "2026-12-16",
            "ends": "2026-12-28T23:59:59+01:00",
        },
    }  # fmt: skip
    assert sorted(letters) == sorted(awarding.receipt(name) for name in awarding.bids)
    made = awarding.state
    assert made.recommendation and made.approval
    assert made.recommendation.document == {
        "format": "appraisal-recommendation/1", "reference": "2026/041", "lot": 1, "at": "2026-12-15T09:01:00+00:00",
        "officer": "Janneke", "comparison": digest, "outcome": "award", "supplier": "dovre-drift-as",
        "receipt": receipt, "reasons": "It ranks first.",
    }  # fmt: skip
    assert made.approval.document == {
        "format": "appraisal-approval/1", "reference": "2026/041", "lot": 1, "at": "2026-12-15T09:02:00+00:00",
        "officer": "Marijke", "recommendation": recommendation, "comparison": digest,
    }  # fmt: skip
    assert awarding.desk().tender.course.stage(awarding.clock.at) is Stage.DECIDED


def test_every_bidder_is_told_by_mail_and_reads_the_own_letter(awarding: Awarding) -> None:
    awarding.recommend()
    awarding.approve()
    before = len(awarding.mails())
    awarding.notify()
    mails = awarding.mails()[before:]

    assert sorted(mails) == sorted((name, "The decision on tender 2026/041, lot 1") for name in BIDDERS)
    newest = outbox.mails(awarding.kit.database)[0]
    text = awarding.kit.mail_text(newest)
    assert "Nothing is signed before Mon 28 December 2026, 23:59 Europe/Amsterdam (UTC+01:00)." in text
    assert "Dovre" not in text
    letter = own_letter(awarding.kit, awarding.bid_managers["Eve"], awarding.bids["Eve"])
    assert (letter.debrief.winner, letter.debrief.rank) == ("Dovre Drift AS", 2)
    awarding.make_award()
    assert sorted(awarding.mails()[-3:]) == sorted((name, "Lot 1 of tender 2026/041 was awarded") for name in BIDDERS)


def test_a_bidder_learns_nothing_before_the_letters_and_the_winner_after_them(awarding: Awarding) -> None:
    awarding.recommend()
    awarding.approve()
    assert [told(awarding, name) for name in awarding.bids] == [None, None, None]
    awarding.notify()
    own, rival = told(awarding, "Tor"), told(awarding, "Eve")
    assert own and rival
    assert (own.state, own.winner, own.is_own, own.letter) == ("notified", "Dovre Drift AS", True, True)
    assert (rival.state, rival.winner, rival.is_own, rival.letter) == ("notified", "Dovre Drift AS", False, True)
    awarding.make_award()
    final = told(awarding, "Eve")
    assert final
    assert (final.state, final.winner) == ("awarded", "Dovre Drift AS")


def test_no_award_takes_the_same_way(awarding: Awarding) -> None:
    awarding.recommend("", departs=True)
    awarding.approve()
    awarding.notify(SetStandstill(8, "working", ("2026-12-25",)))
    awarding.make_award()
    award, bidder = awarding.state.award, told(awarding, "Tor")
    assert award and bidder
    assert (award.document["outcome"], award.document["supplier"], award.document["receipt"]) == ("none", None, None)
    assert (bidder.state, bidder.winner, bidder.is_own) == ("awarded", "", False)
    assert awarding.mails()[-1][1] == "Lot 1 of tender 2026/041 ended without an award"


def test_a_recommendation_must_have_reasons_and_name_a_bid_that_can_win(awarding: Awarding) -> None:
    kit, janneke = awarding.kit, awarding.janneke
    good = awarding.recommendation()
    for wrong, words in (
        (replace(good, reasons=" \n "), "reasons: is empty"),
        (awarding.recommendation("Ben"), "outcome: names a bid that is not ranked"),
        (replace(good, receipt="R-0"), "outcome: names a bid that is not ranked"),
        (replace(good, outcome="lease"), "outcome: is not known"),
        (replace(good, outcome="none"), "outcome: is not known"),
        (awarding.recommendation("Eve"), "departs: departs from the comparison, which recommends Dovre Drift AS"),
        (awarding.recommendation(""), "departs: departs from the comparison, which recommends Dovre Drift AS"),
        (replace(good, departs=True), "departs: is said of what the comparison itself recommends"),
    ):
        refused(awarding, InvalidInput, words, lambda wrong=wrong: recommend(kit, janneke, wrong))  # type: ignore[misc]


def test_a_tie_is_settled_by_an_officer_who_says_so() -> None:
    awarding = Awarding(tie=True)
    comparison = awarding.desk().comparison
    assert comparison
    assert (comparison.recommendation.supplier, comparison.recommendation.code) == (None, "tie")
    words = "departs: departs from the comparison, which recommends nobody"
    refused(
        awarding, InvalidInput, words, lambda: recommend(awarding.kit, awarding.janneke, awarding.recommendation("Eve"))
    )
    awarding.recommend("Eve", departs=True)
    assert awarding.desk().next == "approve"
    awarding.close()


def test_nobody_approves_the_own_recommendation(awarding: Awarding) -> None:
    awarding.recommend()
    refused(awarding, NotPermitted, "another officer approves it", lambda: awarding.approve(awarding.janneke))
    assert (awarding.desk().can_act, awarding.desk(awarding.marijke).can_act) == (False, True)


def test_an_approval_of_what_is_not_shown_any_more_is_refused(awarding: Awarding) -> None:
    kit, marijke = awarding.kit, awarding.marijke
    first = awarding.desk().digest
    nothing = replace(awarding.recommendation(), earlier="")
    awarding.recommend()
    shown = awarding.approval()
    for wrong, words in (
        (replace(shown, recommendation="sha256:" + "0" * 64), "recommendation is not the one that you looked at"),
        (replace(shown, comparison="sha256:" + "0" * 64), "comparison is not the one that you looked at"),
        (replace(shown, comparison=None), "comparison is not the one that you looked at"),
    ):
        refused(awarding, Stale, words, lambda wrong=wrong: approve(kit, marijke, wrong))  # type: ignore[misc]
    awarding.take_out("Eve")
    refused(awarding, Stale, "an approval counts only for exactly what is shown", lambda: approve(kit, marijke, shown))
    new = replace(shown, comparison=awarding.desk().digest)
    refused(awarding, Stale, "an approval counts only for exactly what is shown", lambda: approve(kit, marijke, new))
    old = replace(awarding.recommendation(), comparison=first)
    refused(awarding, Stale, "a bid or a finding changed", lambda: recommend(kit, marijke, old))
    refused(awarding, Stale, "Somebody else recommended", lambda: recommend(kit, marijke, nothing))


def test_each_step_waits_for_the_one_before_and_is_done_once(awarding: Awarding) -> None:
    kit, janneke, marijke = awarding.kit, awarding.janneke, awarding.marijke
    early = awarding.recommendation()
    awarding.recommend()
    approval = awarding.approval()
    awarding.approve()
    refused(awarding, Conflict, "approved already", lambda: approve(kit, marijke, approval))
    refused(awarding, Stale, "No decision that the bidders were told", lambda: awarding_made(awarding, "x"))
    notice = awarding.notice()
    for wrong, words in (
        (replace(notice, approval="x"), "approval is not the one that you looked at"),
        (replace(notice, ends="2026-12-27T23:59:59+01:00"), "would end Mon 28 December 2026, 23:59 Europe/Amsterdam"),
    ):
        refused(awarding, Stale, words, lambda wrong=wrong: notify(kit, janneke, wrong))  # type: ignore[misc]
    awarding.notify()
    refused(awarding, Conflict, "went out already", lambda: notify(kit, janneke, notice))
    refused(awarding, Stale, "Somebody else recommended", lambda: recommend(kit, janneke, early))


def awarding_made(awarding: Awarding, notice: str) -> str:
    """Try to make an award on a notice."""
    return make_award(awarding.kit, awarding.janneke, MakeAward(awarding.tender, 1, notice))


def test_the_standstill_must_be_one_that_can_be_counted(awarding: Awarding) -> None:
    awarding.recommend()
    awarding.approve()
    notice = awarding.notice()
    for setting, words in (
        (SetStandstill(0, "calendar"), "days: is 0; expected a whole number from 1 to 90"),
        (SetStandstill(10, "lunar"), "kind: is not known"),
        (SetStandstill(10, "calendar", ("2026-12-25", "26 December")), "holidays.2: “26 December” is no date"),
        (SetStandstill(10, "calendar", ("2026-W53",)), "holidays.1: “2026-W53” is no date"),
    ):
        wrong = replace(notice, standstill=setting)
        refused(awarding, InvalidInput, words, lambda wrong=wrong: notify(awarding.kit, awarding.janneke, wrong))  # type: ignore[misc]


def test_no_award_before_the_last_second_of_the_standstill_is_over(awarding: Awarding) -> None:
    awarding.recommend()
    awarding.approve()
    awarding.notify()
    awarding.clock.at = AFTER - timedelta(microseconds=1)
    words = "possible after the standstill, which ends Mon 28 December 2026, 23:59 Europe/Amsterdam"
    refused(awarding, WrongStage, words, lambda: awarding_made(awarding, awarding.announced().notice))
    awarding.clock.at = AFTER
    refused(awarding, Stale, "notice is not the one", lambda: awarding_made(awarding, "sha256:0"))
    awarding.make_award()
    assert awarding.events()[-1] == "award:made"


def test_nothing_is_decided_before_the_chair_has_closed_nor_after_the_award(awarding: Awarding) -> None:
    kit, janneke, marijke = awarding.kit, awarding.janneke, awarding.marijke
    awarding.recommend()
    awarding.approve()
    awarding.notify()
    acts = [
        lambda: recommend(kit, janneke, awarding.recommendation()),
        lambda: approve(kit, marijke, awarding.approval()),
        lambda: notify(kit, janneke, awarding.notice()),
        lambda: make_award(kit, janneke, awarding.announced()),
    ]
    reopen_evaluation(kit, janneke, ReopenEvaluation(awarding.tender, 1, "An error in SRI-Q1"))
    assert awarding.desk().next == "evaluate"
    for act in acts:
        refused(awarding, WrongStage, "the tender is opened; expected evaluated", act)
    awarding.clock.advance(minutes=1)
    awarding.close_evaluation()
    awarding.recommend()
    awarding.approve()
    awarding.notify()
    awarding.make_award()
    for act in (*acts, lambda: awarding.take_out("Eve")):
        refused(awarding, WrongStage, "the tender is decided", act)


def test_nobody_decides_but_officers_of_the_buyer_without_a_conflict(awarding: Awarding) -> None:
    kit, tor = awarding.kit, awarding.bid_managers["Tor"]
    wish = awarding.recommendation()
    for who in (awarding.els, awarding.ada, tor):
        refused(awarding, NotPermitted, "not for the role", lambda who=who: recommend(kit, who, wish))  # type: ignore[misc]
        refused(awarding, NotPermitted, "not for the role", lambda who=who: award_desk(kit, who, awarding.tender, 1))  # type: ignore[misc]
    other = stranger(awarding)
    refused(awarding, NotFound, "no such tender", lambda: recommend(kit, other, wish))
    refused(awarding, NotFound, "no such tender", lambda: award_desk(kit, other, awarding.tender, 1))
    awarding.recommend()
    awarding.approve()
    awarding.notify()
    for who in (awarding.els, awarding.ada, tor):
        for act in (
            lambda who=who: approve(kit, who, awarding.approval()),
            lambda who=who: notify(kit, who, awarding.notice()),
            lambda who=who: make_award(kit, who, awarding.announced()),
        ):
            refused(awarding, NotPermitted, "not for the role", act)


def test_an_officer_on_the_panel_with_a_conflict_neither_sees_nor_decides(awarding: Awarding) -> None:
    kit = awarding.kit
    finn = replace(awarding.finn, roles=frozenset({Role.EVALUATOR, Role.OFFICER}))
    assert award_desk(kit, finn, awarding.tender, 1).next == "recommend"
    wish = awarding.recommendation()
    set_conflict(kit, awarding.janneke, SetConflict(awarding.tender, 1, finn.person, awarding.bids["Eve"], "A cousin"))
    awarding.recommend()
    for act in (
        lambda: award_desk(kit, finn, awarding.tender, 1),
        lambda: recommend(kit, finn, wish),
        lambda: approve(kit, finn, awarding.approval()),
    ):
        refused(awarding, NotFound, "There is nothing here for you", act)


def test_a_bid_withdrawn_after_the_evaluation_recomputes_everything_and_voids_the_approval(awarding: Awarding) -> None:
    awarding.recommend()
    approval = awarding.approve()
    notice = awarding.notify()
    mails = len(awarding.mails())
    awarding.take_out("Tor")

    state = awarding.state
    assert state.recommendation and state.approval and state.notice
    assert [held.lost for held in (state.recommendation, state.approval, state.notice)] == [
        "the comparison changed", "the comparison changed", "the approval that it rests on holds no more",
    ]  # fmt: skip
    assert (state.approval.digest, state.notice.digest, state.standstill) == (approval, notice, None)
    comparison = awarding.desk().comparison
    assert comparison
    assert comparison.recommendation.supplier == "estuary-ltd"
    assert awarding.events()[-2:] == ["exclusion:recorded", "award:approval-voided"]
    subjects = [subject for _, subject in awarding.mails()[mails:]]
    assert subjects.count("The decision on tender 2026/041, lot 1, holds no more") == 3
    bidder = told(awarding, "Eve")
    assert bidder
    assert (bidder.state, bidder.winner, bidder.is_own) == ("void", "", False)
    awarding.clock.at = AFTER
    refused(awarding, Stale, "No decision that the bidders were told", lambda: awarding_made(awarding, notice))
    refused(awarding, Stale, "No approval holds", lambda: notify(awarding.kit, awarding.janneke, awarding.notice()))


def test_the_whole_way_is_gone_anew_after_an_approval_was_voided(awarding: Awarding) -> None:
    awarding.recommend()
    awarding.approve()
    awarding.take_out("Tor")
    awarding.recommend("Eve")
    awarding.approve()
    awarding.notify()
    awarding.take_out("Ben", "excluded", "It broke the rules")
    awarding.recommend("Eve")
    awarding.approve()
    awarding.notify()
    awarding.make_award()
    assert awarding.events().count("award:approval-voided") == 2
    assert [decision.kind for decision in awarding.desk().earlier] == [
        "recommendation", "approval", "recommendation", "approval", "notice",
    ]  # fmt: skip
    award = awarding.state.award
    assert award
    assert award.document["supplier"] == "estuary-ltd"


def test_an_evaluation_that_was_opened_again_voids_the_approval_even_when_nothing_changes(awarding: Awarding) -> None:
    awarding.recommend()
    awarding.approve()
    digest = awarding.desk().digest
    reopen_evaluation(awarding.kit, awarding.janneke, ReopenEvaluation(awarding.tender, 1, "An error in SRI-Q1"))
    assert awarding.events()[-2:] == ["evaluation:reopened", "award:approval-voided"]
    close_evaluation(awarding.kit, awarding.els, CloseEvaluation(awarding.tender, 1))
    state = awarding.state
    assert state.recommendation and state.approval
    assert (awarding.desk().digest, state.recommendation.lost) == (digest, "the evaluation was opened again")
    assert (state.approval.holds, awarding.desk().next) == (False, "recommend")


def test_another_recommendation_voids_the_approval_of_the_one_before(awarding: Awarding) -> None:
    awarding.recommend()
    awarding.approve()
    awarding.recommend("Eve", departs=True)
    state = awarding.state
    assert state.approval
    assert (state.approval.lost, awarding.desk().next) == ("another recommendation took its place", "approve")
    assert awarding.events()[-2:] == ["award:recommended", "award:approval-voided"]


def test_without_an_approval_nothing_is_voided(awarding: Awarding) -> None:
    awarding.recommend()
    awarding.take_out("Eve")
    assert "award:approval-voided" not in awarding.events()
    assert awarding.desk().next == "recommend"


def test_a_lot_without_a_bid_that_stands_ends_without_an_award(awarding: Awarding) -> None:
    for name in awarding.bids:
        awarding.take_out(name)
    awarding.recommend("")
    awarding.approve()
    awarding.notify()
    awarding.make_award()
    award = awarding.state.award
    assert award
    assert award.document["outcome"] == "none"


def test_of_two_officers_who_recommend_at_once_one_is_told_of_the_other(tmp_path: Path) -> None:
    awarding = Awarding(tmp_path / "store.sqlite")
    wishes = [(awarding.janneke, awarding.recommendation()), (awarding.marijke, awarding.recommendation())]
    outcomes: list[str] = []
    barrier = threading.Barrier(2)

    def press(officer: Actor, wish: object) -> None:
        own = replace(awarding.kit, database=Database(awarding.kit.database.path))
        barrier.wait()
        try:
            recommend(own, officer, wish)  # type: ignore[arg-type]
            outcomes.append("recommended")
        except Conflict as refusal:
            outcomes.append(str(refusal))
        finally:
            own.database.close()

    threads = [threading.Thread(target=press, args=each) for each in wishes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["Somebody else recommended meanwhile; look at this lot again", "recommended"]
    assert awarding.events().count("award:recommended") == 1
    awarding.close()


def test_nothing_of_a_decision_stands_in_the_store_in_the_clear(awarding: Awarding) -> None:
    awarding.recommend()
    awarding.approve()
    awarding.notify()
    store = "\n".join(awarding.dump())
    for secret in ("It ranks first.", '"outcome":"award","reasons"', "appraisal-notice/1"):
        assert secret not in store
        assert secret.encode().hex() not in store.lower()
