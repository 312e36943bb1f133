# SPDX-License-Identifier: EUPL-1.2
"""Text that any XML 1.0 document can hold."""

import re

_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """`text` without the few code points XML knows no way to write."""
    return _FORBIDDEN.sub("\ufffd", text)
