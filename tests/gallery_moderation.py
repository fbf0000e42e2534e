"""Panel, moderation, closing and questions to bidders with made-up contents, for the gallery of templates."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from appraisal.core.errors import InvalidInput, Problem
from appraisal.web.bidding import bid_pages as supplier
from appraisal.web.comparison.closing_forms import CloseForm, ReopenForm, TakeOutForm
from appraisal.web.evaluation import evaluation_pages as evaluator
from appraisal.web.evaluation import moderation_pages as moderation
from appraisal.web.evaluation import panel_pages as panel
from appraisal.web.evaluation.bidder_question_forms import AnswerBuyerForm, AskBidderForm
from appraisal.web.evaluation.evaluation_forms import FindingForm
from appraisal.web.evaluation.panel_forms import ConflictForm, NameForm, SeatForm
from appraisal.web.machine.form import Form
from appraisal.web.parts import Fact, Link, Moment, Notice, Status, Trouble, View

F = TypeVar("F", bound=Form)
V = TypeVar("V", bound=View)
LONG = "a-word-that-never-ends-" * 6
TRAIL = (Link("Tenders", "#"), Link("2026/041 Workplace and service desk", "#"))
LOT = (Link("2026/041, lot 1", "#"), Link("Moderation", "#"))
AREAS = (("SRI", "Service Request and Incident Management"), ("PRM", "Problem Management"))
ZONE = "Europe/Amsterdam (UTC+01:00)"
DUE = Moment("Fri 18 December, 17:00", "2026-12-18T17:00+01:00", ZONE, yours="16:00 Europe/London (UTC+00:00)")
ASKED = Moment("Mon 14 December, 10:02", "2026-12-14T10:02+01:00", ZONE)
FULLY = evaluator.Verdict("Els Vermeer", "met", "Fully", "E1 shows it for the whole year.", "submitted Mon 14 December")
NOT = evaluator.Verdict("Finn Haverkamp", "major", "Not", LONG, "says that no evidence was offered")
LARGELY = evaluator.Verdict("Gerda Pool", "three", "Largely", "R1 says so; priority 3 has no rule.")
AGREED = evaluator.Verdict("Agreed", "three", "Largely", "E1, but not for priority 3.", "recorded by Els Vermeer")
KNOWN = evaluator.Known(
    claims=(evaluator.ClaimLine("R1", "operations", "Yes", "Root causes are found within ten working days."),),
    offered=(evaluator.OfferedLine("E1", "Problem register.pdf", "#", "640 kB", "1f3a … 04de", "behind 4 answers"),),
    elsewhere=(),
    clarified=(evaluator.ClarifiedLine("C1", "Which incidents?", "All of them.", "It means: yes. Received", ASKED),),
    looks_for=(Fact("When a yes is right", "Yes only when a cause is sought by a written procedure."),),
)


def noted(form: F, **troubles: str) -> F:
    for name, words in troubles.items():
        form.note(name, words)
    return form


def naming(**troubles: str) -> NameForm:
    form = NameForm.shown({"areas": ["*"]})
    form.offer(AREAS)
    form.offer_people([("p1", "Gerda Pool"), ("p2", LONG)])
    return noted(form, **troubles)


def seat() -> SeatForm:
    form = SeatForm.shown({"areas": ["PRM"], "chair": True})
    form.offer(AREAS)
    return form


def conflict(**troubles: str) -> ConflictForm:
    form = ConflictForm.shown()
    form.offer([("b1", "Brandveen BV"), ("b2", "Dovre Drift AS"), ("b3", LONG)])
    return noted(form, **troubles)


CONFLICT = panel.ConflictLine("Brandveen BV", "A cousin is on its board.", "set by Janneke de Boer on Mon 14 December")
MEMBERS = (
    panel.MemberLine(
        "Els Vermeer",
        Status("done", "Interests declared"),
        "Chair. All areas.",
        "Findings on 2 of 3 bids are in.",
        edit="#",
        set_conflict="#",
    ),
    panel.MemberLine(
        "Finn Haverkamp",
        Status("care", "Has not declared interests"),
        "Problem Management, Configuration Management, Subcontract Management.",
        "",
        (CONFLICT, panel.ConflictLine(LONG, LONG, "declared on Mon 14 December")),
        edit="#",
        set_conflict="#",
    ),
    panel.MemberLine(
        LONG,
        Status("none", "Declares after the opening"),
        "4 areas.",
        "",
        kept="1 bid is kept from them by a conflict.",
    ),
)
PANEL = panel.PanelPage(
    title="Panel, lot 1",
    heading="Who evaluates the bids",
    eyebrow="2026/041, lot 1, Service desk",
    lede="Finn Haverkamp has still to declare interests.",
    trail=TRAIL,
    next=Notice("All findings are in", "The chair goes through what they differ on.", "Look at the moderation", "#"),
    warnings=("Nobody chairs the panel, so nothing can be agreed on.", "Nobody evaluates Problem Management."),
    members=MEMBERS,
    left=(panel.MemberLine("Olga Prins", Status("none", "Left Mon 14 December"), "All areas.", ""),),
    form=naming(),
    nobody="",
    facts=(Fact("On the panel", "3"), Fact("Suppliers appear", "By letters, until the award")),
    also=(Link("Moderation", "#"), Link("Bids, and those taken out", "#")),
    post="#",
    back=Link("Back to the tender", "#"),
)
NAMING_WRONG = naming(person="Choose an evaluator", areas="Are none; expected at least one area, or the chair")
NOBODY = "Nobody of your organisation evaluates yet. An administrator adds evaluators on the Accounts page."
PANEL_EMPTY = replace(
    PANEL, heading="Name who evaluates", next=None, warnings=(), members=(), left=(), form=None, nobody=NOBODY, also=()
)
CONFLICT_WRONG = conflict(supplier="Choose a supplier", reason="Say what the conflict is")
CONFLICT_PAGE = panel.ConflictPage(
    title="Conflict", heading="Set a conflict of interest for Finn", trail=TRAIL, form=conflict(), post="#", back="#"
)
DIFFER = (
    moderation.DifferLine(
        "Bidder C, Problem Management, question 2",
        "Are underlying causes of incidents and trends systematically identified, recorded and analysed?",
        "#",
        True,
        "11.67",
        (FULLY, NOT, LARGELY),
    ),
    moderation.DifferLine(LONG, LONG, "#", False, "0.00", (FULLY, NOT), AGREED),
)
AGREEMENT = (
    moderation.AgreementLine("Problem Management", "0.81", "agree well", "14 questions"),
    moderation.AgreementLine("Configuration Management", "−0.12", "agree less than by chance", "1 question"),
    moderation.AgreementLine(
        "Subcontract Management",
        "–",
        "nothing to compare",
        "0 questions",
        "1 question contested: does it apply at all?",
    ),
)
MODERATION = moderation.ModerationPage(
    title="Moderation, 2026/041, lot 1",
    heading="2 disagreements to settle",
    eyebrow="Moderation, Service desk",
    lede="What matters most comes first: knock-outs, then by the points of fit that hang on the answer.",
    trail=LOT[:1],
    next=Notice("Next: Bidder C", "On 31 questions all found the same.", "Record what all agree on", "#"),
    bids=(
        moderation.ModeratedBid(
            "Bidder A", "#", Status("done", "All agreed on"), "92 of 92 findings agreed on", "100%"
        ),
        moderation.ModeratedBid(LONG, "#", Status("care", "Waits for Finn and Gerda"), "0 of 92", "0%"),
        moderation.ModeratedBid(
            "Bidder C", "", Status("none", "Submit your own findings first"), "", "0%", "Still to come from Finn."
        ),
    ),
    differ=DIFFER,
    more="12 more disagreements on the pages of the bids.",
    agreement=AGREEMENT,
    facts=(Fact("Bids", "3"), Fact("Findings agreed on", "92 of 276")),
    also=(Link("The panel", "#"), Link("Close the evaluation", "#")),
)
MODERATED_BID = moderation.ModeratedBidPage(
    title="Moderation, Bidder C",
    heading="2 disagreements on Bidder C",
    eyebrow="Moderation, Service desk",
    trail=LOT,
    next=None,
    accept="Record the 31 findings on which all agree",
    post="#",
    differ=DIFFER,
    alone=("Els Vermeer alone looked at Subcontract Management.",),
    agreement=AGREEMENT,
    areas=(
        moderation.ModeratedArea(
            "area-PRM",
            "Problem Management",
            "1 of 3",
            (
                moderation.ModeratedLine("PRM-Q1", 1, "Is there a written policy?", "#", AGREED),
                moderation.ModeratedLine("PRM-Q2", 2, LONG, "#", None, "Findings differ"),
                moderation.ModeratedLine("PRM-Q3", 3, "Is it reviewed?", "#", None, "Nobody has found anything yet"),
            ),
        ),
    ),
    facts=(Fact("Agreed on", "61 of 92"), Fact("Evaluators", "3")),
    files=(Link("Agreed findings (JSON)", "#"), Link("Findings of Els Vermeer (JSON)", "#")),
    back="#",
)
QUESTION = moderation.ModeratedQuestionPage(
    title="Moderation, Bidder C, Problem Management, question 2",
    heading="Are underlying causes of incidents and trends systematically identified, recorded and analysed?",
    eyebrow="Bidder C, Problem Management, question 2 of 7, a knock-out",
    trail=(*LOT, Link("Bidder C", "#")),
    found=(FULLY, NOT, LARGELY),
    stake="11.67 points of this bid’s fit hang on it: Fully gives 100.00, Largely gives 97.22, Not gives 88.33.",
    known=KNOWN,
    form=FindingForm.shown({"finding": "L", "reason": "E1, but not for priority 3."}),
    bar="",
    versions=(replace(AGREED, who="Version 2"), replace(NOT, who="Version 1")),
    revision="2",
    compares="",
    following="#",
    back="#",
    post="#",
)
QUESTION_WRONG = noted(
    FindingForm.shown({"reason": "Better than the others"}), finding="Choose a finding", reason="Name what it rests on"
)
CLOSE = moderation.ClosePage(
    title="Close the evaluation",
    heading="4 findings still to agree on",
    lede="Only questions that can still change the ranking are listed.",
    trail=LOT,
    missing=(
        moderation.MissingBid(
            "Bidder C",
            "#",
            "Findings are still to come from Gerda Pool.",
            (
                moderation.MissingLine("Problem Management", (Link("2", "#"), Link("3", "#"), Link("12", "#"))),
                moderation.MissingLine(LONG, (Link("1", "#"),)),
            ),
        ),
    ),
    form=None,
    facts=(Fact("Bids in the ranking", "2"), Fact("Bids that miss a knock-out", "1")),
    post="#",
    back="#",
)
CLOSE_WRONG = noted(CloseForm.shown(), sure="Tick this to close the evaluation")
SIGNALS = moderation.SignalsPage(
    title="Signals",
    heading="2 signals to look at twice",
    lede="A signal never rejects, excludes or lowers anything. It says where a person should look.",
    trail=LOT,
    signals=(
        moderation.SignalLine(
            "Comments nearly the same",
            "Bidder A and Bidder C: comments on 2 questions are nearly the same.",
            (Link("Bidder A, Problem Management, question 2", "#"), Link(LONG, "#")),
        ),
        moderation.SignalLine("A profile too good for its evidence", LONG, ()),
    ),
    back="#",
)
QUESTIONS = moderation.BidderQuestionsPage(
    title="Questions to bidders",
    heading="2 questions to bidders",
    lede="1 answer still to come.",
    trail=LOT,
    bids=(
        moderation.QuestionedBidLine("Bidder A", "No unclear answer", ()),
        moderation.QuestionedBidLine(
            LONG,
            "7 unclear answers",
            (*KNOWN.clarified, evaluator.ClarifiedLine("", LONG, "", "An answer is expected by", DUE)),
            "#",
        ),
    ),
    back=Link("Back to the panel", "#"),
)


def asking(wrong: bool = False) -> AskBidderForm:
    form = AskBidderForm.shown({"question": "PRM-Q2", "due": {"day": "2027-10-31", "hour": "02:30"}})
    form.offer([("PRM-Q2", "Problem Management, question 2"), ("SRI-Q1", LONG)], "Europe/Amsterdam")
    if wrong:
        form.take_due(
            InvalidInput(
                "", [Problem("text", "is empty", "expected a text"), Problem("due", "lies in the past", "later")]
            )
        )
    return form


ASK_WRONG = asking(wrong=True)
ASK = moderation.AskBidderPage(
    title="Ask Bidder C",
    heading="Ask Bidder C about an unclear answer",
    lede="Knock-outs that hang on an answer come first.",
    trail=LOT,
    unclear=(
        moderation.UnclearLine(
            "Problem Management, question 2",
            "Are underlying causes identified?",
            "2 yes and 1 unknown",
            "#",
            Status("care", "A knock-out hangs on it"),
            "Asked once",
        ),
        moderation.UnclearLine(LONG, LONG, "1 yes and 1 no", "#"),
    ),
    form=asking(),
    key="k",
    post="#",
    back="#",
)
BIDS = panel.LotBidsPage(
    title="Bids on lot 1",
    heading="2 bids on lot 1",
    lede="1 bid is out of the competition and in no comparison.",
    trail=TRAIL,
    bids=(
        panel.LotBidLine("Dovre Drift AS", "R-7KQ2M9XVNT", Status("done", "Counts"), take_out="#"),
        panel.LotBidLine(LONG, "R-7KQ2M9XVNX", Status("done", "Counts")),
        panel.LotBidLine(
            "Brandveen BV",
            "R-3",
            Status("bad", "Withdrawn by its bidder"),
            "Its letter of 14 December.",
            "Janneke",
            ASKED,
        ),
    ),
    back="#",
)
TAKE_OUT = panel.GravePage(
    title="Take out",
    heading="Take the bid of Dovre Drift AS out?",
    lede="The comparison is computed without it from now on, and its supplier is told.",
    trail=TRAIL,
    form=TakeOutForm.shown(),
    caution="The approval of an award on this lot loses its ground and is void.",
    facts=(Fact("Receipt", "R-7KQ2M9XVNT"), Fact("Bids left without it", "2")),
    post="#",
    back="#",
)
TAKE_OUT_WRONG = noted(
    TakeOutForm.shown({"receipt": "R-1"}), kind="Choose one", reason="Say why", receipt="This is not the bid’s receipt"
)
REOPEN = replace(TAKE_OUT, heading="Open the evaluation of lot 1 again?", form=ReopenForm.shown())
REOPEN_WRONG = noted(ReopenForm.shown(), reason="Say why")


def own_question(number: int, **more: object) -> supplier.BuyerQuestion:
    given: dict[str, object] = {
        "form": None, "resolves": False, "answer": "", "meaning": "", "received": None, "note": "", **more,
    }  # fmt: skip
    return supplier.BuyerQuestion(
        id=f"Q{number}",
        number=number,
        text="Which incidents does the plan cover?\nOnly those of priority 1?",
        about="Problem Management, question 2: Are causes identified?",
        asked=ASKED,
        due=DUE,
        **given,  # type: ignore[arg-type]
    )


ANSWERED = own_question(1, answer="All of them.", meaning="It means: yes.", received=ASKED)
OWN = supplier.BuyerQuestionsPage(
    title="Questions from the buyer",
    heading="1 question to answer",
    lede="An answer explains your bid. It can settle what you left unknown; it cannot improve what you answered.",
    trail=TRAIL,
    questions=(ANSWERED, own_question(2, form=AnswerBuyerForm.shown(suffix="-Q2"), resolves=True)),
    late="",
    typed="",
    post="#",
    back="#",
)
ANSWER_WRONG = AnswerBuyerForm.shown(suffix="-Q2")
ANSWER_WRONG.note("text", "Write your answer")


def wrong_with(page: V, form: object, troubles: tuple[Trouble, ...]) -> V:
    return replace(page, form=form, troubles=troubles)  # type: ignore[call-arg]


MODERATED: tuple[tuple[str, str, View], ...] = (
    ("evaluation/panel.html", "", PANEL),
    ("evaluation/panel.html", "errors", wrong_with(PANEL, NAMING_WRONG, NAMING_WRONG.troubles)),
    ("evaluation/panel.html", "empty", PANEL_EMPTY),
    (
        "evaluation/panel_member.html",
        "",
        panel.PanelMemberPage(
            title="Finn",
            heading="What Finn evaluates",
            form=seat(),
            name="Finn",
            post="#",
            remove="#",
            submitted=2,
            back="#",
        ),
    ),
    ("evaluation/conflict.html", "", CONFLICT_PAGE),
    ("evaluation/conflict.html", "errors", wrong_with(CONFLICT_PAGE, CONFLICT_WRONG, CONFLICT_WRONG.troubles)),
    ("comparison/bids.html", "", BIDS),
    ("comparison/bids.html", "empty", replace(BIDS, bids=(), lede="")),
    ("comparison/take_out.html", "", TAKE_OUT),
    ("comparison/take_out.html", "errors", wrong_with(TAKE_OUT, TAKE_OUT_WRONG, TAKE_OUT_WRONG.troubles)),
    ("comparison/reopen.html", "", REOPEN),
    ("comparison/reopen.html", "errors", wrong_with(REOPEN, REOPEN_WRONG, REOPEN_WRONG.troubles)),
    ("evaluation/moderation.html", "", MODERATION),
    ("evaluation/moderation.html", "empty", replace(MODERATION, next=None, bids=(), differ=(), more="", agreement=())),
    ("evaluation/moderated_bid.html", "", MODERATED_BID),
    (
        "evaluation/moderated_bid.html",
        "read",
        replace(MODERATED_BID, accept="", next=MODERATION.next, differ=(), alone=(), files=()),
    ),
    ("evaluation/moderated_question.html", "", QUESTION),
    ("evaluation/moderated_question.html", "errors", wrong_with(QUESTION, QUESTION_WRONG, QUESTION_WRONG.troubles)),
    (
        "evaluation/moderated_question.html",
        "read",
        replace(QUESTION, form=None, bar="The evaluation is closed.", stake=""),
    ),
    ("evaluation/moderated_question.html", "empty", replace(QUESTION, found=(), versions=(), stake="", following="")),
    ("evaluation/signals.html", "", SIGNALS),
    ("evaluation/signals.html", "empty", replace(SIGNALS, signals=())),
    ("comparison/close.html", "", CLOSE),
    ("comparison/close.html", "ready", replace(CLOSE, missing=(), form=CloseForm.shown())),
    ("comparison/close.html", "errors", replace(CLOSE, missing=(), form=CLOSE_WRONG, troubles=CLOSE_WRONG.troubles)),
    ("evaluation/bidder_questions.html", "", QUESTIONS),
    ("evaluation/bidder_questions.html", "empty", replace(QUESTIONS, bids=())),
    ("evaluation/ask_bidder.html", "", ASK),
    ("evaluation/ask_bidder.html", "errors", wrong_with(ASK, ASK_WRONG, ASK_WRONG.troubles)),
    ("evaluation/ask_bidder.html", "clear", replace(ASK, unclear=(), form=None)),
    ("evaluation/own_buyer_questions.html", "", OWN),
    (
        "evaluation/own_buyer_questions.html",
        "errors",
        replace(OWN, questions=(own_question(2, form=ANSWER_WRONG, resolves=True),), troubles=ANSWER_WRONG.troubles),
    ),
    (
        "evaluation/own_buyer_questions.html",
        "late",
        replace(
            OWN,
            late="Answering this question was possible until Fri",
            typed=LONG,
            questions=(own_question(2, note="No answer came in time."),),
        ),
    ),
    ("evaluation/own_buyer_questions.html", "empty", replace(OWN, questions=())),
)
