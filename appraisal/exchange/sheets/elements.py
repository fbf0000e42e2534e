"""The XML parts of spreadsheets as they go by, element by element; nothing of them is kept but what a reader takes.

An element is known by its name without a prefix, since programs differ in the namespaces they write.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml.expatreader import create_parser

MOST_ELEMENTS = 500_000
"""XML elements in one part of a spreadsheet."""
DEEPEST = 50
LONGEST_CELL = 32_767
"""Characters that a cell can hold."""


class Elements(ContentHandler):
    """Gives each element by its name without a prefix, and counts them."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._depth = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the name that the parser calls
        self._count += 1
        self._depth += 1
        if self._count > MOST_ELEMENTS or self._depth > DEEPEST:
            raise ValueError("too many elements")
        self.start(name.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in attrs.items()})

    def endElement(self, name: str) -> None:  # noqa: N802 - the name that the parser calls
        self._depth -= 1
        self.end(name.rpartition(":")[2])

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""


def parse(stream: BinaryIO, handler: Elements) -> None:
    """Reads a part through its handler.

    Raises:
        SAXException, DefusedXmlException, ValueError, LookupError: it is not XML, or built to exhaust its reader.
    """
    parser = create_parser(forbid_dtd=True)
    parser.setContentHandler(handler)
    parser.parse(stream)
