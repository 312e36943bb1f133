# SPDX-License-Identifier: EUPL-1.2
import pytest

from soesmart.kernel.folding import fold, words
from soesmart.places.engine.gazetteer import Entry, Gazetteer
from soesmart.places.engine.spellings import spellings

OURS = words(
    "Ampen Bergede Deiringsen Enkesen Epsingsen Hattrop Hattropholsen Hiddingsen Katrop Lendringsen "
    "Meckingsen Meiningsen Müllingsen Ostönnen Paradiese Röllingsen Ruploh Thöningsen",
)


def _entry(name: str, *aliases: str, **more: object) -> Entry:
    return Entry(fold(name), spellings(name, aliases, "Soest"), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    near_words = {
        "Ampen": {"ampel", "ampeln", "ampere", "amen"},
        "Bergede": {"bergen", "bergende", "berge"},
        "Paradiese": {"paradiesen"},
    }
    villages = [
        _entry(
            name,
            not_meant=frozenset(near_words.get(name, ())),
            also_words=frozenset({"paradiese"} if name == "Paradiese" else ()),
        )
        for name in OURS
    ]
    return Gazetteer(
        [
            *villages,
            _entry("Soest"),
            _entry("Altstadt", "Innenstadt", "Zentrum", also_words=frozenset({"zentrum"}), with_article=True),
            _entry("Bahnhof Soest", "Hauptbahnhof", with_article=True),
            _entry("Wiesenkirche", "St. Maria zur Wiese", with_article=True),
            _entry("Bad Berleburg"),
            _entry("Menden", not_meant=frozenset({"meiden", "menschen", "melden", "wenden"})),
            _entry("Westönnen", foreign=True),
        ]
    )
