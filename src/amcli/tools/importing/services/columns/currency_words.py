"""What files call currencies: codes, names, signs, and the words of many languages for "currency" itself.

The whole kind: a text that names one currency (`EUR`, `Euro`, `€`, `EUR - Euro`), and a sign that several share (`$`,
`¥`, `£`, `kr`, `Rs`), which means whatever the file, the account or the configuration says, and is asked for where
none of them says it. Nothing here ever takes the likeliest of several.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

# ISO 4217; a test holds them against the library that fills the portfolio's own table.
_ISO = """AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE
    CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF
    GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR
    LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN
    PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS
    TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XCD XCG XOF XPF YER
    ZAR ZMW ZWG"""
CODES = frozenset(_ISO.split())
# Codes of currencies that are gone, or of none of the standard's: a column of them is one of currencies all the same.
_OTHERS = """ANG BGN BTC CNH CUC CYP DEM EEK ESP ATS BEF FIM FRF GGP GRD HRK IEP IMP ITL JEP LTL LUF LVL MRO MTL NLG PTE
    ROL RUR SIT SKK SLL STD TRL VEF ZWL"""
OTHER_CODES = frozenset(_OTHERS.split())
# Codes that are words as well: in a title they count in brackets alone.
WORDLIKE = frozenset({"ALL", "BAM", "CHE", "COP", "COU", "CUP", "GEL", "LAK", "MAD", "MOP", "PEN", "SOS", "TOP", "TRY"})

# Signs of one currency alone. Case and a point at the end do not count.
SIGNS = {
    "€": "EUR", "₹": "INR", "₩": "KRW", "원": "KRW", "₺": "TRY", "TL": "TRY", "₪": "ILS", "₽": "RUB", "₴": "UAH",
    "грн": "UAH", "₫": "VND", "฿": "THB", "₱": "PHP", "₦": "NGN", "₡": "CRC", "₲": "PYG", "₸": "KZT", "₮": "MNT",
    "₭": "LAK", "៛": "KHR", "₼": "AZN", "₾": "GEL", "֏": "AMD", "৳": "BDT", "₵": "GHS", "GH₵": "GHS", "zł": "PLN",
    "Kč": "CZK", "Ft": "HUF", "SFr": "CHF", "RM": "MYR", "Rp": "IDR", "S/": "PEN", "KSh": "KES",
    "円": "JPY", "JP¥": "JPY", "CN¥": "CNY", "RMB": "CNY", "元": "CNY", "人民币": "CNY", "د.إ": "AED", "R$": "BRL",
    "US$": "USD", "U$S": "USD", "U.S.$": "USD", "C$": "CAD", "CA$": "CAD", "CAN$": "CAD", "CDN$": "CAD", "A$": "AUD",
    "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "SG$": "SGD", "NT$": "TWD", "MX$": "MXN", "Mex$": "MXN",
    "AR$": "ARS", "CLP$": "CLP", "COL$": "COP", "RD$": "DOP", "J$": "JMD", "TT$": "TTD", "E£": "EGP", "UK£": "GBP",
    "GB£": "GBP", "Ikr": "ISK", "Skr": "SEK", "Nkr": "NOK", "Dkr": "DKK",
}  # fmt: skip

# Signs that several currencies share.
FAMILIES = {
    "$": """USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU DOP BBD BSD BZD BMD JMD TTD XCD FJD NAD LRD BND GYD SRD KYD
        SBD""",
    "¥": "JPY CNY",
    "£": "GBP EGP LBP SYP SDG SSP GIP FKP SHP",
    "kr": "SEK NOK DKK ISK",
    "Rs": "INR PKR LKR NPR MUR SCR",
    "Fr": "CHF XOF XAF XPF RWF BIF CDF DJF GNF KMF",
    "CFA": "XOF XAF",
    "FCFA": "XOF XAF",
    "lei": "RON MDL",
    "руб": "RUB BYN",
    "R": "ZAR LSL SZL NAD",
    "Dh": "AED MAD",
    "﷼": "SAR IRR QAR OMR YER",
    "Bs": "BOB VES",
}
SPOKEN = {"$": "dollars"}  # what to say instead of a sign
_SAME = {"￥": "¥", "₨": "Rs", "₤": "£", "р": "руб", "Dhs": "Dh", "＄": "$", "﹩": "$", "Kr": "kr", "￡": "£"}

# Names, as files write them in a column of currencies. Case and spaces do not count, nor a plural's s.
CURRENCY_NAMES = {
    "USD": "us dollar | united states dollar | american dollar | dollar us | us-dollar | dólar estadounidense | "
    "dollar américain | 美元 | 米ドル | 미국 달러 | доллар сша",
    "EUR": "euro | evro | eiro | евро | ευρώ | ユーロ | 欧元 | 유로",
    "GBP": "pound sterling | sterling | british pound | uk pound | great britain pound | britisches pfund | "
    "pfund sterling | livre sterling | libra esterlina | 英镑",
    "CHF": "swiss franc | schweizer franken | franc suisse | franco svizzero | franco suizo",
    "JPY": "japanese yen | yen | japanischer yen | 日本円 | 日元 | 엔",
    "CNY": "chinese yuan | yuan | renminbi | yuan renminbi | chinese yuan renminbi | 人民币 | 人民币元",
    "INR": "indian rupee | indische rupie | भारतीय रुपया",
    "CAD": "canadian dollar | kanadischer dollar | dollar canadien",
    "AUD": "australian dollar | australischer dollar | dollar australien",
    "NZD": "new zealand dollar", "SGD": "singapore dollar", "HKD": "hong kong dollar | 港币",
    "TWD": "new taiwan dollar",
    "SEK": "swedish krona | schwedische krone | svensk krona | svenska kronor",
    "NOK": "norwegian krone | norwegische krone | norsk krone | norske kroner",
    "DKK": "danish krone | dänische krone | dansk krone | danske kroner",
    "PLN": "polish zloty | zloty | złoty | złoty polski | polnischer zloty",
    "CZK": "czech koruna | koruna česká | česká koruna | tschechische krone",
    "HUF": "hungarian forint | forint | magyar forint", "TRY": "turkish lira | türk lirası | türkische lira",
    "RUB": "russian ruble | российский рубль | russischer rubel", "UAH": "hryvnia | гривня | ukrainian hryvnia",
    "BRL": "brazilian real | real brasileiro", "MXN": "mexican peso | peso mexicano",
    "ZAR": "south african rand | rand", "KRW": "south korean won | korean won | 원",
    "ILS": "israeli new shekel | shekel",
    "AED": "uae dirham", "SAR": "saudi riyal", "THB": "thai baht | baht", "RON": "romanian leu | leu românesc",
}  # fmt: skip

# "Currency" in many languages, as a whole word of a title.
CURRENCY_WORDS = """currency | curr | ccy | cur | crncy | currencies | währung | waehrung | wkz | wrg | whg | whrg |
    devise | monnaie | moneda | divisa | valuta | valuutta | waluta | waluty | měna | měny | mena | meny | valūta |
    valiuta | deviza | pénznem | monedă | moeda | munt | muntsoort | gjaldmiðill | para birimi | döviz | döviz cinsi |
    валюта | валюты | валюти | νόμισμα | 通貨 | 币种 | 货币 | 貨幣 | 幣別 | 幣種 | 货币代码 | 币别 | 통화 |
    mata uang | tiền tệ | loại tiền | สกุลเงิน | العملة | عملة | ارز | מטבע | मुद्रा"""
# What may stand behind such a word, in one word with it or not.
SUFFIXES = """code | iso | iso code | iso4217 | iso 4217 | id | key | symbol | name | abbreviation | kennzeichen |
    schlüssel | codice | código | kod | kodu | type | コード | 代码 | 코드 | код | kode | koodi"""
# Whose currency it is, in front of the word: of the amount itself; other words may mean one's own books.
PREFIXES = """amount | deal | opportunity | order | invoice | transaction | trans | document | sd document | doc |
    contract | quote | payment | price | billing | presentment | sales | account | customer | original | target |
    budget | expense | beleg | rechnungs | auftrags | transactional | iso | item | line | code | code de | código de |
    codigo de | codice | kod | kód | mã | код | kode"""
_BARE = re.compile(r"[\W_]+")
_CODE_AND_NAME = re.compile(r"([A-Za-z]{3})\s?(?:[-–:(].+|\(.+\))")  # as Salesforce shows a currency: EUR - Euro
_NAME_AND_CODE = re.compile(r".+[(\[]([A-Z]{3})[)\]]")  # Euro (EUR)


def code_of(text: str) -> str | None:
    """The one currency that a text names by its code, its name or its own sign; None where it names none, or several.

    The text of a code that the standard does not have is no currency here.
    """
    word = text.strip()
    if word.upper() in CODES:
        return word.upper()
    if sign := _signs().get(_sign(word)):
        return sign
    for form in (_CODE_AND_NAME, _NAME_AND_CODE):
        if (match := form.fullmatch(word)) and match[1].upper() in CODES:
            return match[1].upper()
    bare = _bare(word)
    names = _names()
    return names.get(bare) or names.get(bare.removesuffix("s"))


def family_of(text: str) -> str:
    """The sign of several currencies that a text is, as FAMILIES spells it; empty where it is none."""
    return _families().get(_sign(text), "")


def is_own_sign(text: str) -> bool:
    """Whether a text is the sign of one currency."""
    return _sign(text) in _signs()


def unit_of(units: Sequence[str]) -> tuple[str, str]:
    """The currency that stands before or behind an amount, or the sign that several share; neither for a contradiction.

    units: the one text, or both. Three letters that are no currency are handed on, for somebody else to complain of.
    """
    codes = {code for unit in units if (code := code_of(unit))}
    signs = {sign for unit in units if (sign := family_of(unit))}
    if len(units) == 1:
        return next(iter(codes), "" if signs else units[0].upper()), next(iter(signs), "")
    known = all(code_of(unit) or family_of(unit) for unit in units)
    if known and len(codes) == 1 and len({*units}) == 2 and all(fits(sign, code) for sign in signs for code in codes):
        return codes.pop(), ""
    return "", ""


def members(sign: str) -> tuple[str, ...]:
    """The currencies that share a sign."""
    return tuple(FAMILIES[sign].split())


def fits(sign: str, code: str) -> bool:
    """Whether a sign may mean a currency."""
    return code in members(sign)


def sign_question(sign: str) -> str:
    """What has to be asked of a sign that several currencies share, and how it is answered."""
    first = members(sign)
    shown = f"{', '.join(first[:3])} …" if len(first) > 3 else " or ".join(first)
    return f"{sign} may be {shown}: type --map 'currency=\"{first[0]}\"' or another, or map the column that says it"


@cache
def unit_pattern() -> str:
    """A regular expression for whatever stands beside an amount for its currency."""
    signs = sorted({*SIGNS, *FAMILIES, *_SAME}, key=len, reverse=True)
    words = [f"(?i:{re.escape(sign)})\\.?" if sign[-1].isalpha() else re.escape(sign) for sign in signs]
    return "|".join([*words, "[A-Za-z]{3}"])


def _sign(text: str) -> str:
    return text.strip().removesuffix(".").casefold()


@cache
def _signs() -> dict[str, str]:
    return {_sign(sign): code for sign, code in SIGNS.items()}


@cache
def _families() -> dict[str, str]:
    return {_sign(sign): family for sign, family in [*((each, each) for each in FAMILIES), *_SAME.items()]}


@cache
def _names() -> dict[str, str]:
    return {_bare(name): code for code, names in CURRENCY_NAMES.items() for name in names.split("|")}


def _bare(text: str) -> str:
    return _BARE.sub("", text).casefold()
