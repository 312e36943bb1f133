# SPDX-License-Identifier: EUPL-1.2
"""From a typed question to the facts that answer it, with the probability of each being right.

    lexicon.py      words → concepts: stems, synonyms, compounds, misspellings
    index.py        concepts → candidate facts, with their features
    calibration.py  features → probability, fitted by tools/workshop/fit.py

Pure Python and data; knows no town, no database, no web.
"""
