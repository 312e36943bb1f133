# SPDX-License-Identifier: EUPL-1.2
"""Answers for one person: no cache that others share may have them."""

from django.http import HttpRequest

_MARK = "page_is_personal"


def keep_out(request: HttpRequest) -> None:
    """What is answered to this request now is meant for whoever asked, and for nobody else."""
    vars(request)[_MARK] = True


def is_kept_out(request: HttpRequest) -> bool:
    return _MARK in vars(request)
