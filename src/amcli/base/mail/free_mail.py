"""Domains at which anybody has an address: they say nothing of whom somebody works for."""

from __future__ import annotations

from amcli.base.pattern import pattern

# Houses that have a domain in many countries.
_HOUSES = pattern(
    r"(?:gmail|googlemail|yahoo|ymail|rocketmail|hotmail|outlook|live|msn|passport|aol|aim|gmx|yandex|zoho|zohomail|mail|"
    r"protonmail|proton|tutanota|tuta|hushmail|fastmail|inbox|rediffmail|email)\.(?:[a-z]{2,4}|(?:co|com)\.[a-z]{2})"
)
# The last of them are places where others have a page, not a domain of their own.
_DOMAINS = """
icloud.com me.com mac.com pm.me web.de t-online.de freenet.de arcor.de posteo.de posteo.net mailbox.org online.de
vodafone.de 1und1.de orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr libero.it virgilio.it alice.it
tiscali.it tin.it telefonica.net terra.com.br uol.com.br bol.com.br ig.com.br globo.com wp.pl o2.pl onet.pl onet.eu
interia.pl poczta.fm seznam.cz centrum.cz email.cz volny.cz azet.sk freemail.hu citromail.hu abv.bg mail.bg ukr.net
i.ua bk.ru list.ru rambler.ru inbox.ru inbox.lv ya.ru qq.com 163.com 126.com yeah.net sina.com sina.cn sohu.com
foxmail.com 139.com 189.cn naver.com daum.net hanmail.net nate.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp
btinternet.com sky.com talktalk.net virginmedia.com ntlworld.com blueyonder.co.uk comcast.net verizon.net att.net
sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com optonline.net rogers.com shaw.ca sympatico.ca
telus.net bigpond.com bigpond.net.au optusnet.com.au xtra.co.nz bluewin.ch hispeed.ch sunrise.ch chello.at aon.at
a1.net telenet.be skynet.be ziggo.nl kpnmail.nl planet.nl hetnet.nl xs4all.nl home.nl telia.com spray.se
bredband.net online.no broadpark.no jubii.dk tdcadsl.dk ofir.dk pp.inet.fi kolumbus.fi elisanet.fi sapo.pt clix.pt
otenet.gr walla.com walla.co.il mynet.com sify.com indiatimes.com vsnl.net hey.com duck.com gmx.net gmx.de mail.com
users.noreply.github.com privaterelay.appleid.com facebook.com linkedin.com instagram.com x.com twitter.com
youtube.com xing.com github.com sites.google.com business.site wixsite.com wordpress.com blogspot.com
"""
_OTHERS = frozenset(_DOMAINS.split())


def is_free_mail(domain: str) -> bool:
    """Whether anybody may have an address at a domain."""
    domain = domain.lower().strip(".")
    return domain in _OTHERS or _HOUSES.fullmatch(domain) is not None


def domain_of_site(website: str) -> str:
    """The domain of a web address, without `www.`; empty where there is none, or it is anybody's."""
    text = website.strip().lower()
    text = text.partition("//")[2] if "//" in text else text
    host = text.partition("/")[0].partition("?")[0].rpartition("@")[2].partition(":")[0].removeprefix("www.").strip(".")
    return host if "." in host and " " not in host and not is_free_mail(host) else ""
