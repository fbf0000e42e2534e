"""Every template with a view of made-up contents, filled and empty: what tests and people look at."""

from __future__ import annotations

from dataclasses import replace

from appraisal.web.account import account_forms as account_forms
from appraisal.web.account import account_pages as account
from appraisal.web.award import award_forms as award_forms
from appraisal.web.award import award_pages as award
from appraisal.web.bidding import bid_pages as supplier
from appraisal.web.bidding import commitment_forms as commitment
from appraisal.web.bidding import question_pages as questions
from appraisal.web.bidding import submission_forms as submission
from appraisal.web.bidding import submission_pages as submission_views
from appraisal.web.bidding import team_forms as team
from appraisal.web.bidding import unsaved_pages as unsaved
from appraisal.web.machine import patterns
from appraisal.web.machine.fields import options
from appraisal.web.machine.form import Form
from appraisal.web.machine.patterns import DEADLINE
from appraisal.web.machine.refusal_page import RefusalPage
from appraisal.web.opening import opening_forms as opening
from appraisal.web.opening import opening_pages as opening_views
from appraisal.web.parts import AddendumLine, Fact, Link, Moment, Notice, Status, Step, Task, Trouble, View
from appraisal.web.tendering import clarification_forms as clarification
from appraisal.web.tendering import lot_forms as lot
from appraisal.web.tendering import profile_pages as profile_views
from appraisal.web.tendering import tender_forms as tender_forms
from appraisal.web.tendering import tender_pages as buyer
from appraisal.web.tendering.timetable_forms import TimetableForm, addendum_form
from comparison_gallery import COMPARISON_PAGES
from gallery_audit import AUDIT
from gallery_evaluator import EVALUATOR
from gallery_moderation import MODERATED
from gallery_papers import PAPERS

LONG = "a-word-that-never-ends-" * 6
TRAIL = (Link("Tenders", "#"), Link("2026/041 Workplace and service desk", "#"))
BID = {"eyebrow": "Dovre Drift AS, lot 1", "trail": TRAIL}
LOT = {"eyebrow": "Lot 1, draft", "trail": TRAIL}


def at(day: str, hour: str, iso: str) -> Moment:
    return Moment(f"{day}, {hour}", iso, "Europe/Amsterdam (UTC+01:00)", day, hour)


PUBLISHED = at("Mon 2 November", "09:00", "2026-11-02T09:00:00+01:00")
LAST = at("Fri 20 November", "17:00", "2026-11-20T17:00:00+01:00")
OPENING = at("Fri 11 December", "14:00", "2026-12-11T14:00:00+01:00")
RECEIVED = at("Thu 10 December 2026", "16:48:09", "2026-12-10T16:48:09+01:00")

STEPS = (
    Step("Published", PUBLISHED, "past"),
    Step("Last question", LAST, "past"),
    Step("Deadline for bids", DEADLINE, "now"),
    Step("Opening", OPENING, "coming", "two officers"),
)
AREAS = (
    ("SCM", "Service Commitment Management", ""),
    ("CFM", "Configuration Management", ""),
    ("SRI", "Service Request and Incident Management", ""),
)
OFFICERS = (("p1", "Janneke de Boer", ""), ("p2", "Marijke Hofstra", "Has set no passphrase yet"))


def wrong(form: Form, **troubles: str) -> Form:
    for name, words in troubles.items():
        form.note(name, words)
    return form


def offering(form: Form, name: str, choices: tuple[tuple[str, ...], ...]) -> Form:
    form[name].choices = options(choices)
    return form


def question(number: int, text: str, answer: str = "", **more: object) -> questions.QuestionField:
    return questions.QuestionField(f"SRI-Q{number}", number, text, answer, **more)  # type: ignore[arg-type]


FILES = (
    questions.EvidenceLine("e1", "Incident procedure 2026.pdf", "#", "640 kB"),
    questions.EvidenceLine("e2", "Service desk report Q3.pdf", "#", "2.1 MB"),
)
ADDENDUM = AddendumLine(
    1,
    "Mon 9 November, 10:00",
    "Clarified peak hours",
    (
        "Deadline for bids: Fri 18 December, 12:00 instead of Fri 11 December, 12:00",
        "Configuration Management: fully instead of partially, now a knock-out, weight 2 instead of 1, 3 questions",
        f"{LONG} is not asked any more",
    ),
    "9f2c 41d7 0b11 … 77a1",
)
PEOPLE = (
    account.PersonLine("Tor Bakken", "tor@example.org", "officer", "Active", (account.PersonAct("Disable", "#"),)),
    account.PersonLine(
        "Wilhelmina van der Heijden-Oosterbaan",
        "wilhelmina.van.der.heijden-oosterbaan@noorderland-hospitals.example",
        "auditor, evaluator, officer",
        "Active, with one-time codes",
        (account.PersonAct("Turn off codes", "#"), account.PersonAct("Disable", "#")),
    ),
    account.PersonLine("Bo Vos", "bo@example.org", "evaluator", "Disabled", (account.PersonAct("Enable", "#"),)),
)
AREA = questions.AreaPage(
    title="Service Request and Incident Management",
    heading="Service Request and Incident Management",
    eyebrow="Level 2, Repeatable",
    lede="Incidents and user requests are recorded, followed and resolved, so that the service keeps to its agreed "
    "levels. ITIL calls this Service Desk and Incident Management.",
    trail=TRAIL,
    deadline=DEADLINE,
    groups=(
        questions.QuestionGroup(
            "What is done",
            (
                question(1, "Is the handling of incidents and service requests planned for each service?", "yes"),
                question(
                    2,
                    "Is every incident and request recorded, analysed, followed and resolved by one procedure?",
                    "yes",
                    evidence=FILES,
                ),
                question(
                    3,
                    "Are users and other affected parties kept informed of the state of their incidents and requests?",
                    "no",
                    comment="Users of the portal see the state. Telephone users are told on request only.",
                ),
            ),
        ),
        questions.QuestionGroup(
            "What makes it last",
            (
                question(4, "Is there a written policy for handling incidents, with a responsible function?", "yes"),
                question(5, "Do the staff have the tools, knowledge and training to handle events in time?", "dk"),
                question(6, "Do you measure event handling (e.g. volumes, backlog, resolution times)?"),
            ),
        ),
    ),
    files=(("e1", "Incident procedure 2026.pdf"), ("e2", "Service desk report Q3.pdf")),
    finished="no",
    revision="7",
    saved="Saved at 14:32:07",
    progress="5 of 6 answered",
    asks=Fact("What the buyer asks", "Fully, and it is a knock-out", note="“The heart of the service desk.” 16.0 %"),
    answers_as=Fact(
        "You answer as", "Tor Bakken, service desk", note="Give your own view. Colleagues answer separately."
    ),
    without_evidence=(("SRI-Q4", 4),),
    back="#",
)
AREA_WRONG = replace(
    AREA,
    troubles=(
        Trouble("Question 6: choose an answer, or “Don’t know”", "SRI-Q6-yes"),
        Trouble("Question 7: “audit-2025.xlsm” can hold macros, so it was not kept. Upload it as PDF", "SRI-Q7-new"),
        Trouble("Say whether you have completed this section", "finished-yes"),
    ),
    troubles_note="Everything you typed is saved, so you can also come back later.",
    finished="",
    finished_error="Say whether you have completed this section",
    groups=(
        questions.QuestionGroup(
            "What is done",
            (
                question(6, "Do you measure event handling?", error="Choose an answer, or “Don’t know”"),
                question(
                    7,
                    "Is event handling reviewed by management and independently audited?",
                    "yes",
                    upload_error="“audit-2025.xlsm” can hold macros, so it was not kept. Upload it as PDF",
                ),
            ),
        ),
    ),
    without_evidence=(),
)
REQUIREMENT = profile_views.RequirementLine(
    "SCM", "Service Commitment Management", "fully", "", "3", "60.0 %", "100%", True, "Service levels are the contract."
)
PROFILE = profile_views.ProfilePage(
    title="Required profile, lot 1",
    heading="What must a supplier’s processes achieve?",
    lede="Pick the areas that matter for service desk and workplace support. Say how far each must go, and why.",
    **LOT,  # type: ignore[arg-type]
    form=offering(
        offering(
            lot.ProfileForm.shown(
                {
                    "title": "Service desk",
                    "service": "First line",
                    "required_level": "2",
                    "min_respondents": "3",
                    "evidence": "required",
                    "use": "selection",
                    "may_be_na": ["CFM"],
                }
            ),
            "required_level",
            (("0", "No whole level"), ("2", "Up to level 2, repeatable")),
        ),
        "may_be_na",
        AREAS[:2],
    ),
    levels=(
        profile_views.RequirementLevel(
            2,
            "Level 2, Repeatable",
            "100.0 %",
            (
                REQUIREMENT,
                replace(
                    REQUIREMENT,
                    id="CFM",
                    name="Configuration Management",
                    target="number",
                    number="60",
                    weight="2",
                    share="40.0 %",
                    bar="67%",
                    knock_out=False,
                ),
            ),
            (("SRI", "Service Request and Incident Management"),),
        ),
        profile_views.RequirementLevel(3, "Level 3, Defined", "", (), (("PRM", "Problem Management"),)),
    ),
    targets=(("partially", "Partially"), ("fully", "Fully"), ("number", "A number")),
    knock_outs=("Service Commitment Management",),
    areas=2,
    questions=15,
    minutes="about 20 minutes for one respondent",
    heaviest="Service Commitment Management, 60.0 %",
    warnings=(profile_views.Caution("Configuration Management (CFM) has 60 % of the weight and can decide alone."),),
    saved="Saved at 15:04:22",
    version=3,
    post="#",
    settings="#",
    upload="#",
    download="#",
    preview="#",
)
CLARIFICATION = buyer.WaitingQuestion(
    "c1", "Are the peak hours meant in local time?", PUBLISHED, clarification.AnswerForm.shown()
)
SUBMIT = submission_views.SubmitPage(
    title="Declare and submit",
    heading="Declare and submit your bid",
    **BID,  # type: ignore[arg-type]
    deadline=DEADLINE,
    facts=(Fact("Respondents", "3"), Fact("Evidence", "11 files")),
    form=submission.SubmitForm.shown(),
    key="k",
    post="#",
    back="#",
)
RECEIPT = submission_views.ReceiptPage(
    title="Bid received",
    heading="Your bid has been received",
    lede="It is sealed. Nobody can read it before the opening on Fri 11 December, 14:00 Europe/Amsterdam.",
    **BID,  # type: ignore[arg-type]
    reference="B-2026-041-1-07",
    received=RECEIVED,
    before="19 hours before the deadline",
    signed_by="Ingrid Solheim",
    version="2, replaces version 1 of 8 December",
    digest="4be1f7a09c52d8836be0417f9ad2c1650e7733b8a4d91f2c58e6107bd3fa92c4",
    files=(
        submission_views.ReceiptFile("Event handling plan v4.pdf", "1.2 MB", "c07a91e4" * 8),
        submission_views.ReceiptFile("Service catalogue 2026.pdf", "3.4 MB", "2e6db7f1" * 8),
    ),
    pdf="#",
    document="#",
    next_steps=(
        Step("Until Fri 11 December, 12:00", None, "now", "You can withdraw or change the bid. The last one counts."),
        Step("Fri 11 December, 14:00", None, "coming", "Two officers open the bids."),
    ),
    change="#",
    withdraw="#",
)
STANDSTILL_ENDS = at("Mon 28 December 2026", "23:59", "2026-12-28T23:59:59+01:00")
RANKING = (
    award.RankLine("1", "Dovre Drift AS", "93.41", Status("done", "All met"), "Low"),
    award.RankLine("2", "Aldermoor IT Services Ltd", "88.07", Status("care", "Unclear: Problem Management"), "Medium"),
    award.RankLine(
        "", "Brandveen BV", "61.90", Status("bad", "Missed: Configuration Management"), "High", "Not ranked"
    ),
    award.RankLine("", "Estuary Ltd", "", Status("none", "Out"), "", "Withdrawn: letter of 16 December"),
)
SAYS = "Dovre Drift AS ranks first on quality: it meets all 3 knock-outs and reaches 93.4 of 100."
AWARD_FACTS = (
    Fact("Lot", "1, Service desk and workplace support"),
    Fact("Bids opened", "4"),
    Fact("Digest of the comparison", "9f2c 41d7 0be8 … 77a1", mono=True),
)
RECOMMENDED = award.DecisionBlock(
    "recommendation",
    "Recommendation",
    Status("done", "Recommended"),
    "Award to Aldermoor IT Services Ltd",
    "Janneke de Boer, Tue 15 December 2026, 10:01 Europe/Amsterdam (UTC+01:00)",
    departs="Departs from the comparison, which recommends Dovre Drift AS",
    reasons="The second bid serves every site today.\n\nThe first one would begin in March only.",
    facts=(Fact("Digest", "4be1 f7a0 9c52 … 92c4", mono=True), Fact("Of the comparison", "9f2c 41d7", mono=True)),
)
APPROVED = replace(
    RECOMMENDED,
    id="approval",
    heading="Approval",
    status=Status("bad", "Void"),
    what="Void: the comparison changed",
    departs="",
    reasons="",
)
AWARD_STEPS = (
    Step("Evaluation closed", at("Tue 15 December", "10:00", "2026-12-15T10:00:00+01:00"), "past"),
    Step("Recommended", at("Tue 15 December", "10:01", "2026-12-15T10:01:00+01:00"), "past"),
    Step("Approved", at("Tue 15 December", "10:02", "2026-12-15T10:02:00+01:00"), "past"),
    Step("Letters sent", at("Tue 15 December", "10:03", "2026-12-15T10:03:00+01:00"), "past"),
    Step("Standstill ends", STANDSTILL_ENDS, "now"),
    Step("Decided", None),
)
AWARD = award.AwardPage(
    title="Award of lot 1",
    heading="Award to Dovre Drift AS is announced",
    eyebrow="Tender 2026/041, lot 1, Service desk",
    trail=TRAIL,
    next=Notice(
        "Nothing to do until Mon 28 December, 23:59", "The standstill ends then, Europe/Amsterdam, in 13 days."
    ),
    steps=AWARD_STEPS,
    ranking=RANKING,
    says=SAYS,
    decisions=(
        replace(APPROVED, status=Status("done", "Approved"), what="Approved on exactly this comparison"),
        RECOMMENDED,
    ),
    earlier=(award.EarlierLine("Recommendation", "Marijke Hofstra, Mon 14 December 2026, 16:40", "11aa 22bb"),),
    facts=AWARD_FACTS,
    acts=(Link("Recommend otherwise", "#"),),
    back="#",
)


def offered_recommendation() -> award_forms.RecommendForm:
    form = award_forms.RecommendForm.shown({"reasons": "It serves every site today."})
    form.offer((("R-1", "Dovre Drift AS", "Rank 1, fit 93.41"), ("R-2", "Aldermoor IT", "Rank 2, fit 88.07")))
    return form


RECOMMEND = award.RecommendPage(
    title="Recommend an award",
    heading="Recommend an award, or none",
    lede="The recommendation is bound to the comparison as you see it here. Another officer approves it.",
    trail=TRAIL,
    form=offered_recommendation(),
    comparison="sha256:9f2c",
    earlier="",
    voids="",
    ranking=RANKING,
    says=SAYS,
    facts=AWARD_FACTS,
    post="#",
    back="#",
)
NOTIFY = award.NotifyPage(
    title="Send the letters",
    heading="Send the letters and begin the standstill",
    trail=TRAIL,
    form=award_forms.NotifyForm.shown({"days": "10", "kind": "calendar", "holidays": "2026-12-25\n2026-12-26"}),
    approval="sha256:4be1",
    shown=STANDSTILL_ENDS.iso,
    first="Wed 16 December 2026",
    ends=STANDSTILL_ENDS,
    facts=(
        Fact("Decision", "Award to Dovre Drift AS"),
        Fact("Letters to", "Dovre Drift AS, Aldermoor IT Services Ltd, Brandveen BV, Estuary Ltd"),
    ),
    post="#",
    back="#",
)
FORM_PAGE = buyer.FormPage(title="x", heading="x", form=tender_forms.BeginForm.shown(), post="#", back="#")


PAGES: tuple[tuple[str, str, View], ...] = (
    ("patterns.html", "", patterns.sample()),
    (
        "refusal.html",
        "",
        RefusalPage(
            title="Page not found",
            heading="There is nothing here for you to see",
            lede="Either the address is wrong, or it belongs to a tender you do not take part in.",
            ways=(Link("Go to your tenders", "#"),),
            mention="404-2MZD",
            problems=("deadline: lies in the past; expected a later date", LONG),
        ),
    ),
    (
        "refusal.html",
        "late",
        RefusalPage(
            title="The time for this is over",
            heading="The time for this is over",
            lede="Asking the buyer a question was possible until 20 November 2026, 17:00. Nothing was changed.",
            ways=(Link("Go to your tenders", "#"),),
            mention="409-2MZD",
            typed=(("Question", f"Is Sunday a working day?\n{LONG}"),),
        ),
    ),
    (
        "refusal.html",
        "kept",
        RefusalPage(
            title="Nothing you typed is lost",
            heading="Nothing you typed is lost",
            resend="#",
            act="Send it now",
            keep=(("SRI-Q1", "yes"),),
            ways=(Link("Leave it", "#"),),
            mention="none",
        ),
    ),
    (
        "account/sign_in.html",
        "",
        account.SignInPage(title="Sign in", heading="Sign in", form=account_forms.SignInForm.shown(), next="/bids"),
    ),
    (
        "account/sign_in.html",
        "errors",
        account.SignInPage(
            title="Sign in",
            heading="Sign in",
            form=wrong(account_forms.SignInForm.shown({"email": "tor@example.org"}), password="Give your password"),
            troubles=(Trouble("Give your password", "password"),),
            keep=(("SRI-Q1", "yes"),),
            note="You were signed out after a while. Nothing you typed is lost.",
        ),
    ),
    (
        "account/new.html",
        "",
        account.NewAccountPage(
            title="Set up",
            heading="Set up this installation",
            form=wrong(account_forms.SetUpForm.shown(), email="Give your e-mail address"),
            troubles=(Trouble("Give your e-mail address", "email"),),
            facts=(Fact("Tender", "Workplace and service desk"), Fact("For", "tor@example.org")),
            act="Set up and sign in",
            post="#",
        ),
    ),
    (
        "account/account.html",
        "",
        account.AccountPage(title="Account", heading="Your account", facts=(Fact("Name", "Tor Bakken"),), links=TRAIL),
    ),
    (
        "account/password.html",
        "",
        account.PlainFormPage(
            title="P", heading="Change your password", form=account_forms.PasswordForm.shown(), post="#", back="#"
        ),
    ),
    (
        "account/passphrase.html",
        "",
        account.PlainFormPage(
            title="P", heading="Passphrase", form=account_forms.RenewPassphraseForm.shown(), post="#", back="#"
        ),
    ),
    (
        "account/forgotten.html",
        "",
        account.PlainFormPage(
            title="F", heading="Forgotten?", form=account_forms.AddressForm.shown(), post="#", back="#", done="Sent."
        ),
    ),
    (
        "account/code.html",
        "",
        account.CodePage(
            title="Code",
            heading="Set up a one-time code",
            form=account_forms.TurnOnCodeForm.shown(),
            post="#",
            back="#",
            active=False,
            secret="ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
            qr='<svg class="qr" viewBox="0 0 9 9"><title>x</title></svg>',
        ),
    ),
    (
        "account/code.html",
        "active",
        account.CodePage(
            title="C", heading="Remove it", form=account_forms.TurnOffCodeForm.shown(), post="#", back="#", active=True
        ),
    ),
    (
        "account/outbox.html",
        "",
        account.OutboxPage(
            title="Outbox",
            heading="Outbox",
            mails=(account.MailLine("tor@example.org", "Invitation", "today", "Waits", f"Hello,\n\n{LONG}"),),
        ),
    ),
    ("account/outbox.html", "empty", account.OutboxPage(title="Outbox", heading="Outbox", mails=())),
    (
        "account/people.html",
        "",
        account.PeoplePage(
            title="Accounts",
            heading="Accounts",
            people=PEOPLE,
            form=account_forms.PersonForm.shown(),
            post="#",
            find="#",
        ),
    ),
    (
        "account/find.html",
        "",
        account.FindPersonPage(
            title="H",
            heading="Help somebody",
            form=account_forms.FindPersonForm.shown(),
            found=None,
            post="#",
            back="#",
        ),
    ),
    (
        "account/find.html",
        "found",
        account.FindPersonPage(
            title="H",
            heading="Help somebody",
            form=account_forms.FindPersonForm.shown({"email": "wilhelmina@noorderland.example"}),
            found=PEOPLE[1],
            post="#",
            back="#",
        ),
    ),
    (
        "account/find.html",
        "nobody",
        account.FindPersonPage(
            title="H",
            heading="Help somebody",
            form=wrong(account_forms.FindPersonForm.shown(), email="There is no account with this address"),
            troubles=(Trouble("There is no account with this address", "email"),),
            found=None,
            post="#",
            back="#",
        ),
    ),
    (
        "account/appearance.html",
        "",
        account.AppearancePage(
            title="A", heading="Appearance", form=account_forms.AppearanceForm.shown(), back="/", has_account=True
        ),
    ),
    (
        "account/demo.html",
        "",
        account.DemoPage(
            title="D", heading="Who are you?", groups=(("Buyer", (account.DemoPerson("p", "Janneke", "officer"),)),)
        ),
    ),
    ("account/help.html", "", account.TextPage(title="Help", heading="Help", contact="help@example.org")),
    (
        "account/accessibility.html",
        "",
        account.TextPage(title="A", heading="Accessibility", contact="help@example.org"),
    ),
    (
        "tendering/tenders.html",
        "",
        buyer.TendersPage(
            title="Tenders",
            heading="Tenders",
            tenders=(buyer.TenderLine("Workplace and service desk", "2026/041", "#", Status("now", "Open for bids")),),
            create="#",
        ),
    ),
    ("tendering/tenders.html", "empty", buyer.TendersPage(title="Tenders", heading="Tenders", tenders=(), create="#")),
    ("tendering/tender_new.html", "", replace(FORM_PAGE, heading="Begin a tender")),
    (
        "tendering/tender.html",
        "",
        buyer.OverviewPage(
            title="Workplace and service desk",
            heading="Workplace and service desk for the Noorderland hospitals",
            eyebrow="Tender 2026/041, open for bids",
            trail=TRAIL,
            next=Notice("Next: answer two clarification questions", "The first has waited three days.", "Answer", "#"),
            steps=STEPS,
            zone="Europe/Amsterdam (UTC+01:00)",
            lots=(
                buyer.LotLine(
                    1,
                    "Service desk and workplace support",
                    "#",
                    "Level 2, parts of 3",
                    13,
                    3,
                    92,
                    ("J. de Boer", "M. Hofstra"),
                ),
            ),
            invitations=(
                buyer.InvitationLine(
                    "Aldermoor IT", "a@example.org", "2 November", Status("done", "Opened 2 November")
                ),
                buyer.InvitationLine(
                    "Estuary Managed Services", "e@example.org", "9 November", Status("care", "Not opened yet"), "#"
                ),
            ),
            addenda=(ADDENDUM,),
            time_left="18 days",
            facts=(Fact("Reference", "2026/041"), Fact("Frozen under digest", "9f2c 41d7", mono=True)),
            acts=(Link("Write an addendum", "#"), Link("Cancel the tender", "#")),
            add_lot="#",
            timetable="#",
            invite="#",
        ),
    ),
    (
        "tendering/tender.html",
        "empty",
        buyer.OverviewPage(
            title="x",
            heading="A new tender",
            next=Notice("Next: add a lot"),
            steps=(Step("Published", None),),
            zone="",
            lots=(),
            invitations=(),
            addenda=(),
            time_left="",
            facts=(),
            acts=(),
            add_lot="#",
        ),
    ),
    (
        "tendering/lot_new.html",
        "",
        buyer.LotStartPage(
            title="L",
            heading="Add a lot",
            form=offering(lot.NewLotForm.shown(), "profile", (("service-desk", "Service desk"),)),
            version=1,
            post="#",
            back="#",
        ),
    ),
    ("tendering/profile.html", "", PROFILE),
    (
        "tendering/profile.html",
        "errors",
        replace(
            PROFILE,
            troubles=(Trouble("Weight of Service Commitment Management: give a number above 0", "SCM-w"),),
            levels=(
                replace(
                    PROFILE.levels[0], lines=(replace(REQUIREMENT, weight="x", errors=("Give a number above 0",)),)
                ),
            ),
        ),
    ),
    ("tendering/profile_file.html", "", replace(FORM_PAGE, form=lot.ProfileFileForm.shown())),
    (
        "tendering/preview.html",
        "",
        profile_views.PreviewPage(
            download="#",
            title="P",
            heading="What suppliers will be asked",
            areas=(
                profile_views.PreviewArea(
                    "Configuration Management", "Level 2", "Fully", "Why", "Purpose", ("One?", "Two?")
                ),
            ),
            back="#",
        ),
    ),
    (
        "tendering/timetable.html",
        "",
        buyer.TimetablePage(
            title="T",
            heading="When does it happen?",
            form=wrong(
                TimetableForm.shown({"zone": "Europe/Amsterdam", "deadline": {"day": "2026-10-25", "hour": "02:30"}}),
                **{"deadline-hour": "Twice"},
            ),
            troubles=(Trouble("Deadline: say which of the two is meant", "deadline-fold"),),
            version=1,
            post="#",
            back="#",
        ),
    ),
    (
        "tendering/publish.html",
        "",
        buyer.PublishPage(
            title="P",
            heading="Publish the tender",
            form=tender_forms.PublishForm.shown(),
            blocks=(Link("Set the dates", "#"),),
            warnings=(
                profile_views.Caution("Configuration Management (CFM) has 60 % of the weight and can decide alone."),
            ),
            facts=(Fact("Lots", "1"),),
            version=1,
            post="#",
            back="#",
        ),
    ),
    (
        "tendering/recovery.html",
        "",
        buyer.RecoveryPage(
            title="R",
            heading="Keep the recovery key",
            lots=(
                buyer.RecoveryLot(
                    "Lot 1, Service desk",
                    "ABCD-EFGH-IJKL-MNOP",
                    (
                        buyer.RecoveryHalf("First half", "ABCD-EFGH-" * 4, "data:application/pdf;base64,", "1.pdf"),
                        buyer.RecoveryHalf("Second half", "IJKL-MNOP-" * 4, "data:application/pdf;base64,", "2.pdf"),
                    ),
                ),
            ),
            onward="#",
        ),
    ),
    (
        "tendering/addendum.html",
        "",
        buyer.AddendumPage(
            title="A",
            heading="Write addendum 1",
            form=addendum_form(((1, "Service desk"),)).shown(),
            version=1,
            post="#",
            back="#",
        ),
    ),
    (
        "tendering/lot.html",
        "",
        buyer.LotPage(
            title="L",
            heading="Settings",
            form=offering(lot.SettingsForm.shown(), "officers", OFFICERS),
            version=1,
            post="#",
            drop="#",
            back="#",
        ),
    ),
    (
        "tendering/head.html",
        "",
        buyer.HeadPage(
            title="H", heading="Title and access", form=tender_forms.HeadForm.shown(), version=1, post="#", back="#"
        ),
    ),
    (
        "opening/emergency.html",
        "",
        opening_views.EmergencyPage(
            title="E", heading="Open with the recovery key", form=opening.RecoveryPartForm.shown(), post="#", back="#"
        ),
    ),
    ("tendering/invite.html", "", replace(FORM_PAGE, form=tender_forms.InviteForm.shown())),
    ("tendering/cancel.html", "", replace(FORM_PAGE, form=tender_forms.CancelForm.shown())),
    (
        "tendering/clarifications.html",
        "",
        buyer.ClarificationsPage(
            title="Q",
            heading="Questions and answers",
            waiting=(CLARIFICATION,),
            answered=(buyer.AnsweredQuestion(1, "Is Sunday a working day?", "Yes, in Amsterdam time.", LAST),),
            key="k",
            until=LAST,
            form=None,
            post="#",
            back="#",
        ),
    ),
    (
        "tendering/own_clarifications.html",
        "",
        buyer.ClarificationsPage(
            title="Q",
            heading="Questions and answers",
            waiting=(CLARIFICATION,),
            answered=(buyer.AnsweredQuestion(1, "Is Sunday a working day?", "Yes, in Amsterdam time.", LAST),),
            key="k",
            until=LAST,
            form=clarification.AskForm.shown(),
            post="#",
            back="#",
            frozen="Questions closed on Fri 20 November, 17:00.",
        ),
    ),
    (
        "opening/opening.html",
        "",
        opening_views.OpeningPage(
            title="O",
            heading="Open the bids",
            lots=(
                opening_views.OpeningLot(
                    1,
                    "Service desk",
                    Status("now", "One of two is here"),
                    ("Any two of: J. de Boer",),
                    "#",
                    opening.KeyPartForm.shown(suffix="-1"),
                    "#",
                ),
            ),
            opened=(
                opening_views.OpenedLot(
                    2,
                    "Network",
                    "Fri 11 December 2026, 14:06:31",
                    "J. de Boer and M. Hofstra",
                    "Each used the own passphrase.",
                    (
                        opening_views.OpenedBid(
                            "Dovre Drift AS",
                            "R-1",
                            "Thu 10 December 2026, 16:48:09",
                            "Counts",
                            "4be1f7a0" * 8,
                            "#",
                            Link("Files", "#", 2),
                        ),
                    ),
                    "4be1f7a0" * 8,
                    "#",
                ),
            ),
            back="#",
        ),
    ),
    ("award/award.html", "", AWARD),
    (
        "award/award.html",
        "void",
        replace(
            AWARD,
            heading="Approval void: the comparison changed",
            lede="Letters and standstill fall with it: begin with a new recommendation.",
            next=Notice("Next: recommend an award, or none", "Bound to the comparison now.", "Recommend", "#"),
            decisions=(APPROVED, replace(RECOMMENDED, status=Status("bad", "Void"), departs="")),
        ),
    ),
    (
        "award/award.html",
        "empty",
        replace(AWARD, next=None, ranking=(), says="", decisions=(), earlier=(), acts=(), heading="Being evaluated"),
    ),
    ("award/award_recommend.html", "", RECOMMEND),
    (
        "award/award_recommend.html",
        "errors",
        replace(
            RECOMMEND,
            voids="An approval holds on this lot: another recommendation voids it.",
            form=wrong(
                offered_recommendation(),
                outcome="Choose a bid, or no award",
                departs="Tick this",
                reasons="Give the reasons",
            ),
            troubles=(
                Trouble("Choose a bid, or no award", "outcome"),
                Trouble("Tick this", "departs"),
                Trouble("Give the reasons", "reasons"),
            ),
        ),
    ),
    (
        "award/award_approve.html",
        "",
        award.ApprovePage(
            title="Approve",
            heading="Approve: Award to Aldermoor IT Services Ltd?",
            trail=TRAIL,
            form=award_forms.ApproveForm.shown(),
            recommendation="sha256:4be1",
            comparison="sha256:9f2c",
            decision=RECOMMENDED,
            ranking=RANKING,
            says=SAYS,
            facts=AWARD_FACTS,
            post="#",
            back="#",
        ),
    ),
    ("award/award_notify.html", "", NOTIFY),
    (
        "award/award_notify.html",
        "errors",
        replace(
            NOTIFY,
            form=wrong(
                award_forms.NotifyForm.shown({"days": "ten", "kind": "calendar"}),
                days="Give the days as a whole number, like 10",
                holidays="Line 1: “26 December” is no date; give one like 2026-12-25",
                sure="Tick this to send the letters",
            ),
            troubles=(
                Trouble("Give the days as a whole number, like 10", "days"),
                Trouble("Line 1: “26 December” is no date; give one like 2026-12-25", "holidays"),
                Trouble("Tick this to send the letters", "sure"),
            ),
            first="",
            ends=None,
        ),
    ),
    (
        "award/award_make.html",
        "",
        award.MakePage(
            title="Make the award",
            heading="Make the award?",
            trail=TRAIL,
            form=award_forms.MakeAwardForm.shown(),
            notice="sha256:4be1",
            decision=replace(RECOMMENDED, departs=""),
            facts=(Fact("Letters", "4"), Fact("Ends", "Mon 28 December 2026, 23:59")),
            post="#",
            back="#",
        ),
    ),
    (
        "opening/opened_evidence.html",
        "",
        opening_views.OpenedEvidencePage(
            title="Evidence of Dovre Drift AS",
            heading="Evidence of Dovre Drift AS",
            eyebrow="Lot 1, Service desk, receipt R-1, version 2",
            items=(
                opening_views.EvidenceItem(f"{LONG}.pdf", "#", "1.2\u00a0MB", "3 answers", "4be1f7a0" * 8, "plan.pdf"),
                opening_views.EvidenceItem("Handbook", "#", "link", "no answer", f"https://dovre.example/{LONG}"),
            ),
            back="#",
        ),
    ),
    (
        "opening/opened_evidence.html",
        "none",
        opening_views.OpenedEvidencePage(title="Evidence", heading="Evidence of Estuary Ltd", items=(), back="#"),
    ),
    (
        "bidding/late.html",
        "",
        unsaved.LatePage(
            title="Not saved: the time for this is over",
            heading="This came too late to be saved",
            lede="Answering questions was possible until 11 December 2026, 12:00 Europe/Amsterdam (UTC+01:00).",
            answers=(
                unsaved.LateAnswer(
                    "Question 2",
                    "Is the handbook kept where everybody finds it?",
                    (("Answer", "Yes"), ("Comment", f"In the drawer.\n\n{LONG}"), ("Link", "https://dovre.example/x")),
                ),
            ),
            saved="",
            back="#",
            **BID,
        ),
    ),
    (
        "bidding/late.html",
        "none",
        unsaved.LatePage(title="N", heading="Too late", answers=(), saved="Everything had been saved.", back="#"),
    ),
    (
        "bidding/bids.html",
        "",
        supplier.BidsPage(
            title="Your bids",
            heading="Your bids",
            tenders=(
                supplier.TenderRow(
                    "Workplace and service desk",
                    "2026/041",
                    "#",
                    DEADLINE,
                    (Task("l1", "1 Service desk", Status("now", "5 of 13 areas complete"), "#"),),
                ),
            ),
        ),
    ),
    ("bidding/bids.html", "empty", supplier.BidsPage(title="Your bids", heading="Your bids", tenders=())),
    (
        "tendering/known_tender.html",
        "",
        supplier.TenderPage(
            title="T",
            heading="Workplace and service desk",
            deadline=DEADLINE,
            steps=STEPS,
            zone="Europe/Amsterdam (UTC+01:00)",
            lots=(
                supplier.LotOffer(
                    1,
                    "Service desk",
                    "First line for 3,000 workplaces",
                    "13 areas, 92 questions",
                    "#",
                    "#",
                    team.StartForm.shown(suffix="-1"),
                ),
                supplier.LotOffer(2, "Network", "LAN and WAN", "16 areas", href="#"),
            ),
            facts=(Fact("Buyer", "Noorderland Hospitals"),),
            addenda=(ADDENDUM,),
            questions=Link("Questions and answers", "#", 6),
        ),
    ),
    (
        "bidding/bid.html",
        "",
        supplier.BidPage(
            title="Your bid",
            heading="Your bid for service desk and workplace support",
            lede="Five of 13 areas are complete. Answer in any order; everything is saved as you write.",
            **BID,  # type: ignore[arg-type]
            next=None,
            deadline=DEADLINE,
            groups=(
                supplier.TaskGroup(
                    2,
                    "Level 2, Repeatable",
                    (
                        Task(
                            "SCM", "Service Commitment Management", Status("done", "Completed"), "#", "Ingrid Solheim"
                        ),
                        Task("CFM", "Configuration Management", Status("now", "5 of 8 answered"), "#", "Maria Lunde"),
                        Task("SDL", "Service Delivery", Status("none", "Not started"), "#", "Maria Lunde"),
                        Task(
                            "FSM",
                            "Financial IT Service Management",
                            Status("care", "Give to a colleague"),
                            "#",
                            "Nobody yet",
                        ),
                    ),
                ),
            ),
            finish=(Task("check", "Check answers, declare and submit", Status("none", "After all areas")),),
            answered=118,
            asked=206,
            answered_percent="57%",
            respondents=(supplier.RespondentLine("Ingrid Solheim", "bid manager", "7 of 13"),),
            also=(Link("Evidence files", "#", 11), Link("Questions and answers", "#", 6)),
            reuse=team.ReuseForm.shown(),
            post_reuse="#",
            post_confirm="#",
            changed="#",
        ),
    ),
    ("bidding/area.html", "", AREA),
    ("bidding/area.html", "errors", AREA_WRONG),
    (
        "bidding/area.html",
        "closed",
        replace(AREA, closed="The deadline has passed; this is what you answered.", groups=AREA.groups[:1]),
    ),
    (
        "bidding/team.html",
        "",
        supplier.TeamPage(
            title="Team",
            heading="Who answers what",
            **BID,  # type: ignore[arg-type]
            members=(supplier.MemberLine("Tor Bakken", "service desk", "4 areas", "3 of 4 complete", "#"),),
            form=offering(team.ColleagueForm.shown(), "areas", AREAS),
            post="#",
            back="#",
        ),
    ),
    (
        "bidding/member.html",
        "",
        supplier.MemberPage(
            remove="#",
            title="M",
            heading="Tor Bakken",
            form=offering(team.MemberForm.shown(), "areas", AREAS),
            post="#",
            back="#",
        ),
    ),
    (
        "bidding/evidence.html",
        "",
        supplier.EvidencePage(
            key="k",
            title="E",
            heading="Evidence",
            files=(supplier.FileLine("e1", "Plan.pdf", "#", "1.2 MB", "c07a91e4" * 8, "#"),),
            room="12 of 200 MB are used.",
            form=submission.EvidenceForm.shown(),
            post="#",
            back="#",
        ),
    ),
    (
        "bidding/evidence.html",
        "empty",
        supplier.EvidencePage(key="k", title="E", heading="Evidence", files=(), room="", form=None, post="#", back="#"),
    ),
    (
        "bidding/commitments.html",
        "",
        supplier.CommitmentsPage(
            title="W",
            heading="What you will improve",
            **BID,  # type: ignore[arg-type]
            lines=(
                supplier.CommitmentLine(
                    "Configuration Management",
                    "Record every change of the telephone scripts,\nalso of those read out by partners.",
                    "30 June 2027",
                    "Questions 2 and 4",
                    "",
                    "#",
                ),
                supplier.CommitmentLine(
                    "Problem Management", "Review records.", "1 May 2026", "All questions", "This day is past", "#"
                ),
            ),
            form=offering(commitment.PickAreaForm.shown(), "area", AREAS),
            new="#",
            back="#",
        ),
    ),
    (
        "bidding/commitments.html",
        "empty",
        supplier.CommitmentsPage(title="W", heading="What you will improve", lines=(), form=None, new="#", back="#"),
    ),
    (
        "bidding/commitment.html",
        "",
        supplier.CommitmentPage(
            title="W",
            heading="Configuration Management",
            **BID,  # type: ignore[arg-type]
            form=offering(commitment.CommitmentForm.shown(), "questions", AREAS),
            key="k",
            post="#",
            remove="#",
            back="#",
        ),
    ),
    (
        "bidding/commitment.html",
        "errors",
        supplier.CommitmentPage(
            title="W",
            heading="Configuration Management",
            form=wrong(
                offering(commitment.CommitmentForm.shown(), "questions", AREAS),
                text="Say what you will do",
                by="Give the day",
            ),
            troubles=(Trouble("Say what you will do", "text"), Trouble("Give the day", "by")),
            key="k",
            post="#",
            remove="",
            back="#",
        ),
    ),
    (
        "bidding/unsettled.html",
        "",
        submission_views.UnsettledPage(
            title="U",
            heading="Contradictions and unknowns",
            questions=(
                submission_views.UnsettledQuestion(
                    "Configuration Management",
                    2,
                    "Is every change recorded?",
                    "Contradiction",
                    (
                        submission_views.VoiceLine("Tor Bakken", "Yes"),
                        submission_views.VoiceLine("Maria Lunde", "No", "Not in the north"),
                    ),
                    "#",
                ),
            ),
            back="#",
        ),
    ),
    (
        "bidding/unsettled.html",
        "empty",
        submission_views.UnsettledPage(title="U", heading="Contradictions", questions=(), back="#"),
    ),
    (
        "bidding/check.html",
        "",
        submission_views.CheckPage(
            title="C",
            heading="Check your answers",
            **BID,  # type: ignore[arg-type]
            deadline=DEADLINE,
            lines=(
                submission_views.CheckLine(
                    "Configuration Management", "6 yes, 1 no, 1 don’t know", "2 files", "#", "1 blank"
                ),
            ),
            clauses=(
                "By 30 June 2027 Fjordnett Drift AS will do the following, so that question CFM-Q2 on Configuration "
                "Management can be answered with yes: Record every change of the telephone scripts.",
            ),
            commitments="#",
            blocks=(Link("Configuration Management: one question is blank", "#"),),
            form=submission.ScopeForm.shown(),
            post="#",
            back="#",
        ),
    ),
    ("bidding/submit.html", "", SUBMIT),
    (
        "bidding/submit.html",
        "errors",
        replace(
            SUBMIT,
            form=wrong(submission.SubmitForm.shown(), declare="Tick this to submit", name="Give your full name"),
            troubles=(Trouble("Tick this to submit", "declare"), Trouble("Give your full name", "name")),
        ),
    ),
    ("bidding/receipt.html", "", RECEIPT),
    ("bidding/receipt.html", "bare", replace(RECEIPT, files=(), withdraw="")),
    (
        "bidding/stale.html",
        "",
        unsaved.StalePage(
            title="Not saved",
            heading="This section changed while you were writing",
            questions=(
                unsaved.StaleQuestion("SRI-Q3", "Question 3", "No", "Telephone users are told.", "Yes", "Portal."),
            ),
            keep=(("SRI-Q1", "yes"),),
            revision="3",
            saved="saved at 14:41:06",
            post="#",
            discard="#",
        ),
    ),
    (
        "bidding/withdraw.html",
        "",
        submission_views.WithdrawPage(
            title="W", heading="Withdraw the bid?", form=submission.WithdrawForm.shown(), post="#", back="#"
        ),
    ),
    (
        "bidding/improvement.html",
        "",
        supplier.ImprovementPage(
            title="Your way up",
            heading="2 areas keep you from level 2, Repeatable",
            steps=(
                supplier.ImprovementStep(
                    "Configuration Management",
                    "Level 2",
                    "Now partially, for the level fully",
                    "",
                    (("Is it?", "Answered no"),),
                ),
            ),
            not_asked="Subcontract Management",
            pdf="#",
            back="#",
        ),
    ),
    (
        "bidding/indication.html",
        "",
        supplier.IndicationPage(
            title="I",
            heading="Your indicated profile",
            lede="An indication from your own answers, for your team alone.",
            lines=(
                supplier.IndicationLine(
                    "Configuration Management", 2, "Fully", "Partially", "72 %", "Minor gap", "minor"
                ),
            ),
            facts=(Fact("Indicated level", "1"),),
            back="#",
        ),
    ),
    *PAPERS,
    *MODERATED,
    *AUDIT,
    *EVALUATOR,
    *COMPARISON_PAGES,
)
"""(template, state, view): each template in each state worth looking at."""
