# SPDX-License-Identifier: EUPL-1.2
"""Words that nobody writes in good faith about other people: a text with one waits for a person.

Short on purpose. A list judges no text: it only says that somebody should look before everybody does. Words
that many also use harmlessly (animals, "dumm", "Nazi" in a question about history) are left out; towns add
their own by the setting `ask.hold_back_words`. Written as `hold_back` reads them.
"""

from soesmart.ask.engine.hold_back import hit

_GERMAN = (
    "Arschloch",
    "Wichser",
    "Hurensohn",
    "Hurensöhne",
    "Missgeburt",
    "Fotze",
    "Schlampe",
    "Nutte",
    "Drecksau",
    "Dreckschwein",
    "Drecksschwein",
    "Schwuchtel",
    "Kanake",
    "Neger",
    "Nigger",
    "Zigeunerpack",
    "*gesindel",
    "Untermensch",
    "Herrenmensch",
    "Kameltreiber",
    "Ziegenficker",
    "Judensau",
    "Judenpack",
    "Saujude",
    "*schmarotzer",
    "Dreckspack",
    "Drecksvolk",
    "Spasti",
    "Mongo",
    "verrecke*",
    "fick dich",
    "fickt euch",
    "Ausländer raus",
    "Juden raus",
    "Türken raus",
    "Moslems raus",
    "Sieg Heil",
    "Heil Hitler",
    "vergasen",
    "vergast gehör*",
    "gehört vergast",
    "gehören vergast",
    "an die Wand stellen",
    "an die Wand gestellt",
    "abknallen",
    "aufhängen sollte man",
    "gehört aufgehängt",
    "gehören aufgehängt",
    "gehört erschossen",
    "gehören erschossen",
    "totschlagen",
    "bring dich um",
    "bringe dich um",
    "stech dich ab",
    "ich weiß wo du wohnst",
    "wir wissen wo du wohnst",
)
_OTHERS = (
    "motherfucker",
    "faggot",
    "go back to your country",
    "kill yourself",
    "orospu*",
    "piç",
    "сука",
    "хуй*",
    "хуе*",
    "підор*",
    "пидор*",
    "жид",
    "жиди",
    "كلب ابن كلب",
    "ابن الشرموطة",
)
WORDS = _GERMAN + _OTHERS


def hateful(text: str) -> bool:
    return bool(hit(text, WORDS))
