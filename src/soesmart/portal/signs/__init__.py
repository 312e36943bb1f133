# SPDX-License-Identifier: EUPL-1.2
"""Videos in German Sign Language that a town puts beside its pages: docs/how-to/sign-language-videos.md."""
