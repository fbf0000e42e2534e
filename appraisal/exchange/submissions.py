"""The bids of one comparison, from the files of their responses and findings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from appraisal.core.errors import InvalidInput, NotFound, Problem
from appraisal.core.profile import RequiredProfile
from appraisal.core.response import Findings, Response
from appraisal.core.scoring import Submission
from appraisal.exchange.files import read_bytes
from appraisal.exchange.findings_json import parse_findings
from appraisal.exchange.refusals import Refusal, raise_all
from appraisal.exchange.response_json import LIMIT, parse_response

ZIP = b"PK\x03\x04"
"""How a workbook begins."""


def load_response(source: str, profile: RequiredProfile) -> Response:
    """The response in a file: JSON, or the workbook of the questionnaire filled in.

    Raises:
        NotFound: the file does not exist.
        InvalidInput: with every problem of the file.
    """
    data = read_bytes(Path(source), LIMIT)
    if data.startswith(ZIP):
        from appraisal.exchange.response_xlsx import response_from_xlsx

        data = response_from_xlsx(source, data, profile)
    return parse_response(source, data, profile)


def load_submissions(
    profile: RequiredProfile, responses: Sequence[str], findings: Sequence[str] = ()
) -> list[Submission]:
    """Read every file and join responses with findings by supplier, in the order of the responses.

    Raises:
        NotFound: all that is wrong is that files do not exist.
        InvalidInput: with the problems of all files; two responses or two findings files of one supplier included.
    """
    refusals: list[Refusal] = []
    read: dict[str, tuple[str, Response]] = {}
    for source in responses:
        try:
            response = load_response(source, profile)
            _refuse_twin(source, "response", response.supplier.id, {key: file for key, (file, _) in read.items()})
            read[response.supplier.id] = (source, response)
        except (InvalidInput, NotFound) as refusal:
            refusals.append(refusal)
    found = _load_findings(profile, findings, {key: response for key, (_, response) in read.items()}, refusals)
    raise_all(refusals)
    return [Submission(response, found.get(supplier), source) for supplier, (source, response) in read.items()]


def _load_findings(
    profile: RequiredProfile, sources: Sequence[str], responses: dict[str, Response], refusals: list[Refusal]
) -> dict[str, Findings]:
    found: dict[str, Findings] = {}
    files: dict[str, str] = {}
    for source in sources:
        try:
            findings = parse_findings(source, read_bytes(Path(source), LIMIT), profile, responses)
            _refuse_twin(source, "findings file", findings.supplier, files)
            found[findings.supplier], files[findings.supplier] = findings, source
        except (InvalidInput, NotFound) as refusal:
            refusals.append(refusal)
    return found


def _refuse_twin(source: str, what: str, supplier: str, files: dict[str, str]) -> None:
    if supplier in files:
        path = "supplier.id" if what == "response" else "supplier"
        wrong = f"supplier {supplier} has another {what} in {files[supplier]}"
        raise InvalidInput(source, [Problem(path, wrong, f"expected one {what} a supplier")])
