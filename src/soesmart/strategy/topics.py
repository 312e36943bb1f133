# SPDX-License-Identifier: EUPL-1.2
"""The big questions of our time, each with what a first local question could be: examples, never answers."""

from dataclasses import dataclass


def _(text: str) -> str:
    """Marks words for the catalogues; pages translate them."""
    return text


@dataclass(frozen=True, slots=True)
class Topic:
    """`number` and `story`: how a start could sound; `sdgs`: the United Nations' goals it belongs to."""

    slug: str
    name: str
    question: str
    number: str
    story: str
    sdgs: tuple[int, ...]


TOPICS: tuple[Topic, ...] = (
    Topic(
        "klima",
        _("Klima"),
        _("Wie hören wir auf, das Klima aufzuheizen?"),
        _("Wie viel Strom kommt bei uns vom Dach?"),
        _("Wie hat jemand aus dem Ort die Heizung getauscht?"),
        (13, 7),
    ),
    Topic(
        "mobilitaet",
        _("Unterwegs sein"),
        _("Wie kommen alle hin, auch ohne Auto?"),
        _("Wie viele Dörfer haben nach 20 Uhr noch einen Bus?"),
        _("Wie kommt eine Auszubildende morgens zur Arbeit?"),
        (11, 9),
    ),
    Topic(
        "teilen",
        _("Gerecht teilen"),
        _("Wer hat viel, wer hat zu wenig?"),
        _("Wie viele Kinder bei uns leben von Bürgergeld?"),
        _("Was fehlt einer Familie mit wenig Geld hier am meisten?"),
        (1, 10),
    ),
    Topic(
        "pandemie",
        _("Pandemie"),
        _("Was machen wir beim nächsten Mal besser?"),
        _("Wie viele Menschen erreicht die Stadt an einem Tag?"),
        _("Wer war in der letzten Pandemie allein, und wer hat geholfen?"),
        (3,),
    ),
    Topic(
        "migration",
        _("Ankommen"),
        _("Wie werden aus Fremden Nachbarn?"),
        _("Wie lange wartet man auf einen Sprachkurs?"),
        _("Wann hat sich jemand zum ersten Mal hier zu Hause gefühlt?"),
        (10, 16),
    ),
    Topic(
        "extremismus",
        _("Zusammenhalt"),
        _("Was hält uns zusammen, wenn jemand spaltet?"),
        _("Wie viele Menschen gehen bei uns wählen?"),
        _("Wo haben Menschen hier trotz Streit zusammen etwas geschafft?"),
        (16,),
    ),
    Topic(
        "artenvielfalt",
        _("Artenvielfalt"),
        _("Was lebt hier noch in zwanzig Jahren?"),
        _("Wie viel Fläche wird bei uns nicht gemäht?"),
        _("Welches Tier gab es früher hier, und wo?"),
        (15,),
    ),
    Topic(
        "kreislauf",
        _("Kreislauf"),
        _("Wie werfen wir weniger weg?"),
        _("Wie viel Restmüll fällt bei uns je Mensch an?"),
        _("Was wurde im Repair-Café gerettet?"),
        (12,),
    ),
    Topic(
        "arbeit",
        _("Arbeit"),
        _("Wovon leben wir hier in zwanzig Jahren?"),
        _("Wie viele Ausbildungsplätze bleiben frei?"),
        _("Wie hat sich ein Betrieb am Ort verändert?"),
        (8,),
    ),
    Topic(
        "essen",
        _("Essen"),
        _("Woher kommt, was wir essen?"),
        _("Wie viel vom Essen in den Schulen kommt aus der Region?"),
        _("Wie lebt ein Hof in unserem Dorf?"),
        (2, 12),
    ),
    Topic(
        "aelter-werden",
        _("Älter werden"),
        _("Wie werden wir hier gut alt?"),
        _("Wie weit ist es vom Dorf bis zur nächsten Praxis?"),
        _("Wer hilft einer Nachbarin, die nicht mehr gut laufen kann?"),
        (3, 11),
    ),
)
BY_SLUG = {topic.slug: topic for topic in TOPICS}
