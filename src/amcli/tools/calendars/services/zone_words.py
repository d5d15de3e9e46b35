"""Names of zones in other languages than English, as programs write them that have no other name at hand.

They are the names that people use for the clock of a region; of the several zones that have it, the one that most of
those live in who speak the language.
"""

from __future__ import annotations

import unicodedata

# The words of a name without those for summer, winter and time, by the zone.
_NAMES = {
    "Europe/Berlin": ("mitteleuropaische", "w. europe", "central european", "middle european", "cet", "mez", "met"),
    "Europe/Paris": ("europe centrale", "d'europe centrale", "romance"),
    "Europe/Madrid": ("europa central", "de europa central"),
    "Europe/Rome": ("europa centrale", "dell'europa centrale"),
    "Europe/Amsterdam": ("midden-europese", "west-europa", "centraal-europese"),
    "Europe/Warsaw": ("srodkowoeuropejski", "europa srodkowa"),
    "Europe/Prague": ("stredoevropsky",),
    "Europe/Stockholm": ("centraleuropeisk", "centraleuropa", "mellaneuropeisk"),
    "Europe/Oslo": ("sentraleuropeisk",),
    "Europe/Copenhagen": ("centraleuropaeisk", "romansk"),
    "Europe/Budapest": ("kozep-europai",),
    "Europe/London": ("westeuropaische", "western european", "wez", "wet", "britische",
                      "greenwich mean", "gmt greenwich mean"),
    "Europe/Lisbon": ("europa ocidental", "da europa ocidental"),
    "Europe/Athens": ("osteuropaische", "eastern european", "europe de l'est", "oez", "eet"),
    "Europe/Helsinki": ("ita-euroopan",),
    "Europe/Moscow": ("moskauer", "moscow", "московское", "moscou"),
    "America/New_York": ("ostliche usa und kanada", "nordamerikanische ostkusten", "nordamerikanische ost", "eastern",
                         "est etats-unis & canada"),
    "America/Chicago": ("nordamerikanische inland", "nordamerikanische zentral", "central"),
    "America/Denver": ("rocky-mountain", "rocky mountain", "mountain"),
    "America/Los_Angeles": ("nordamerikanische westkusten", "pazifische", "pacific"),
    "America/Sao_Paulo": ("brasilia", "de brasilia", "brasilianische"),
    "Asia/Tokyo": ("japanische", "japan", "japon", "du japon", "日本標準時", "日本"),
    "Asia/Shanghai": ("chinesische", "china", "chine", "中国标准时间", "中国標準時間"),
    "Asia/Kolkata": ("indische", "india", "inde", "indian"),
    "Asia/Seoul": ("koreanische", "korea", "coree", "대한민국 표준시"),
}  # fmt: skip
_TIME = frozenset((
    "zeit", "normalzeit", "standardzeit", "sommerzeit", "winterzeit", "standard", "time", "daylight", "summer",
    "winter", "heure", "normale", "d'ete", "d'hiver", "standaardtijd", "tijd", "zomertijd", "wintertijd", "hora",
    "estandar", "ora", "solare", "legale", "estate", "czas", "standardowy", "letni", "zimowy", "cas", "tid",
    "normaltid", "sommartid", "sommertid", "vintertid", "ido", "aika", "normaaliaika", "время", "standaard", "padrao",
    "horario",
))  # fmt: skip
ZONES_BY_WORDS = {name: zone for zone, names in _NAMES.items() for name in names}


def words_of_zone(name: str) -> str:
    """A name in small letters without accents, and without the words that only say that it is a time."""
    parted = unicodedata.normalize("NFKD", name.strip().lower().replace("\u2019", "'"))
    plain = "".join(letter for letter in parted if not unicodedata.combining(letter)).replace("ł", "l")
    words = [_without_time(word) for word in unicodedata.normalize("NFC", plain).replace("æ", "ae").split()]
    return " ".join(word for word in words if word)


def _without_time(word: str) -> str:
    """`Ostküstenzeit` is one word."""
    word = word.strip("()")
    if word in _TIME:
        return ""
    for ending in ("normalzeit", "standardzeit", "sommerzeit", "winterzeit", "-zeit", "zeit"):
        if word.endswith(ending) and len(word) > len(ending):
            return word.removesuffix(ending).rstrip("-")
    return word
