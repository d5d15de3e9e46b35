"""Texts in other encodings than UTF-8: read as they were written, or a question; never other letters in silence."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.tools.importing.services.files.readings import decide
from conftest import Cli

FOREIGN = Path(__file__).parent / "foreign" / "11-other-windows-encodings"
HEAD = "name,city,external_id\n"
# Lists of names as one company has them.
LISTS = {
    "cp1252": "Müller & Söhne|Größe AG|Société Générale|Bäckerei Schröder|Niño España|São Paulo Motores|Ålesund Bil",
    "cp1250": "Łódź Śląska|Škoda Plzeň|Győr Autó|Česká Třebová|Święty Krzyż|Dvořák a syn|Žilina",
    "cp1251": "Завод Урал|АвтоВАЗ|Нижний Новгород|ООО Ромашка|Челябинск",
    "cp1253": "Ελληνική Εταιρεία|Αθήνα|Θεσσαλονίκη|Αυτοκίνητα",
    "cp1254": "Işık Şirketi|İstanbul Yedek Parça|Türkiye Otomobil|Eskişehir|Beşiktaş|Gümüşhane",
    "cp1255": "חברת רכב|תל אביב|מוסך ירושלים|בנק הפועלים",
    "cp1256": "شركة السيارات|القاهرة|مصنع الحديد|بنك الرياض",
    "cp1257": "Šiaulių bankas|Rīgas autobuss|Žemaitija|Liepājas metalurgs|Panevėžys",
    "cp874": "บริษัท รถยนต์|กรุงเทพ|ธนาคาร",
    "gbk": "上海汽车集团|比亚迪股份有限公司|中国银行|华为技术|长城汽车",
    "big5": "台北公司|鴻海精密工業|台灣積體電路|中華電信|高雄港務",
    "shift_jis": "トヨタ自動車|本田技研工業|日本電気|東京三菱",
    "euc_kr": "현대자동차|삼성전자|서울|한국전력",
    "koi8_r": "Завод Урал|АвтоВАЗ|Нижний Новгород|ООО Ромашка|Челябинск",
    "mac_roman": "Café Zürich|Société Générale|Müller GmbH|Niño España|Élan",
    "iso8859_2": "Škoda Łuków|Śląsk|Žilina|Łódź|Šumava|Częstochowa",
    "cp850": "Müller GmbH|Café Zürich|Köln|Niño España|Société",
    "cp866": "Завод Урал|АвтоВАЗ|Нижний Новгород|ООО Ромашка|Челябинск",
}


def names(cli: Cli) -> list[str]:
    """What the accounts are called, as they went in."""
    return [row["name"] for row in json.loads(cli.ok("account", "list", "-f", "json", "--sort", "id"))]


def written(cli: Cli, text: str, encoding: str) -> str:
    path = cli.folder / "rows.csv"
    path.write_bytes(text.encode(encoding))
    return str(path)


@pytest.mark.parametrize("encoding", ["cp1250", "cp1251", "gbk", "big5", "cp1254", "mac_roman", "iso8859_2"])
def test_what_excel_saved_elsewhere(cli: Cli, encoding: str) -> None:
    """One name is read as it stands in the text beside it, or is asked for; --encoding reads each."""
    wanted = (FOREIGN / f"{encoding}.txt").read_text(encoding="utf-8").strip()
    done = cli("import", "accounts", str(FOREIGN / f"{encoding}.csv"))
    if done.code == 2:
        assert ("--encoding" in done.err, wanted in done.err, cli.db.exists()) == (True, True, False)
        cli.ok("import", "accounts", str(FOREIGN / f"{encoding}.csv"), "--encoding", encoding)
    else:
        assert f"such as '{wanted}' on line 2" in done.err
    assert names(cli) == [wanted]


@pytest.mark.parametrize("encoding", LISTS)
def test_a_list_of_names_is_read_as_it_was_written(cli: Cli, encoding: str) -> None:
    """Some names tell the encoding, and a note shows one of them."""
    wanted = LISTS[encoding].split("|")
    done = cli("import", "accounts", written(cli, HEAD + "".join(f"{each},X,{each}\n" for each in wanted), encoding))
    assert (done.code, "is not UTF-8: read as" in done.err, wanted[0] in done.err) == (0, True, True), done.err
    assert names(cli) == wanted


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("Société Générale", "cp1252"), ("Müller GmbH", "cp1252"), ("L'Oréal", "cp1252"), ("100 € “net”", "cp1252")],
)
def test_plain_western_names_are_no_question(cli: Cli, name: str, encoding: str) -> None:
    """What a Western Excel writes goes in with a note, also where it is one name."""
    done = cli("import", "accounts", written(cli, f'{HEAD}"{name}",X,1\n', encoding))
    assert (done.code, "read as cp1252 (Windows)" in done.err) == (0, True), done.err
    assert names(cli) == [name]


@pytest.mark.parametrize(
    ("text", "encoding", "both"),
    [
        ("Peña & Hijos", "cp1252", ("'Peña & Hijos' (cp1252", "'Peńa & Hijos' (cp1250")),
        ("Gdańsk", "cp1250", ("'Gdańsk' (cp1250", "'Gdañsk' (cp1252")),
        ("Muğla", "cp1254", ("'Muğla' (cp1254", "'Muðla' (cp1252")),
        ("长城汽车", "gbk", ("'长城汽车' (gb18030", "(euc_jis_2004")),
        ("高雄港務", "big5", ("'高雄港務' (big5", "'蔼动翠叭' (gb18030")),
    ],
)
def test_a_doubt_is_a_question_with_both_readings(cli: Cli, text: str, encoding: str, both: tuple[str, str]) -> None:
    """Two readings that fit: nothing goes in, both are shown, and --encoding answers it."""
    path = written(cli, f"{HEAD}{text},X,1\n", encoding)
    done = cli("import", "accounts", path)
    assert (done.code, done.out, cli.db.exists()) == (2, "", False)
    assert [each in done.err for each in (*both, "line 2", "--encoding")] == [True] * 4, done.err
    cli.ok("import", "accounts", path, "--encoding", encoding)
    assert names(cli) == [text]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-32", "utf-8-sig"])
def test_unicode_with_and_without_a_mark(cli: Cli, encoding: str) -> None:
    """A text with a NUL in every second byte is UTF-16, and is said to be."""
    path = written(cli, "name\texternal_id\nŁódź 上海\t1\n", encoding)
    done = cli("import", "accounts", path)
    assert (done.code, f"is read as {encoding.upper()}" in done.err) == (0, encoding.startswith("utf-16-"))
    assert names(cli) == ["Łódź 上海"]


def test_json_in_utf_16(cli: Cli) -> None:
    """As PowerShell writes it."""
    cli.ok("import", "accounts", written(cli, '[{"name": "Łódź"}, {"name": "Škoda"}]', "utf-16"))
    assert names(cli) == ["Łódź", "Škoda"]


def test_an_encoding_that_is_none(cli: Cli) -> None:
    """It is said what is accepted; a codec that is not of texts is none, and a workbook has none."""
    path = written(cli, HEAD + "A,B,C\n", "utf-8")
    for encoding in ("cp99", "rot13", "base64", "undefined"):
        done = cli("import", "accounts", path, "--encoding", encoding)
        assert (done.code, f"--encoding {encoding} is no encoding of text: use cp1252" in done.err) == (
            2,
            True,
        )


def test_an_encoding_that_the_bytes_are_not_in(cli: Cli) -> None:
    """The line and the byte are named."""
    done = cli("import", "accounts", written(cli, HEAD + "A,B,C\nCafé,B,C\n", "cp1252"), "--encoding", "utf-8")
    assert (done.code, "rows.csv is not UTF-8: line 3 has the byte 0xE9" in done.err) == (2, True)


@pytest.mark.no_cover
def test_a_file_that_is_damaged_further_down(cli: Cli) -> None:
    """The encoding has to fit the whole of the file, not its sample alone."""
    text = HEAD + "".join(
        f"Müller {n},{'Köln ' * 60},{n}\n" for n in range(460)
    )  # 145 KB, where the sample ends at 131
    path = cli.folder / "rows.csv"
    path.write_bytes(text.encode("cp1252") + b"caf\x81,X,x\n")
    done = cli("import", "accounts", str(path))
    assert (done.code == 0 and "cp1252" in done.err) is False, done.err


def test_utf_8_with_a_line_of_another_encoding_is_not_read_as_that(cli: Cli) -> None:
    """It would be all wrong but for that line: the line is named."""
    path = cli.folder / "rows.csv"
    for text in ("Müller\nGörlitz\nŁódź\n", "Сталь\n", "Müller\n"):
        path.write_bytes(b"name\n" + text.encode() + b"K\xf6ln\n")
        done = cli("import", "accounts", str(path))
        line = text.count("\n") + 2
        assert (done.code, f"is not UTF-8: line {line} has the byte 0xF6" in done.err) == (2, True), done.err


@given(st.sampled_from(sorted(LISTS)), st.integers(3, 6), st.integers())
def test_three_names_are_never_other_letters_in_silence(encoding: str, count: int, seed: int) -> None:
    """Either the text is right, or it is a question."""
    chosen = LISTS[encoding].split("|")
    random.Random(seed).shuffle(chosen)
    text = "".join(f"{each},X\n" for each in chosen[:count])
    plain, found = decide(text.encode(encoding))
    assert not plain or found[0].text == text
