"""The dossier of a tender: built as long work, alone or with a public extract, and the key that seals it."""

from __future__ import annotations

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from appraisal.core.errors import Conflict
from appraisal.services.record.dossier.desk import DossierDesk, EarlierDossier, dossier_desk
from appraisal.services.record.seal import public_seal, seal_fingerprint
from appraisal.web.machine.guard import actor
from appraisal.web.machine.long_work import begin_work
from appraisal.web.machine.request_kit import kit
from appraisal.web.parts import Fact
from appraisal.web.record.dossier_forms import DossierForm
from appraisal.web.record.dossier_pages import BuiltLine, DossierPage
from appraisal.web.record.dossier_work import extract_kind, whole_kind
from appraisal.web.tendering.tender_frame import trail_to
from appraisal.web.tendering.tenders import answer, set_zone
from appraisal.web.times import moment

pages = Blueprint("dossier", __name__)

KIND = "dossier"


@pages.route("/tenders/<tender>/dossier", methods=["GET", "POST"], endpoint="dossier")
def dossier(tender: str) -> AnyResponse:
    """What it is, what was built, and building it."""
    desk = dossier_desk(kit(), actor(), tender)
    set_zone(desk.tender)
    form = DossierForm.asked()
    if form.accepted():
        if not desk.can_build:
            raise Conflict("The dossier can be built once all bids are open, or the tender is cancelled")
        kind = extract_kind(form.grounds) if form.act.data == "extract" else whole_kind()
        return redirect(f"/jobs/{begin_work(actor(), KIND, kind, desk.tender.id, 0)}", 303)
    return answer("record/dossier.html", _page(desk, form), form)


@pages.get("/tenders/<tender>/dossier/seal.pem", endpoint="key")
def key(tender: str) -> Response:
    """The public half of the seal's key."""
    dossier_desk(kit(), actor(), tender)
    if not seal_fingerprint(kit()):
        raise Conflict("The seal’s key is made with the first dossier; expected that first")
    response = Response(public_seal(kit()).pem, mimetype="application/x-pem-file")
    response.headers.set("Content-Disposition", "attachment", filename="seal.pem")
    return response


def _page(desk: DossierDesk, form: DossierForm) -> DossierPage:
    tender, base = desk.tender, f"/tenders/{desk.tender.id}/dossier"
    zone = tender.zone
    facts = [Fact("Format", "ZIP with a BagIt 1.0 bag", note="Checked with public tools, or with appraisal verify.")]
    if desk.fingerprint:
        facts.append(Fact("Seal key, fingerprint (SHA-256)", _spaced(desk.fingerprint), mono=True))
        facts.append(Fact("Seal key, public half", "seal.pem", f"{base}/seal.pem", note="For those who verify."))
    return DossierPage(
        title="Dossier",
        heading="Dossier",
        lede="Everything of the tender in one sealed file: who has it can check it, and rank the bids again.",
        eyebrow=f"Tender {tender.reference}",
        trail=trail_to(tender),
        troubles=form.troubles,
        form=form,
        post=base if desk.can_build else "",
        waits="" if desk.can_build else "It can be built once all bids are open, or the tender is cancelled.",
        facts=tuple(facts),
        built=tuple(_line(one, zone) for one in desk.built),
    )


def _line(one: EarlierDossier, zone: str) -> BuiltLine:
    what = f"Public extract of {_short(one.extract_of)}" if one.extract_of else "Dossier"
    return BuiltLine(moment(one.at, zone, kit().now()), one.who, what, _short(one.digest))


def _short(digest: str) -> str:
    figures = digest.removeprefix("sha256:")
    return f"{figures[:8]}…{figures[-8:]}"


def _spaced(fingerprint: str) -> str:
    return " ".join(fingerprint[at : at + 8] for at in range(0, len(fingerprint), 8))
