"""Letters and long work with made-up contents, for the gallery of templates."""

from __future__ import annotations

from appraisal.web.award import paper_pages as papers
from appraisal.web.award.report_forms import ReportForm
from appraisal.web.parts import Fact, Link, Moment, Status
from appraisal.web.record.dossier_forms import DossierForm
from appraisal.web.record.dossier_pages import BuiltLine, DossierPage

TRAIL = (Link("Tenders", "#"), Link("2026/041 Workplace and service desk", "#"))
ENDS = Moment("Mon 4 January 2027, 23:59:59", "2027-01-04T23:59:59+01:00", "Europe/Amsterdam (UTC+01:00)")
BEGUN = Moment("Mon 21 December, 09:12:44", "2026-12-21T09:12:44+01:00", "Europe/Amsterdam (UTC+01:00)")
FOUND = papers.FoundLine(
    "Are underlying causes of incidents and trends systematically identified, recorded and analysed?",
    "2 yes, 1 unknown",
    "Largely",
    ("E1 lists 31 problems with owner and cause; 26 have a decision.", "Priority 3 has no rule (R1)."),
)
AREAS = (
    papers.LetterArea("PRM", "Problem Management", "fully, knock-out", "Unclear, partially", "6.5", "7.7", (FOUND,)),
    papers.LetterArea("SUB", "Subcontract Management", "partially", "Does not apply", "–", "3.8", ()),
)
LETTER = papers.LetterPage(
    title="Your bid came 2nd of 9; the contract goes to another bidder.",
    heading="Your bid came 2nd of 9; the contract goes to another bidder.",
    lede="To Aldermoor IT Services Ltd, on lot 1 of tender 2026/041.",
    eyebrow="2026/041, lot 1, written on 21 December 2026",
    trail=TRAIL,
    facts=(
        Fact("From", "Noorderland Hospitals"),
        Fact("To", "Aldermoor IT Services Ltd", note="receipt R-7KQ2M9XVNT"),
        Fact("Contract goes to", "Dovre Drift AS"),
        Fact("Calculation behind the decision (SHA-256)", "71be09d4c2a83f60" * 4, mono=True),
    ),
    grounds=("Dovre Drift AS meets every knock-out and ranks first.",),
    advantage="Dovre Drift AS earned more points in 1 area: Problem Management.",
    advantages=("Problem Management: 7.7 of 7.7 points against your 6.5",),
    areas=AREAS,
    has_winner=True,
    steps=("A standstill of 10 days runs to Monday 4 January 2027.", "Questions go to buyer@noorderland.example."),
    ends=ENDS,
    pdf="#",
    digest="0c4e6a18d9f53327" * 4,
)
OUT = papers.LetterPage(
    title="Out",
    heading="Your bid was withdrawn and is not part of the decision.",
    trail=TRAIL,
    facts=(Fact("From", "Noorderland Hospitals"),),
    grounds=("Your letter of 14 December.",),
    advantage="",
    advantages=(),
    areas=(),
    has_winner=False,
    steps=("Your answers stay on record.",),
    ends=None,
    pdf="#",
    digest="0c4e6a18d9f53327" * 4,
)


def job(status: Status, **more: object) -> papers.JobPage:
    facts: dict[str, object] = {
        "running": False,
        "made": 0,
        "of": 0,
        "words": "",
        "cancel": "",
        "download": "",
        "size": "",
    }
    return papers.JobPage(
        title="All letters as one ZIP",
        heading="All letters as one ZIP",
        lede="You can leave this page and come back.",
        trail=TRAIL,
        status=status,
        begun=BEGUN,
        back=Link("Back", "#"),
        **{**facts, **more},  # type: ignore[arg-type]
    )


def letters(lines: int) -> papers.LettersPage:
    line = papers.LetterLine("Aldermoor IT Services Ltd", "Your bid came 2nd of 9.", "#", "#", "0c4e6a18d9f53327" * 4)
    return papers.LettersPage(
        title="Letters",
        heading="Letters to the bidders",
        lede="As they went out." if lines else "None went out yet.",
        trail=TRAIL,
        letters=(line,) * lines,
        packs=(("letters", "All letters as one ZIP"), ("papers", "All papers of the lot as one ZIP")) if lines else (),
        post="#",
    )


SECTIONS = (
    papers.ReportSection("buyer", "Buyer", ("Noorderland Hospitals",)),
    papers.ReportSection("address", "Address of the buyer", (), "address", True),
    papers.ReportSection("selection", "Bids and how they stand", ("Dovre Drift AS: rank 1, fit 97.72 of 100",) * 3),
)


def report(form: ReportForm, **more: object) -> papers.ReportPage:
    facts: dict[str, object] = {"post": "#", "closed": (), "downloads": (), "redact": "", "missing": ()}
    return papers.ReportPage(
        title="Evaluation report",
        heading="Evaluation report",
        lede="It closes when nothing is missing.",
        trail=TRAIL,
        troubles=form.troubles,
        sections=SECTIONS,
        form=form,
        status=Status("now", "Open, 1 missing"),
        version=1,
        **{**facts, **more},  # type: ignore[arg-type]
    )


def missing_report() -> papers.ReportPage:
    form = ReportForm.shown()
    form.note("address", "“Address of the buyer” is empty; expected a text, or why it does not apply")
    return report(form, missing=(Link("Address of the buyer", "#address"),))


def closed_report() -> papers.ReportPage:
    digest = Fact("Digest (SHA-256)", "0c4e6a18d9f53327" * 4, mono=True)
    links = (Link("The report (PDF)", "#"), Link("Its redacted version (PDF)", "#"))
    return report(ReportForm.shown(), closed=(digest,), downloads=links, redact="#", done="Closed.")


def redaction(*rows: papers.PassageRow) -> papers.RedactionPage:
    return papers.RedactionPage(
        title="Black out passages",
        heading="Black out passages",
        lede="Copy a passage as it stands in the report, and give the ground.",
        trail=TRAIL,
        rows=(*rows, papers.PassageRow(len(rows) + 1)),
        choices=(("buyer", "Buyer"), ("selection", "Bids and how they stand")),
        sections=SECTIONS,
        report="sha256:0",
        post="#",
        back="#",
    )


def dossier(form: DossierForm, **more: object) -> DossierPage:
    built = BuiltLine(BEGUN, "Janneke de Boer", "Public extract of 0c4e6a18…f5332718", "71be09d4…c2a83f60")
    facts: dict[str, object] = {"post": "#", "waits": "", "built": (built,) * 2}
    return DossierPage(
        title="Dossier",
        heading="Dossier",
        lede="Everything of the tender in one sealed file: who has it can check it, and rank the bids again.",
        trail=TRAIL,
        troubles=form.troubles,
        form=form,
        facts=(
            Fact("Format", "ZIP with a BagIt 1.0 bag", note="Checked with public tools, or with appraisal verify."),
            Fact("Seal key, fingerprint (SHA-256)", " ".join(["0c4e6a18"] * 8), mono=True),
            Fact("Seal key, public half", "seal.pem", "#", note="For those who verify."),
        ),
        **{**facts, **more},  # type: ignore[arg-type]
    )


def long_ground() -> DossierForm:
    form = DossierForm.shown({"comments": "x" * 250})
    form.note("comments", "Use at most 200 characters; these are 250")
    return form


BEING_MADE = Status("now", "Being made")
PAPERS = (
    ("award/debrief.html", "", LETTER),
    ("award/debrief.html", "out", OUT),
    ("award/letters.html", "", letters(3)),
    ("award/letters.html", "empty", letters(0)),
    (
        "record/job.html",
        "running",
        job(Status("now", "Being made"), running=True, made=3, of=9, words="3 of 9", cancel="#"),
    ),
    ("record/job.html", "begins", job(BEING_MADE, running=True, words="It begins", cancel="#")),
    ("record/job.html", "done", job(Status("done", "Done"), download="#", size="2.1 MB")),
    ("award/report.html", "", report(ReportForm.shown())),
    ("award/report.html", "missing", missing_report()),
    ("award/report.html", "closed", closed_report()),
    ("award/redaction.html", "", redaction()),
    ("award/redaction.html", "filled", redaction(papers.PassageRow(1, "selection", "97.72", "Commercial interest"))),
    ("record/dossier.html", "", dossier(DossierForm.shown())),
    ("record/dossier.html", "error", dossier(long_ground())),
    ("record/dossier.html", "waits", dossier(DossierForm.shown(), post="", built=(), waits="It can be built later.")),
    ("record/job.html", "failed", job(Status("bad", "Not made"))),
)
