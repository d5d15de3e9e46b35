"""Mails as programs write them, by value: who wrote it, the subject, the text without quotes and signature."""

from __future__ import annotations

from pathlib import Path

import pytest

from amcli.base.mail.message import read_mail
from amcli.base.mail.own_text import own_text

SAMPLES = Path(__file__).parent / "samples"
MEANT = {
    "gmail-top-english": (
        "asha.rao@maruti.example Asha Rao", "Re: Price list 2027", "",
        "Dear Mara,\n\nwe accept the tiers. Please send the order form – by Friday.",
    ),
    "gmail-html-only-german": (
        "joerg@acme.example Jörg Müller", "Rückfrage zum Angebot", "",
        "Hallo Mara,\n\nzwei Fragen:\n\n- Gilt der Preis bis März?\n- Wer liefert nach Wien?",
    ),
    "gmail-french": (
        "claire@usine.example Claire Dubois", "Re: Livraison", "",
        "Bonjour Mara,\n\nc'est d'accord pour la semaine 40.",
    ),
    "outlook-german-block": (
        "joerg@acme.example Jörg Müller", "AW: Angebot 4711", "",
        "Hallo Frau Quillstone,\n\nder Rahmenvertrag liegt bei. Bitte bis 30.09. unterschreiben.",
    ),
    "outlook-html-block": (
        "pat@ford.example Pat Lindley", "RE: Volumes", "",
        "Volumes for Q4 are 12% lower.\nAttached: Mengen Übersicht.xlsx, terms €.pdf",
    ),
    "apple-mail-interleaved": (
        "walter@ford.example Walter Brindlemoor", "Re: Three questions", "",
        "Answers below.\n\nCologne.\n\nPat does.\n\nIn October.",
    ),
    "thunderbird-bottom-posted": (
        "ines@goody.example Ines Calrook", "Re: Tyres", "", "Ja, Dienstag passt. Wir bringen den Muster-Satz mit.",
    ),
    "forwarded-gmail": (
        "mara@us.example Mara Quillstone", "Fwd: Certificates", "",
        "From: Test House <lab@lab.example>\nDate: Mon, Sep 14, 2026 at 9:00 AM\nSubject: Certificates\n"
        "To: Mara Quillstone <mara@us.example>\n\nThe certificates are ready.",
    ),
    "forwarded-apple-french": ("claire@usine.example Claire Dubois", "TR: Plan", "", "Pour information."),
    "exchange-meeting-invitation": ("pat@ford.example Pat Lindley", "Review", "invitation", "Review"),
    "out-of-office": ("pat@ford.example Pat Lindley", "Automatic reply: Volumes", "automatic", "I am away."),
    "bounced": (
        "mailer-daemon@us.example Mail Delivery System", "Undelivered Mail Returned to Sender", "bounced",
        "It could not be delivered.",
    ),
    "mailing-list": (
        "marge@goody.example Marge Gooderley", "[Tyres] Next sizes", "", "The new sizes come in May.",
    ),
    "japanese": ("tanaka@nippon.example 暫田", "Re: 見積", "", "見積を確認しました。"),
    "wrong-charset-pgp-signed": ("soren@nord.example Søren Krag", "Grøn æske", "", "Tilbuddet er på vej."),
    "no-day-no-id-russian": ("anna@moskva.example Анна", "Офер 2027", "", "Согласны."),
}  # fmt: skip


@pytest.mark.parametrize("name", MEANT)
def test_a_mail_of_a_program(name: str) -> None:
    """The sender, the subject, why it is left out, and its own text."""
    mail = read_mail((SAMPLES / f"{name}.eml").read_bytes())
    assert mail.sender is not None
    assert (f"{mail.sender.address} {mail.sender.name}", mail.subject, mail.left_out, mail.text) == MEANT[name]


def test_every_sample_is_read() -> None:
    """No file lies about that no test looks at."""
    assert {path.stem for path in SAMPLES.iterdir()} == set(MEANT)


def test_who_got_it() -> None:
    """Addresses in lower case, names as people say them; groups are nobody."""
    mail = read_mail((SAMPLES / "outlook-german-block.eml").read_bytes())
    assert [tuple(one) for one in mail.receivers] == [
        ("mara@us.example", "Mara Quillstone"),
        ("vertrieb@acme.example", "ACME Vertrieb"),
    ]
    mail = read_mail((SAMPLES / "no-day-no-id-russian.eml").read_bytes())
    assert [tuple(one) for one in mail.receivers] == [("mara@us.example", "")]
    assert mail.received is not None
    assert mail.received.isoformat() == "2026-09-14T22:30:00+03:00"  # the latest hop, which is the first in the mail
    assert mail.uid.startswith("sha256:")


def test_what_it_answers() -> None:
    """In-Reply-To first, then References from the last one on."""
    mail = read_mail((SAMPLES / "gmail-top-english.eml").read_bytes())
    assert mail.answers == ("pl-1@us.example", "pl-0@us.example")
    assert mail.uid == "CAKx01+gm1@mail.gmail.example"


INTRODUCED = (
    "On Mon, 14 Sep 2026 at 10:12, Mara <mara@us.example> wrote:",
    "On 9/14/26 10:12, Mara via Support wrote:",
    "Am 14.09.2026 um 10:12 schrieb Mara Quillstone:",
    "Le 14/09/2026 à 10:12, Mara a écrit :",
    "El lun, 14 sept 2026 a las 10:12, Mara (<mara@us.example>) escribió:",
    "Il giorno lun 14 set 2026 alle ore 10:12 Mara <mara@us.example> ha scritto:",
    "Em seg., 14 de set. de 2026 às 10:12, Mara <mara@us.example> escreveu:",
    "Op ma 14 sep 2026 om 10:12 schreef Mara <mara@us.example>:",
    "Den mån 14 sep. 2026 kl 10:12 skrev Mara <mara@us.example>:",
    "pon., 14 wrz 2026 o 10:12 Mara <mara@us.example> napisał(a):",
    "po 14. 9. 2026 v 10:12 odesílatel Mara <mara@us.example> napsal:",
    "ma 14. syysk. 2026 klo 10.12 Mara (mara@us.example) kirjoitti:",
    "пн, 14 сент. 2026 г. в 10:12, Mara <mara@us.example>:",
    "Mara <mara@us.example>, 14 Eyl 2026 Pzt, 10:12 tarihinde şunu yazdı:",
    "Mara <mara@us.example> ezt írta (időpont: 2026. szept. 14., H, 10:12):",
    "2026年9月14日(月) 10:12 Mara <mara@us.example>:",
    "Mara <mara@us.example> 于2026年9月14日周一 10:12写道：",
    "2026년 9월 14일 (월) 오전 10:12, Mara <mara@us.example>님이 작성:",
)


@pytest.mark.parametrize("line", INTRODUCED)
def test_introductions_of_quotes(line: str) -> None:
    """Above marked lines an introduction in any language goes, what stands above and below stays."""
    quoted = f"Above.\n\n{line}\n\n> old\n> older\n\nBelow."
    assert own_text(quoted).text == "Above.\n\nBelow."
    half = len(line) // 2
    at = line.rfind(" ", 0, half)
    folded = f"Above.\n\n{line[:at]}\n{line[at + 1 :]}\n> old\n> older"
    assert own_text(folded).text == "Above."


HEADS = (
    ("From", "Sent", "To", "Subject"), ("Von", "Gesendet", "An", "Betreff"), ("De", "Envoyé", "À", "Objet"),
    ("De", "Enviado el", "Para", "Asunto"), ("Da", "Inviato", "A", "Oggetto"), ("De", "Enviada em", "Para", "Assunto"),
    ("Van", "Verzonden", "Aan", "Onderwerp"), ("Från", "Skickat", "Till", "Ämne"), ("Fra", "Sendt", "Til", "Emne"),
    ("Od", "Wysłano", "Do", "Temat"), ("Od", "Odesláno", "Komu", "Předmět"), ("От", "Отправлено", "Кому", "Тема"),
    ("Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe"), ("Feladó", "Elküldve", "Címzett", "Tárgy"),
    ("Kimden", "Gönderildi", "Kime", "Konu"), ("发件人", "发送时间", "收件人", "主题"),
    ("差出人", "送信日時", "宛先", "件名"),
    ("보낸 사람", "보낸 날짜", "받는 사람", "제목"),
)  # fmt: skip


@pytest.mark.parametrize("labels", HEADS, ids=lambda labels: labels[-1])
@pytest.mark.parametrize("bold", ["{}: {}", "*{}:* {}", "{} : {}"])
def test_heads_of_quoted_mails(labels: tuple[str, ...], bold: str) -> None:
    """What Outlook puts above the mail that is answered ends the text, in any language and however it is set off."""
    values = ("Mara <mara@us.example>", "14.09.2026 10:12", "Asha", "Offer")
    head = "\n".join(bold.format(*each) for each in zip(labels, values, strict=True))
    for above in ("", "________________________________\n", "-----Original Message-----\n"):
        assert own_text(f"Yes.\n\n{above}{head}\n\nThe offer.").text == "Yes."


@pytest.mark.parametrize(
    "text",
    [
        "Please note:\n- one\n- two",
        "From October on: 12%.\nTo be clear: it is final.",
        "As Bob said at 10:12:\nwe wait.",
        "Thanks,\nthe order form is what we need now, and the certificates with it.",
        "See a--b and x -- y.",
        "Best regards to your team, and see you on 14.9.2026:\nin Cologne",
        "Do: call them\nData: none",
        "On your machine you can run:\n\n    telnet\n\nOn mine:\n\n    ssh",
        "Our prices:\n1. 12:30\n2. 14:30",
    ],
)
def test_what_only_looks_like_a_quote_stays(text: str) -> None:
    """Nothing of one's own is lost to a rule."""
    assert own_text(text).text == "\n".join(line.rstrip() for line in text.split("\n"))


@pytest.mark.parametrize(
    "foot",
    [
        "-- \nAsha Rao\nHead of purchasing", "--\nAsha", "Best regards,\nAsha Rao\n+91 11 4678",
        "Mit freundlichen Grüßen\n\nAsha",
        "Viele Grüße aus Köln\nAsha", "Cordialement,\nAsha", "Saludos\nAsha Rao", "Sent from my iPhone",
        "Von meinem iPhone gesendet", "Get Outlook for iOS<https://aka.example>", "Met vriendelijke groet,\nAsha",
        "Med vänliga hälsningar\nAsha", "С уважением,\nАша", "Thanks and regards\nAsha",
    ],
)  # fmt: skip
def test_signatures(foot: str) -> None:
    """A signature goes: behind its mark, below a formula, or a telephone's."""
    assert own_text(f"Yes, we take it.\n\n{foot}\n").text == "Yes, we take it."
