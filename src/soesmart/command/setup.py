# SPDX-License-Identifier: EUPL-1.2
"""Starts Django for the words that need the database."""

import os

import django


def start() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soesmart.conf.settings")
    django.setup()
