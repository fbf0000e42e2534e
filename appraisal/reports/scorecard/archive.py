"""The PDF as an archive file, PDF/A-3b, with the comparison's own file inside."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from appraisal.reports.scorecard.colour_profile import srgb

COMPARISON = "comparison.json"


def archived(pdf: bytes, title: str, comparison_json: bytes | None) -> bytes:
    """The drawn document as PDF/A-3b, the same bytes at every run; the comparison is attached where it is given."""
    buffer = BytesIO()
    with Pdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            if "/Trans" in page:
                del page.Trans
        if comparison_json is not None:
            _attach(document, comparison_json)
        _output_intent(document)
        _describe(document, title)
        document.save(
            buffer,
            deterministic_id=True,
            linearize=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            min_version="1.7",
        )
    return buffer.getvalue()


def _attach(document: Pdf, comparison_json: bytes) -> None:
    stream = Stream(document, comparison_json)
    stream.Type = Name.EmbeddedFile
    stream.Subtype = Name("/application/json")
    stream.Params = Dictionary(Size=len(comparison_json))
    file = document.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(COMPARISON),
            UF=String(COMPARISON),
            Desc=String("The comparison with every figure as an exact fraction"),
            AFRelationship=Name.Data,
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    document.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String(COMPARISON), file])))
    document.Root.AF = Array([file])


def _output_intent(document: Pdf) -> None:
    profile = Stream(document, srgb())
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB"),
        DestOutputProfile=profile,
    )
    document.Root.OutputIntents = Array([document.make_indirect(intent)])


def _describe(document: Pdf, title: str) -> None:
    """Title and conformance, and nothing that could differ between runs: no producer's version, no time."""
    del document.docinfo
    document.Root.Lang = String("en")
    document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        metadata["pdfaid:part"] = "3"
        metadata["pdfaid:conformance"] = "B"
