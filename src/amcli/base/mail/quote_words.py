"""How mail programs introduce what they quote or forward, and how people end a mail, in the languages that are known.

The words are those of mail-parser-reply, a maintained parser of replies in thirteen languages, and of the programs
themselves where it has none. Its way of cutting is not used: it takes all above the first quote for the reply, so that
an answer below or between the quotes is lost; a list (`- one`) and a line that begins with "Thanks," end the mail.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

LONGEST = 400  # characters in which an introduction is looked for

FROM = (
    "from|von|de|da|van|från|fra|od|от|от кого|від|lähettäjä|feladó|kimden|gönderen|από|de la|expéditeur|"
    "remitente|mittente"
    "|发件人|寄件者|寄件人|差出人|送信者|보낸 사람|보낸사람|מאת|من"
)
SUBJECT = (
    "subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|temat|předmět|predmet|тема|aihe|tárgy|"
    "konu|θέμα|subiect"
    "|主题|主旨|件名|제목|נושא|الموضوع"
)
OTHER = (
    "sent|date|to|cc|bcc|reply-to|importance|attachments|organization|gesendet|gesendet am|datum|an|kopie|"
    "antwort an|wichtigkeit"
    "|envoyé|envoyé le|date d'envoi|à|pour|enviado|enviado el|enviada em|enviado em|fecha|data|para|inviato|a|"
    "per|verzonden|aan"
    "|skickat|till|kopia|sendt|til|dato|wysłano|wysłane|do|dw|odesláno|komu|datum a čas|отправлено|дата|кому|"
    "копия|lähetetty"
    "|vastaanottaja|pvm|päiväys|elküldve|küldve|címzett|dátum|másolatot kap|gönderildi|tarih|kime|bilgi|"
    "στάλθηκε|ημερομηνία|προς"
    "|trimis|către|发送时间|收件人|日期|抄送|寄件日期|收件者|副本|送信日時|日付|宛先|보낸 날짜|받는 사람|날짜|참조"
)
_LABEL = re.compile(
    rf"[*>\s]*(?:({FROM})|({SUBJECT})|({OTHER}))[ \xa0]?\*?[ \xa0]?[:：]\*?(?=\s|\*|$|\S)", re.IGNORECASE
)
# ---- Forwarded message ----, also behind dashes alone, in any language: a few words between them.
_DASHED = re.compile(r"\s{0,3}[-_=*]{3,}\s?([^\W\d_][^\n]{2,60}?)\s?[-_=*]{3,}\s*")
_FORWARDED = re.compile(
    r"(?i)forwarded|weitergeleitet|transféré|réexpédié|reenviad|encaminhad|inoltrat|doorgestuurd|"
    r"vidarebefordra|videresend|"
    r"przekazan|přeposlan|пересыла|пересланн|välitetty|továbbított|iletilen|转发|轉寄|転送|전달"
)
_BEGIN_FORWARDED = re.compile(
    r"(?i)(?:begin forwarded message|anfang der weitergeleiteten (?:e-mail|nachricht)|début du (?:message|courriel) "
    r"(?:réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio inoltrato|begin doorgestuurd bericht|"
    r"início da mensagem (?:re)?encaminhada|vidarebefordrat brev)\s?:?"
)
FORWARD_SUBJECT = re.compile(r"(?i)\s*(?:fwd?|wg|tr|rv|i|enc|doorst|vs|vb|továbbítás|pd|пересл|转发|轉寄|転送)\s?[:：]")
# What introductions have in other languages than the parser's. No word is enough: a day and an address are asked for.
_WROTE = re.compile(
    r"(?i)\b(?:wrote|writes|schrieb|écrit|escribi[óo]|escreveu|ha scritto|schreef|geschreven|skrev|kirjoitti|napsal|"
    r"napisał|писал|написал|пише|írta|yazdı|έγραψε|a scris)|写道|寫道|書きました|のメール|作成|작성|כתב|كتب"
)
_DAY = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[.:h]\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_TIME = re.compile(r"(?<![\d.:])[0-2]?\d(?:[:h]|\.(?=[0-5]\d(?![\d.])))[0-5]\d(?!\d)|\d時|\d点")
_SENT_FROM = re.compile(
    r"(?i)(?:sent from (?:my|mail|outlook|yahoo|proton|the)|get outlook for|von meinem .{2,40} gesendet|"
    r"gesendet (?:von|mit|aus)|"
    r"diese nachricht wurde von meinem|envoyé (?:depuis|de mon|à partir)|télécharge[rz] outlook|inviato da|"
    r"enviado (?:desde|do|via|a partir)|"
    r"obtener outlook|verzonden (?:vanaf|met|van)|skickat från|hämta outlook|sendt fra|hent outlook|wysłane? z|"
    r"odesláno z|lähetetty|"
    r"отправлено (?:с|из)|gönderildi|发自我的|從我的|iphoneから送信|내 .{2,20}에서 보냄)"
)
_SIGN_OFF = (
    r"(?:with )?(?:my |the |our )?(?:very )?(?:best|kind|kindest|warm|warmest|many thanks and best)(?: regards|"
    r" wishes)?|regards|rgds|br|cheers|"
    r"(?:yours )?sincerely(?: yours)?|yours (?:truly|faithfully)|all the best|many thanks|thanks|thank you|"
    r"thanks and regards|take care|"
    r"(?:mit )?(?:freundliche|herzliche|beste|liebe|viele|schöne|sonnige)[nrm]?(?: \w+ \w+)? gr[üu](?:ß|"
    r"ss)e?n?(?: aus \w+| von \w+)?|"
    r"gr[üu](?:ß|ss)e?|mfg|lg|vg|bg|hochachtungsvoll|"
    r"(?:bien )?(?:à vous|cordialement|sincèrement)|cordialement vôtre|salutations(?: distinguées)?|bonne journée|"
    r"(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|cordialmente|muchas gracias|un abrazo|"
    r"(?:cordiali|distinti) saluti|un saluto|grazie(?: mille)?|(?:com os melhores )?cumprimentos|"
    r"atenciosamente|obrigad[oa]|"
    r"(?:met )?(?:vriendelijke|hartelijke|beste) groet(?:en)?|mvg|groet(?:en|jes)?|"
    r"(?:med )?(?:vänlig|vänliga|bästa|venlig|vennlig|beste|hilsen) ?(?:hälsning|hälsningar|hilsen|hilsener)?|"
    r"mvh|hilsen|hälsningar|"
    r"z poważaniem|pozdrawiam|s pozdravem|с уважением|ystävällisin terveisin|terveisin|üdvözlettel|"
    r"saygılarımla|με εκτίμηση"
)


class Introduction(NamedTuple):
    """What stands before another mail: how many lines it takes, and whether it says that it is forwarded."""

    lines: int
    forwarded: bool


def label_of(line: str) -> str:
    """What a line of a quoted head is: `from`, `subject`, `other`; empty where it is none."""
    match = _LABEL.match(line[:LONGEST])
    if match is None:
        return ""
    return "from" if match[1] else "subject" if match[2] else "other"


def says_who_or_when(line: str) -> set[str]:
    """Of a line of a head: `who` where it has an address, `when` where it has a day and the time of it."""
    line = line[:LONGEST]
    when = _TIME.search(line)
    rest = f"{line[: when.start()]} {line[when.end() :]}" if when else ""
    return {word for word, says in (("who", "@" in line), ("when", any(map(str.isdigit, rest)))) if says}


def dashed(line: str) -> str | None:
    """The words between dashes of `----- Original Message -----`; None for another line."""
    match = _DASHED.fullmatch(line[:120])
    return match[1] if match else None


def says_forwarded(words: str) -> bool:
    """Whether the words of such a line say that a mail is forwarded."""
    return _FORWARDED.search(words[:LONGEST]) is not None


def begins_forwarded(line: str) -> bool:
    """Whether a line is Apple's `Begin forwarded message:` in a language that is known."""
    return _BEGIN_FORWARDED.fullmatch(line.strip()[:120]) is not None


def introduces(line: str) -> bool:
    """Whether a line (up to three joined into one) is one like `On 14 September 2026 Asha Rao wrote:`."""
    line = line.strip(" >*")
    if not 8 <= len(line) <= LONGEST or line[-1] not in ":：>":
        return False
    whose, when = "@" in line, _DAY.search(line) is not None
    if whose and when and line[-1] != ">" and _WROTE.search(line):
        return True
    return (whose or when) and _by_parser(line)


def begins_introduction(line: str, above: str) -> bool:
    """Whether an introduction begins on a line and not on the one above, of which it may be the folded rest."""
    if not introduces(line):
        return False
    bare = line.strip(" >*")
    return (not bare[0].isdigit() and _by_parser(bare)) or not (_DAY.search(above[:LONGEST]) or "@" in above[:LONGEST])


def may_introduce(line: str) -> bool:
    """Whether a line right before quoted ones introduces them: it ends with a colon, and has an address or a day."""
    line = line.strip(" >*")
    return 8 <= len(line) <= LONGEST and line[-1] in ":：" and ("@" in line or _DAY.search(line) is not None)


def signs_off(line: str) -> bool:
    """Whether a line is a formula such as `Best regards,` and nothing else."""
    line = line.strip(" *_\t")
    return len(line) <= 60 and _sign_offs().fullmatch(line) is not None


def says_device(line: str) -> bool:
    """Whether a line is one such as `Sent from my iPhone`."""
    line = line.strip(" <>*_")
    return len(line) <= 120 and (_SENT_FROM.match(line) is not None)


@cache
def _sign_offs() -> re.Pattern[str]:
    theirs = "|".join(
        word for known in _languages().values() for word in known.get("signatures", ()) if "/" not in word
    )
    return re.compile(
        rf"(?:{_SIGN_OFF}|{theirs})(?: (?:and|und|et|y|e|en|og|/|&) (?:{_SIGN_OFF}))?[\s,.;!–-]*", re.IGNORECASE
    )


def _by_parser(line: str) -> bool:
    return any(one.match(line) for one in _wrote_headers())


@cache
def _wrote_headers() -> tuple[re.Pattern[str], ...]:
    found = [known["wrote_header"] for known in _languages().values() if "wrote_header" in known]
    return tuple(re.compile(one, re.IGNORECASE | re.MULTILINE) for one in found)


@cache
def _languages() -> dict[str, dict[str, str]]:
    from mailparser_reply.constants import MAIL_LANGUAGES

    return dict(MAIL_LANGUAGES)
