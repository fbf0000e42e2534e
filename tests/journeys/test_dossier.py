"""A dossier in a real browser: built while the page watches, downloaded, and verified as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from appraisal.exchange.dossier.seal import PublicSeal
from appraisal.exchange.dossier.verification import verify_dossier
from demonstration import Site, tab

TENDER = "Databases for the laboratories"


def build(page: Any, site: Site, press: str, out: Path) -> None:
    """From the list of tenders to the file."""
    page.goto(f"{site.address}/tenders")
    page.get_by_role("link", name=TENDER).first.click()
    page.get_by_role("link", name="Dossier", exact=True).click()
    page.get_by_role("button", name=press).click()
    link = page.get_by_role("link", name="Download the file")
    for _ in range(30):
        if link.count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    with page.expect_download() as download:
        link.click()
    download.value.save_as(out)


def test_an_officer_builds_a_dossier_without_script_and_with_the_key_it_verifies(
    chromium: Any, site: Site, tmp_path: Path
) -> None:
    with tab(chromium, site, "Janneke de Boer", java_script_enabled=False) as page:
        build(page, site, "Build the dossier", tmp_path / "dossier.zip")
        page.goto(f"{site.address}/tenders")
        page.get_by_role("link", name=TENDER).first.click()
        page.get_by_role("link", name="Dossier", exact=True).click()
        with page.expect_download() as key:
            page.get_by_role("link", name="seal.pem").click()
        key.value.save_as(tmp_path / "seal.pem")

    found = verify_dossier(tmp_path / "dossier.zip", PublicSeal.parse("seal.pem", (tmp_path / "seal.pem").read_bytes()))
    assert (found.index.title, found.known_key) == (TENDER, True)


def test_an_auditor_builds_one_with_script(chromium: Any, site: Site, tmp_path: Path) -> None:
    with tab(chromium, site, "Hanne Vos", width=320) as page:
        build(page, site, "Build the dossier", tmp_path / "dossier.zip")

    assert verify_dossier(tmp_path / "dossier.zip").index.title == TENDER
