"""`import contracts`: registers as councils, ministries and firms keep them, what is wrong, and the same again."""

from __future__ import annotations

from pathlib import Path

from import_samples import taken

from conftest import Cli

# By whose register it is: its columns, and the field that each is taken for.
REGISTERS = {
    "the transparency code": (
        "Reference number=ref, Title of agreement=name, Local authority department responsible, Description=note, "
        "Supplier name=account, Sum to be paid=value, Start date=start, End date=end, Review date, "
        "Is contract an extension?"
    ),
    "the NHS": (
        "CONTRACT_TITLE=name, MAXIMUM_CONTRACT_END_DATE=latest_end, CONTRACT_AWARD_VALUE=value, "
        "CONTRACT_START_DATE=start, CONTRACT_EXTENDED, SUPPLIER_NAME=account, CONTRACT_EXTENDABLE=renews, "
        "CONTRACT_CURRENT_END_DATE=end"
    ),
    "a city": (
        "contract_id=external_id, contract_description=name, vendor=account, directorate, validity_start=start, "
        "validity_end=end, original_value=value, extended_value"
    ),
    "Canada": (
        "reference_number=ref, procurement_id=external_id, vendor_name=account, contract_date=signed, "
        "description_en=name, contract_period_start=start, delivery_date=end, original_value=value"
    ),
    "AusTender": (
        "CN ID=external_id, Publish Date, Contract Start Date=start, Contract End Date=end, "
        "Contract Value (AUD)=value, Supplier Name=account, Description=name"
    ),
    "a German firm": (
        "Vertragspartner=account, Vertragsnummer=ref, Vertragsbezeichnung=name, Vertragsbeginn=start, "
        "Vertragsende=end, Spätestes Vertragsende=latest_end, Verlängerbar=extendable, "
        "Automatische Verlängerung=renews, Kündigungsfrist in Monaten=notice, Jahreswert=value, Vertragsart=kind"
    ),
    "a French firm": (
        "Numéro de contrat=ref, Intitulé du contrat=name, Client=account, Date de début=start, Date de fin=end, "
        "Tacite reconduction=renews, Préavis (mois)=notice, Montant annuel=value, Responsable=owner"
    ),
    "a Spanish firm": (
        "Número de contrato=ref, Objeto del contrato=name, Adjudicatario=account, Fecha de inicio=start, "
        "Fecha de fin=end, Prorrogable=renews, Plazo de preaviso (días)=notice"
    ),
    "an Italian firm": (
        "CIG=ref, Oggetto del contratto=name, Fornitore=account, Data inizio=start, Data di scadenza=end, "
        "Tacito rinnovo=renews, Preavviso (giorni)=notice, Importo contrattuale=value"
    ),
    "a council": (
        "Contract Reference=ref, Contract Title=name, Supplier=account, Start=start, Current End Date=end, "
        "Is Contract Extendable (Y/N)=renews, Notice Period (Months)=notice, Contract Value=value"
    ),
    "a hospital": (
        "Reference number=ref, Title of agreement=name, Supplier name=account, Start date=start, "
        "Current end date=end, Maximum end date=latest_end, Extendable [Yes/No]=extendable, "
        "Auto-renewal (y/n)=renews, Notice (days)=notice, Annual value=value"
    ),
    "a Dutch firm": (
        "Contractnummer=ref, Naam contract=name, Leverancier=account, Ingangsdatum=start, Einddatum=end, "
        "Verlengingsoptie=renews, Opzegtermijn in maanden=notice, Jaarwaarde=value, Contracteigenaar=owner"
    ),
}


def test_the_columns_of_registers() -> None:
    """Each is known by its title in six languages, with the unit of a notice or the currency of a value behind it or
    not; what says nothing of a term that is kept is left alone.
    """
    for whose, register in REGISTERS.items():
        wanted, found = taken("contract", register)
        assert found == wanted, whose


REGISTER = """\
Organisation,Supplier,Ref,Title,Start,Current end date,Maximum end date,Extendable,Auto-renewal,Notice (months),\
Annual value,Currency,Contract Type
Anytown,Acme,A-1,Pads,01/04/2025,31/03/2027,31/03/2029,yes,no,3,"£48,000.00",GBP,Framework
Anytown,Borg,B-1,Discs,15/07/2026,30/06/2027,,no,yes,90 days,,,Fleet
Anytown,Borg,B-2,Hoses,01/01/2026,31/12/2026,,no,no,P2W,1200,GBP,Services
"""
SHOWN = "name,kind,start,end,latest_end,renews,notice,value,per,ref,account"


def test_a_register_and_its_next_edition(cli: Cli, tmp_path: Path) -> None:
    """Whether and how it goes on, the notice in its own unit and the value with what it is for are read, the buyer who
    wrote the file is not taken for the client, and each contract has its first term. The same again adds nothing; a
    later end makes the last term longer, and that is said; what was renewed here is not taken back.
    """
    file = tmp_path / "register.csv"
    file.write_text(REGISTER, encoding="utf-8")
    done = cli("import", "contracts", str(file), "--create-missing")
    assert done.out == "Imported 3 contracts (0 already there, 0 rejected)\n", done.err
    assert "'Organisation' is the same in all rows" in done.err
    assert "1 contract of a kind that is none of ours: other" in done.err
    listed = cli.ok("contract", "list", "--all", "--sort", "id", "-f", "csv", "--columns", SHOWN).splitlines()[1:]
    assert listed == [
        "Pads,frame,2025-04-01,2027-03-31,2029-03-31,express,3m,48000.00,year,A-1,Acme",
        "Discs,other,2026-07-15,2027-06-30,,tacit,90d,,,B-1,Borg",
        "Hoses,service,2026-01-01,2026-12-31,,no,2w,1200.00,year,B-2,Borg",
    ]
    assert cli.ok("import", "contracts", str(file), "--update").startswith("Imported 0 contracts (3 already there")
    file.write_text(REGISTER.replace("31/03/2027", "31/03/2028"), encoding="utf-8")
    assert "1 row differs" not in cli("import", "contracts", str(file)).out
    later = cli("import", "contracts", str(file), "--update")
    assert "CT1 ends on 2028-03-31 instead of 2027-03-31: its last term is longer" in later.err
    terms = cli.ok("term", "list", "--sort", "id", "-f", "csv", "--columns", "contract,start,end,per").splitlines()[1:]
    assert terms == ["CT1,2025-04-01,2028-03-31,year", "CT2,2026-07-15,2027-06-30,", "CT3,2026-01-01,2026-12-31,year"]


FAULTS = """\
Client,Title,Start,End,Maximum end date,Auto-renewal,Notice
Acme,A,2026-01-01,2025-12-31,,yes,3 months
Acme,B,2026-01-01,2026-12-31,2026-06-30,no,90 days
Acme,C,2026-01-01,2026-12-31,,stillschweigend,3 Monate zum Monatsende
Acme,D,2026-01-01,unbefristet,,no,3 Monate
Acme,E,2026-01-01,2026-12-31,,tacite,3 Monate
"""


def test_what_is_wrong_in_a_register(cli: Cli, tmp_path: Path) -> None:
    """A row is bad with its line and column, as `add` would refuse it, and the others go in; a number of which nobody
    says whether it is of days or months, and a client beside a supplier, are asked about.
    """
    cli.ok("account", "add", "Acme", "--code", "acme")
    file = tmp_path / "faults.csv"
    file.write_text(FAULTS, encoding="utf-8")
    bad = cli("import", "contracts", str(file), "--rejects", str(tmp_path / "bad.csv"))
    assert (bad.code, bad.out) == (6, "Imported 1 contract (0 already there, 4 rejected)\n")
    for said in (
        "line 2, End '2025-12-31': is before its start, 2026-01-01",
        "line 3, Maximum end date '2026-06-30': is before its end, 2026-12-31",
        "line 4, Notice '3 Monate zum Monatsende': is more or less than a length of time: use 3 months, 90 days",
        "line 5, End 'unbefristet'",
    ):
        assert said in bad.err
    told = cli("import", "contracts", str(file), "--dry-run", "--word", "notice:3 Monate zum Monatsende=3m")
    assert "Monatsende" not in told.err
    file.write_text("Client,Title,Start,End,Notice period\nAcme,F,2026-01-01,2026-12-31,3\n", encoding="utf-8")
    asked = cli("import", "contracts", str(file))
    assert (asked.code, "type --map notice='Notice period'+'\" months\"'" in asked.err) == (2, True)
    answer = ("--map", 'notice=Notice period+" months"')
    assert "notice 3m" in cli("import", "contracts", str(file), "--dry-run", *answer).err
    file.write_text("Client,Supplier,Title,Start,End\nAcme,Us,G,2026-01-01,2026-12-31\n", encoding="utf-8")
    assert "may both be the account" in cli("import", "contracts", str(file)).err
    file.write_text("Title,Start,End\nH,2026-01-01,2026-12-31\n", encoding="utf-8")
    assert "Imported 1 contract" in cli.ok("import", "contracts", str(file), "--account", "acme")
