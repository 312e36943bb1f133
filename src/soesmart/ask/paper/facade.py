# SPDX-License-Identifier: EUPL-1.2
"""What other rooms may use of paper: sheets with corner marks, printing them and reading them back."""

from soesmart.ask.paper.engine.layout import FRAMES, Box, Frame, Layout, Rect
from soesmart.ask.paper.engine.marks import modules
from soesmart.ask.paper.engine.payload import Payload
from soesmart.ask.paper.exports import qr_svg, typeset
from soesmart.ask.paper.needs import missing
from soesmart.ask.paper.reading import Job, ReadCard, ReadPage, Unreadable, count_pages, read_page
from soesmart.ask.paper.types import NotInstalled

__all__ = (
    "FRAMES",
    "Box",
    "Frame",
    "Job",
    "Layout",
    "NotInstalled",
    "Payload",
    "ReadCard",
    "ReadPage",
    "Rect",
    "Unreadable",
    "count_pages",
    "missing",
    "modules",
    "qr_svg",
    "read_page",
    "typeset",
)
