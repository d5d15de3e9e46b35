"""What registers of contracts call their columns: those of councils and ministries, of firms, of programs for them.

After the Local Government Transparency Code, the contract registers of the NHS and of cities, AusTender, the
disclosures of Canada and the lists of firms in six languages; the preferred name first, as in crm_names. What a title
says of the unit of a length of time, `Notice (months)`, is no part of the name (columns.spans).

Not recognised on purpose: values with what may still come (incl. extensions), officers of the other side (Lead Officer,
Contract Manager), and `Is contract an extension?`, which says nothing of what is to come.
"""

from __future__ import annotations

from amcli.tools.importing.services.columns import column_words as words

# The other side: who sells, in what a client keeps, as the client is in a register of one's own.
PARTNERS = f"""Contract Partner | Contracting Party | Counterparty | Other Party | Other Parties | Party |
    Other parties to the contract | Vertragspartner | Geschäftspartner | Cocontractant | Partie contractante |
    Contraparte | Controparte | Contractpartij | Wederpartij | {words.SUPPLIER} | {words.BUYER}"""
PARTNER_IDS = "Supplier ID | Supplier Number | Vendor ID | Vendor Number | Lieferantennummer | Leveranciersnummer"

# For what a value is, by the words of its title.
A_YEAR = """annual | annually | yearly | year | pa | jahr | jährlich | jahreswert | jahresbetrag | jahresvolumen |
    annuel |
    annuelle | an | anual | año | annuale | annuo | anno | jaarlijks | jaarlijkse | jaar | jaarwaarde | jaarbedrag"""
A_MONTH = """monthly | month | pm | monatlich | monat | monatswert | monatsbetrag | mensuel | mensuelle | mois |
    mensual |
    mes | mensile | mese | maandelijks | maandelijkse | maand | maandbedrag"""
IN_ALL = """total | overall | lifetime | gesamt | gesamtwert | gesamtbetrag | auftragswert | global | globale | totale |
    totaal | totale | award | awarded | whole"""

CONTRACT: dict[str, str] = {
    "name": """Title of agreement | Contract Title | Contract Name | Agreement Title | Agreement | Title | Contract |
        Vertragsbezeichnung | Vertragsname | Vertragstitel | Vertrag | Bezeichnung | Titel | Vertragsgegenstand |
        Gegenstand | Intitulé | Intitulé du contrat | Nom du contrat | Objet du contrat | Objet du marché | Objet |
        Contrat | Nombre del contrato | Título | Objeto del contrato | Objeto | Contrato | Nome contratto | Titolo |
        Oggetto | Oggetto del contratto | Contratto | Contractnaam | Naam contract | Naam contract/overeenkomst |
        Overeenkomst | Onderwerp | Subject | Contract Description | Description of contract | description_en |
        Description | Beschreibung | Description du contrat | Descripción | Descrizione | Omschrijving""",
    "start": """Start Date | Contract Start Date | Contract Start | Commencement Date | Commencement |
        Contract Commencement Date | Effective Date | Start Date of Contract | Valid from | validity_start |
        Validity Period Start | contract_period_start | Contract Period Start Date | Begin Date | Period Start | From |
        Vertragsbeginn | Beginn | Startdatum | Laufzeit von | Laufzeitbeginn | Gültig ab | Gültig von | Von | Ab |
        Date de début | Début | Début du contrat | Date d'effet | Date de début du contrat | Fecha de inicio | Inicio |
        Fecha inicio | Data inizio | Data di inizio | Inizio | Decorrenza | Ingangsdatum | Startdatum contract |
        Begindatum | Aanvangsdatum""",
    "end": """Current End Date | Contract Current End Date | Current Expiry Date | End Date | Contract End Date |
        Contract End | Expiry Date | Contract Expiry Date | Expiry | Expiration Date | Expires | expire_date |
        Completion Date | Valid to | Valid until | validity_end | Validity Period End | delivery_date |
        contract_period_end | Contract Period End Date | Period End | To | Until | Vertragsende | Ende | Enddatum |
        Laufzeit bis | Laufzeitende | Gültig bis | Bis | Ablaufdatum | Date de fin | Fin | Fin du contrat |
        Date de fin du contrat | Échéance | Date d'échéance | Fecha de fin | Fecha fin | Fecha de vencimiento |
        Vencimiento | Fin de contrato | Data fine | Data di fine | Fine | Scadenza | Data scadenza |
        Data di scadenza | Einddatum | Einddatum contract | Afloopdatum""",
    "latest_end": """Maximum End Date | Maximum Contract End Date | Contract Maximum End Date | Max End Date |
        Latest End Date | Latest Possible End Date | Final End Date | End Date incl. extensions |
        End Date including extensions | End Date with extensions | Extended End Date | Extension End Date |
        Latest Extension Date | Maximum Extension Date | Latest Expiry Date | Spätestes Vertragsende |
        Spätestes Ende | Maximales Vertragsende | Ende inkl. Verlängerung | Ende einschl. Verlängerungen |
        Ende mit Verlängerungen | Date de fin maximale | Échéance maximale | Fin maximale | Fecha máxima de fin |
        Fecha de fin con prórrogas | Fin con prórrogas | Data massima di fine | Scadenza con proroghe |
        Scadenza massima | Uiterste einddatum | Einddatum incl. verlenging | Einddatum inclusief verlengingen |
        Maximale einddatum""",
    "renews": """Renewal Type | Auto Renew | Auto-Renewal | Automatic Renewal | Automatically Renews | Auto Extends |
        Renewal | Renewal Terms | Verlängerungsart | Automatische Verlängerung | Auto-Verlängerung |
        Stillschweigende Verlängerung | Verlängert sich automatisch | Verlängerung | Tacite reconduction |
        Reconduction tacite | Reconduction | Renouvellement | Renouvellement automatique | Renovación automática |
        Prórroga tácita | Tácita reconducción | Renovación | Rinnovo automatico | Tacito rinnovo | Rinnovo tacito |
        Rinnovo | Automatische verlenging | Stilzwijgende verlenging | Verlenging""",
    "extendable": """Extendable | Extendible | Contract Extendable | Is Contract Extendable |
        Is the contract extendable | Is extendable | Contract can be extended | Can be extended | Extension Option |
        Option to extend | Options to extend | Extension Options | Extension available | Renewable |
        Extension possible | Renewal Option | Verlängerbar | Verlängerungsoption | Verlängerungsmöglichkeit |
        Option auf Verlängerung | Renouvelable | Reconductible | Prolongation possible | Option de prolongation |
        Prorrogable | Renovable | Posibilidad de prórroga | Prórroga | Prorogabile | Rinnovabile |
        Opzione di proroga | Verlengbaar | Verlengingsoptie | Optie tot verlenging | Verlengingsopties""",
    "notice": """Notice Period | Notice | Notice Required | Notice to terminate | Termination Notice |
        Termination Notice Period | Termination Period | Renewal Notice | Cancellation Period | Kündigungsfrist |
        Frist | Délai de préavis | Préavis | Durée du préavis | Plazo de preaviso | Preaviso | Preavviso |
        Termine di preavviso | Periodo di preavviso | Opzegtermijn""",
    "term": """Renewal Term | Renewal Period | Extension Period | Renewal Length | Extension Length |
        Verlängerungszeitraum | Verlängerungsdauer | Verlängerung um | Durée de reconduction |
        Durée de renouvellement | Periodo de renovación | Período de prórroga | Periodo di rinnovo |
        Durata rinnovo | Verlengingsduur | Verlengingsperiode""",
    "value": """Annual Value | Annual Contract Value | Annual Cost | Annual Amount | Annual Spend |
        Estimated Annual Value | Estimated Annual Spend | Yearly Value | Value per year | Value p.a. | ACV |
        Monthly Value | Monthly Cost | Monthly Amount | Value per month | Total Value | Total Contract Value | TCV |
        Contract Value | Contract Award Value | Award Value | Awarded Value | Contract Amount | Total Amount |
        Original Contract Value | original_value | Sum to be paid | Estimated Value | Value | Amount | Jahreswert |
        Jährlicher Wert | Wert pro Jahr | Jahresbetrag | Monatswert | Monatsbetrag | Wert pro Monat | Gesamtwert |
        Auftragswert | Vertragswert | Vertragsvolumen | Vertragssumme | Wert | Valeur annuelle | Montant annuel |
        Montant mensuel | Valeur totale | Montant total | Montant du contrat | Montant du marché | Montant |
        Valor anual | Importe anual | Importe mensual | Valor total | Importe total | Importe de adjudicación |
        Valor del contrato | Importe | Valor | Valore annuo | Valore annuale | Importo annuo | Importo mensile |
        Valore totale | Importo totale | Valore del contratto | Importo contrattuale | Importo | Jaarwaarde |
        Waarde per jaar | Jaarbedrag | Maandbedrag | Totale waarde | Totale contractwaarde | Contractwaarde | Waarde |
        Bedrag""",
    "per": "Value per | Billing Cycle | Payment Frequency | Abrechnungszeitraum | Périodicité",
    "signed": """Date signed | Signed on | Signature Date | Signing Date | Award Date | Date of award | Contract Date |
        Date Awarded | Unterzeichnet am | Unterschrieben am | Datum der Unterschrift | Vertragsdatum |
        Date de signature | Signé le | Fecha de firma | Fecha de formalización | Data firma | Data di firma |
        Data stipula | Datum ondertekening | Ondertekend op""",
    "ref": """Reference Number | Reference | Ref No | Ref. | Contract Reference | Contract Reference Number |
        Contract Ref | Contract Number | Contract No | Contract # | Agreement Number | reference_number |
        Vertragsnummer | Vertrags-Nr. | Vertragsnr | Aktenzeichen | Referenz | Numéro de contrat | Référence |
        N° de contrat | N° de marché | Numéro de marché | Número de contrato | Referencia | Expediente |
        Número de expediente | N.º de contrato | Numero contratto | Riferimento | CIG | Contractnummer | Referentie |
        Kenmerk""",
    "kind": """Contract Type | Agreement Type | Type of contract | Category | Contract Category | Type | Vertragsart |
        Vertragstyp | Art | Type de contrat | Catégorie | Tipo de contrato | Tipo di contratto | Tipologia |
        Contractsoort | Soort contract | Soort""",
    "ends": "Termination Date | Terminated on | Date Terminated | Beendet am | Gekündigt zum | Date de résiliation",
    "owner": """Contract Owner | Account Manager | Owner Name | Vertragsverantwortlicher | Verantwortlich |
        Verantwortlicher | Zuständig | Responsable | Responsable du contrat | Responsable del contrato | Responsabile |
        Contracteigenaar | Eigenaar""",
    "note": """Notes | Comments | Description | Contract Description | Summary | Bemerkung | Bemerkungen |
        Beschreibung | Anmerkung | Remarques | Observations | Observaciones | Note interne | Opmerkingen""",
    "external_id": """Contract ID | ContractId | CN ID | Record ID | Contract System ID | OCID | Id | procurement_id |
        Vertrags-ID""",
}  # fmt: skip
