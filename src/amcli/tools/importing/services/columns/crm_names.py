"""What other systems call the columns of their exports.

Salesforce, HubSpot, Pipedrive and Dynamics 365; Outlook and Google; Zoho, SuiteCRM, EspoCRM, Odoo and ERPNext; SAP,
DATEV, Lexware, Sage, QuickBooks, Xero, Stripe and Shopify; and the plain words of two dozen languages.

Kind of record → field → names, the preferred one first: labels as their reports and lists show them, and the names of
their interfaces. Only letters, digits, #, % and + count: `Billing City`, BillingCity and billing_city are one name.
What is here in `A - B` is Pipedrive's. A name that amcli itself uses wins over all of these. Columns of currencies have
words of their own (currency_words). No gross amount is here, which has taxes in it: --map takes one.
"""

from __future__ import annotations

# The words by which columns are known are in column_words, by what they mean; here by system and kind of record.
from amcli.tools.importing.services.columns import column_words as words
from amcli.tools.importing.services.columns import people_names, register_names, ticket_names

_CRM_ACCOUNTS = """Account Name | Account: Account Name | Associated Company | Primary Company |
    Primary Associated Company | Associated Company (Primary) | Company / Account"""
_DYNAMICS_ACCOUNTS = "Organization - Name | org_name | org_id.name | Parent Customer | Potential Customer"
_PEOPLES_ACCOUNTS = f"{_CRM_ACCOUNTS} | {words.FIRM} | {_DYNAMICS_ACCOUNTS} | {words.CLIENT}"
_ACCOUNT_NAMES = f"{_CRM_ACCOUNTS} | {_DYNAMICS_ACCOUNTS} | {words.CLIENT} | {words.FIRM}"
_ACCOUNT_IDS = """AccountId | Account: Account ID | Primary Associated Company ID | Associated Company IDs (Primary) |
    Associated Company IDs | associatedcompanyid | Company ID | Organization - ID | org_id | org_id.value |
    parentcustomerid | _parentcustomerid_value | parentaccountid | _parentaccountid_value | customerid |
    _customerid_value | _accountid_value | Customer Number | Customer No | Customer Code | Kundennummer | Kunden-Nr |
    Debitorennummer | Debitor-Nr | Klantnummer | Kundnummer | Kundenr"""

# Columns that name another record by the key that its system gave it.
_PARENT_IDS = "Parent Account ID | ParentId | Parent Company ID | hs_parent_company_id | _parentaccountid_value"
REFERENCE_IDS = f"""{_ACCOUNT_IDS} | {register_names.PARTNER_IDS} | {_PARENT_IDS} | WhatId |
    _regardingobjectid_value | regardingobjectid |
    ReportsToId | WhoId | person_id | OwnerId | hubspot_owner_id | _ownerid_value | Product2Id |
    {people_names.IDS}"""
# Columns that say with a yes or a no that what a row has came back.
BACK_NAMES = """Refund | Is Refund | Refunded | Is Credit | Is Credit Note | Is Return | Credit Note | Gutschrift |
    Ist Gutschrift | Erstattung | Rückerstattung | Avoir | Is Refunded"""
# What any kind of record may have whose amounts add or take away: its state, that it is void, and its type.
STATE_NAMES = """Invoice Status | Document Status | Rechnungsstatus | Belegstatus | Bill Status | Expense Status |
    Order Status | Status | State | statecode | invoicestatus | Statut | Statut de la facture | État | Estado |
    Estado de la factura | Stato | Stato fattura | Estado da fatura | Situação | Zustand | Financial Status |
    Payment Status | Payment State | Paid Status | Zahlungsstatus | Statut de paiement | Estado de pago |
    Stato pagamento | Betaalstatus | Approval Status | Approval State | Posting Status | Workflow State |
    Genehmigungsstatus | Freigabestatus | docstatus | Doc Status | Stan | Stan dokumentu | Stan faktury |
    Status dokumentu | Status faktury | Stav | Stav dokladu | Stav faktury | Tila | Laskun tila | Durum | Durumu |
    Fatura durumu | Fakturastatus | Állapot | Státusz | Stare | Κατάσταση | Статус | Статус документа | Состояние |
    Стан | 状態 | ステータス | 状态 | 单据状态 | 狀態 | 單據狀態 | 상태"""
VOID_NAMES = """Void | Is Void | Is Voided | Cancelled | Canceled | Is Cancelled | Is Canceled | Cancelled at |
    Canceled at | Cancelled on | Voided at | Voided on | Voided Date | Void Date | Date Voided | Cancelled Date |
    Cancellation Date | Deleted | Is Deleted | Deleted at | Draft | Is Draft | Storniert | Storniert am | Storno |
    Stornodatum | Gelöscht | Entwurf | Annulé | Annulée | Annulée le | Anulada | Anulado | Annullata | Annullato |
    Geannuleerd"""
SIGN_NAMES = """Transaction Type | Document Type | Doc Type | Invoice Type | Entry Type | Trans Type | Txn Type |
    Voucher Type | Voucher Type Name | Invoice Type Code | Document Type Code | Type | Kind of document | Belegart |
    Belegtyp | Dokumentart | Dokumenttyp | Rechnungsart | Vorgangsart | Buchungsart | Art | Typ |
    Soll/Haben-Kennzeichen | Soll-/Haben-Kennzeichen | Soll/Haben | S/H | SHKz | Debit/Credit | Debit or Credit |
    Debit/Credit Indicator | Credit/Debit | D/C | C/D | DR/CR | CR/DR | Type de document | Type de pièce |
    Type de facture | Nature | Sens | Débit/Crédit | Tipo de documento | Tipo de factura | Tipo de comprobante |
    Tipo documento | Tipo fattura | Tipo | Debe/Haber | Dare/Avere | Soort | Documenttype | Debet/Credit |
    Tipo de fatura | move_type | vchtype | Trx Type | Tran Type | Billing Type | Billing Document Type | Order Type |
    Sales Document Type | Tipo doc | Rodzaj dokumentu | Rodzaj faktury | Rodzaj | Typ dokumentu | Typ faktury |
    Druh dokladu | Typ dokladu | Druh | Tyyppi | Laskutyyppi | Laskun tyyppi | Bilagstype | Fakturatype | Fakturatyp |
    Belge türü | Belge tipi | Fatura türü | Fatura tipi | Bizonylat típusa | Számla típusa | Típus | Tip document |
    Tip factură | Τύπος παραστατικού | Вид документа | Тип документа | Вид операции | Тип операции | Тип |
    Тип документу |
    伝票区分 | 伝票種別 | 取引区分 | 売上区分 | 区分 | 種別 | 单据类型 | 单据类别 | 发票类型 | 业务类型 | 类型 |
    單據類型 | 類型 |
    문서유형 | 거래유형 | 구분 | 유형 | Sign | Vorzeichen | Signe | Signo | Segno"""

NAMES: dict[str, dict[str, str]] = {
    "account": {
        "name": f"Account Name | Account | Organization - Name | {words.FIRM} | {words.CLIENT}",
        "external_id": """Account ID | (Do Not Modify) Account | Record ID | hs_object_id | Company ID |
            Organization - ID | Id | Account Number | Customer Number | Customer No | Kundennummer | Kunden-Nr |
            Debitorennummer | Klantnummer | Customer ID""",
        "parent": f"""Parent Account | Parent Account: Account Name | Parent.Name | Parent Company |
            Parent Organization | Subsidiary of | parentaccountidname | {_PARENT_IDS}""",
        "tier": "Ideal Customer Profile Tier | hs_ideal_customer_profile | Account Tier",
        "category": "Industry | Sector | industrycode | Organization - Industry | Branche",
        "phone": f"Account Phone | Main Phone | Organization - Phone | {words.PHONE}",
        "website": """Website URL | Organization - Website | Company Domain Name | domain | Web | Webseite | Homepage |
            Internet | Site web | Sitio web | Sito web | Strona www | Web Page""",
        "address": """Billing Street | Street Address | Address 1: Street 1 | address1_line1 | Street |
            Organization - Street/road name of Address | Organization - Address | Business Street | Straße |
            Adresse | Rue | Dirección | Indirizzo | Adres | Ulica | Adresa | Adress | Адрес | 住所 | 地址""",
        "city": """Billing City | Address 1: City | Organization - City/town/village/locality of Address |
            address_locality | Business City | Ort | Stadt | Ville | Ciudad | Città | Cidade | Plaats | Miasto |
            Město | Ort (geschäftlich) | Şehir | Город | 市区町村 | 城市""",
        "country": """Billing Country | Billing Country/Region | Country/Region | Address 1: Country/Region |
            address1_country | Organization - Country of Address | address_country | Business Country/Region |
            Land | Pays | País | Paese | Kraj | Země | Ülke | Страна | 国 | 国家""",
        "note": "Description | Account Description | About us | Notes | Bemerkung",
        "tag": "Label | Labels | Organization - Label | Organization - Labels",
    }
    | people_names.OF_ACCOUNT,
    "contact": {
        "account": f"{_PEOPLES_ACCOUNTS} | Person - Organization | parentcustomeridname | {_ACCOUNT_IDS}",
        "name": f"Full Name | Contact Name | Contact: Full Name | Person - Name | {words.PERSON}",
        "first_name": f"First Name | Person - First name | {words.FIRST_NAME}",
        "last_name": f"Last Name | Person - Last name | {words.LAST_NAME}",
        "external_id": "Contact ID | (Do Not Modify) Contact | Record ID | hs_object_id | Person - ID | Id",
        "role": "Buying Role | hs_buying_role | Contact Role | accountrolecode | Role",
        "influence": """Influence Level | Level of Influence | Degree of Influence | Influence Score |
            Influence Rating | Einfluss | Einflussgrad | Niveau d'influence | Influencia | Nivel de influencia |
            Influenza | Livello di influenza | Invloed""",
        "stance": """Attitude | Disposition | Sentiment | Support Level | Level of Support | Attitude towards us |
            Haltung | Einstellung | Actitud | Atteggiamento | Houding""",
        "title": words.JOB,
        "email": f"""E-mail | Email Address | emailaddress1 | Person - Email - Work | Person - Email | primary_email |
            email.0.value | Work email | {words.EMAIL}""",
        "email_other": """Email 2 | Second Email | Secondary Email | Other Email | Alternate Email | Additional Email |
            Person - Email - Other | Person - Email - Home | email.1.value | emailaddress2 | Email Address 2""",
        "phone": f"Business Phone | Person - Phone - Work | Person - Phone | phone.0.value | {words.PHONE}",
        "mobile": f"""Mobile Phone Number | Mobile Phone | Mobile | Mobile No | Mobile Number |
            Person - Phone - Mobile | Cell | Cell Number | mobilephone | {words.MOBILE}""",
        "reports_to": "Reports To: Full Name | ReportsTo.Name | ReportsToId | Manager | managername",
        "note": "Description | Contact Description | Person - Notes | Notes | Notizen | Notas | Bemerkung",
    },
    "colleague": {
        "name": f"User: Full Name | Full Name | User Name | fullname | User - Name | Owner Name | {words.PERSON}",
        "first_name": f"First Name | {words.FIRST_NAME}",
        "last_name": f"Last Name | {words.LAST_NAME}",
        "department": "Department | Division | Business Unit | businessunitidname | Team | Teams | Abteilung",
        "title": f"Title | Job Title | jobtitle | {words.JOB}",
        "email": f"""E-mail | Email Address | Primary Email | internalemailaddress | User - Email | Owner Email |
            {words.EMAIL}""",
        "phone": f"Main Phone | Business Phone | address1_telephone1 | {words.PHONE} | Mobile Phone | {words.MOBILE}",
        "reports_to": "Manager: Full Name | Manager.Name | Manager | parentsystemuseridname | Manager Name",
        "external_id": """User ID | (Do Not Modify) User | systemuserid | HubSpot Owner ID | hubspot_owner_id |
            Owner ID | User - ID | Id | Employee Number | EmployeeNumber | Employee ID | Personalnummer""",
    },
    "territory": people_names.TERRITORY,
    "placement": {"account": f"{_ACCOUNT_NAMES} | {words.ACCOUNT} | {_ACCOUNT_IDS}"} | people_names.PLACEMENT,
    "assignment": {"account": f"{_ACCOUNT_NAMES} | {words.ACCOUNT} | {_ACCOUNT_IDS}"} | people_names.ASSIGNMENT,
    "interaction": {
        "account": f"""{_ACCOUNT_NAMES} | Activity - Organization | regardingobjectidname | Regarding | {_ACCOUNT_IDS} |
            WhatId | _regardingobjectid_value""",
        "subject": """Subject | Activity - Subject | Call Title | hs_call_title | Meeting name | hs_meeting_title |
            Email subject | hs_email_subject | Title | Betreff""",
        "comments": """Comments | Full Comments | Description | Call notes | hs_call_body | Meeting description |
            hs_meeting_body | Note body | hs_note_body | hs_email_text | Activity - Note | Note | Notes | Body |
            notetext | Beschreibung""",
        "kind": "Activity Type | Type | activitytypecode | hs_engagement_type | TaskSubtype | Art",
        "date": """Activity Date | hs_timestamp | Start Date | StartDateTime | Start Time | Start |
            Activity - Due date | due_date | scheduledstart | actualstart | actualend | Due Date Only | Datum""",
        "with": """Contact | Contact Name | Contact: Full Name | Name | Who.Name | Activity - Contact person |
            Activity - Person | person_name | Contact person | WhoId | person_id""",
        "minutes": """Duration (minutes) | DurationInMinutes | actualdurationminutes | scheduleddurationminutes |
            Activity - Duration | Duration | Call duration (HH:mm:ss) | CallDurationInSeconds | Call Duration |
            Duration (seconds) | Duration (s) | Duration (sec) | Duration (mm:ss) | Duration (hh:mm) |
            Duration (hh:mm:ss) | Duration (min) | Duration in seconds | Duration (hours) | Talk time |
            hs_call_duration | Dauer | Dauer (Minuten) | Dauer (min) | Dauer (Sekunden) | Dauer (hh:mm) |
            Dauer (mm:ss) | Gesprächsdauer |
            Durée | Durée (min) | Duración | Durata | Duur""",
        "external_id": """Activity ID | Task ID | Event ID | annotationid | (Do Not Modify) Activity |
            (Do Not Modify) Phone Call | (Do Not Modify) Appointment | Record ID | hs_object_id | Id""",
    },
    "deadline": {
        "account": f"""{_ACCOUNT_NAMES} | Activity - Organization | regardingobjectidname | Regarding | {_ACCOUNT_IDS} |
            WhatId | _regardingobjectid_value | regardingobjectid""",
        "title": "Subject | Task Title | Task Name | hs_task_subject | Activity - Subject | Task | Betreff | Aufgabe",
        "due": """Due Date | Due Date Only | ActivityDate | Activity - Due date | hs_timestamp | scheduledend | Date |
            Fällig am | Fälligkeitsdatum""",
        "kind": "Type | Task Type | hs_task_type | TaskSubtype | Activity - Type | activitytypecode",
        "priority": "hs_task_priority | Task Priority | prioritycode | Activity - Priority | Priorität",
        "status": """Status | Task Status | hs_task_status | Activity - Done | Activity Status | statecode | IsClosed |
            Closed""",
        "done": """Completed Date | CompletedDateTime | Completed at | hs_task_completion_date |
            Activity - Marked as done time | marked_as_done_time | actualend | Erledigt am""",
        "note": """Comments | Full Comments | Description | Notes | hs_task_body | Activity - Note | Bemerkung |
            Beschreibung""",
        "external_id": """Task ID | Activity ID | (Do Not Modify) Task | (Do Not Modify) Activity | Record ID |
            hs_object_id | Id""",
    },
    "product": {
        "name": f"Product Name | Product | {words.PRODUCT} | Item Name | Bezeichnung",
        "category": """Product Family | Family | Series | Product - Category | Product Type | hs_product_type |
            Warengruppe""",
        "price": f"List Price | UnitPrice | Product - Unit price | Standard Price | {words.PRICE}",
        "external_id": """Product Code | SKU | hs_sku | Product - Product code | productnumber | Product ID |
            (Do Not Modify) Product | Record ID | hs_object_id | Id | Artikelnummer""",
    },
    "sale": {
        "account": f"{_ACCOUNT_NAMES} | Deal - Organization | parentaccountidname | customeridname | {_ACCOUNT_IDS}",
        "stage": """Deal - Status | Opportunity Status | Sales Stage | Stage | StageName | Deal Stage | Status |
            statecode | IsWon | Won | Is Closed Won | hs_is_closed_won""",
        "amount": f"""Actual Revenue | actualvalue | Deal - Value | Value | Opportunity Amount |
            Amount in company currency | Est. Revenue |
            estimatedvalue | Close Value | {words.AMOUNT} | {words.TURNOVER} | {words.NET}""",
        "date": f"""Won time | Deal - Won time | Actual Close Date | Close Date | Deal - Deal closed on |
            Deal - Closed on | close_time | Closing Date | Date Closed | Est. Close Date | estimatedclosedate |
            Expected Close Date | {words.INVOICED} | {words.DAY} |
            {words.DOCUMENTED} | {words.POSTED} | Created (UTC) | Created date (UTC)""",
        "ref": """Opportunity ID | (Do Not Modify) Opportunity | Record ID | hs_object_id | Deal - ID | Id |
            Invoice Number | Invoice No""",
        "product": f"Product Name | Deal - Product name | {words.PRODUCT}",
        "quantity": f"TotalOpportunityQuantity | Total Quantity | {words.QUANTITY}",
        "cost": words.COST,
    },
    "opportunity": {"product": f"Product Name | Deal - Product name | Primary Product | {words.PRODUCT}"}
    | {
        "account": f"""{_ACCOUNT_NAMES} | Deal - Organization | parentaccountidname | customeridname | {words.ACCOUNT} |
            {_ACCOUNT_IDS}""",
        "name": """Opportunity Name | Opportunity | Deal Name | dealname | Deal - Title | Deal Title | Deal | Topic |
            Title | Verkaufschance | Verkaufschancenname | Opportunité | Nom de l'opportunité | Oportunidad |
            Nombre de la oportunidad | Opportunità | Nome opportunità | Oportunidade | Nome da oportunidade |
            Verkoopkans | Naam verkoopkans | Subject""",
        "amount": f"""Opportunity Amount | Deal Amount | Deal - Value | Deal Value | Value | Est. Revenue |
            estimatedvalue | Estimated Revenue | Close Value | {words.AMOUNT} | {words.TURNOVER} | {words.NET}""",
        "actual": "Actual Revenue | actualvalue",
        "close": """Close Date | closedate | Closing Date | Expected Close Date | Deal - Expected close date |
            expected_close_date | Est. Close Date | estimatedclosedate | Estimated Close Date | Forecast Date |
            Abschlussdatum | Schlusstermin | Voraussichtliches Abschlussdatum | Date de clôture | Date de fermeture |
            Fecha de cierre | Data di chiusura | Data chiusura | Data de fechamento | Data de fecho | Sluitingsdatum |
            Afsluitdatum | Verwachte sluitingsdatum""",
        "stage": """Stage | StageName | Deal Stage | dealstage | Deal - Stage | Sales Stage | salesstage |
            Pipeline Phase | stepname | Opportunity Stage | Pipeline Stage | Phase | Stufe | Verkaufsphase | Étape |
            Etapa | Fase | Verkoopfase | Estágio | stage_id""",
        "status": """Deal - Status | Opportunity Status | Deal Status | Status | statecode | State | Statut | Estado |
            Stato""",
        "is_won": "IsWon | Is Won | Won | Is Closed Won | hs_is_closed_won",
        "is_lost": "IsLost | Is Lost | Lost | Is Closed Lost | hs_is_closed_lost",
        "is_closed": "IsClosed | Is Closed | Is Deal Closed? | hs_is_closed",
        "closed": """Actual Close Date | actualclosedate | Deal - Deal closed on | Deal - Closed on | close_time |
            Closed Date | Closed On | Date Closed | Won time | Deal - Won time | won_time | Won Date""",
        "lost_on": "Lost time | Deal - Lost time | lost_time | Lost Date",
        "probability": """Probability (%) | Probability | Deal - Probability | Deal Probability |
            hs_deal_stage_probability | closeprobability | Win Probability | Wahrscheinlichkeit |
            Wahrscheinlichkeit (%) | Probabilité | Probabilidad | Probabilidad (%) | Probabilità | Probabilidade |
            Waarschijnlijkheid""",
        "kind": "Opportunity Type | Deal Type | dealtype | Deal - Type | Type | Art | Typ",
        "forecast": """Forecast Category | ForecastCategoryName | hs_manual_forecast_category |
            msdyn_forecastcategory""",
        "competitor": "Main Competitor(s) | Main Competitors | Competitors | Wettbewerber | Concurrent | Competidor",
        "owner": """Opportunity Owner | Opportunity Owner: Full Name | Deal owner | Deal - Owner | Owner.Name |
            Owner: Full Name | owner_name | owneridname | Sales Agent | Sales Rep | Salesperson | Account Executive |
            Rep | Verkäufer | Zuständig | Besitzer | Inhaber | Opportunity-Inhaber | Inhaber der Opportunity |
            Propriétaire | Propriétaire de l'opportunité | Propietario | Propietario de la oportunidad | Proprietario |
            Titolare | Proprietário | Eigenaar | OwnerId |
            hubspot_owner_id | _ownerid_value""",
        "reason": """Loss Reason | Lost Reason | Closed Lost Reason | closed_lost_reason | Deal - Lost reason |
            lost_reason | Reason Lost | Verlustgrund""",
        "note": """Description | Deal Description | Notes | Bemerkung | Beschreibung | Next Step | NextStep |
            hs_next_step""",
        "external_id": """Opportunity ID | (Do Not Modify) Opportunity | opportunityid | Record ID | hs_object_id |
            Deal - ID | Deal ID | Id""",
        "created": """Created Date | Create Date | createdate | Created On | createdon | Deal - Deal created |
            add_time | Engage Date | Open Date | Opened | Date Opened | Start Date | Erstellt am | Erstelldatum |
            Erstellungsdatum | Angelegt am | Date de création | Fecha de creación | Data di creazione | Data creazione |
            Data de criação | Aanmaakdatum | Aangemaakt op""",
        "since": """Last Stage Change Date | LastStageChangeDate | Deal - Last stage change | stage_change_time |
            Date entered current stage | hs_v2_date_entered_current_stage | Stage Date""",
    },
    "contract": {
        "account": f"""{_CRM_ACCOUNTS} | {_DYNAMICS_ACCOUNTS} | {words.CLIENT} | {register_names.PARTNERS} |
            {words.FIRM} | {words.ACCOUNT} | {_ACCOUNT_IDS} | {register_names.PARTNER_IDS}""",
    }
    | register_names.CONTRACT,
    "issue": {
        "account": f"{_CRM_ACCOUNTS} | {ticket_names.ORGANISATIONS} | {words.FIRM} | {words.CLIENT} | {_ACCOUNT_IDS}",
    }
    | ticket_names.ISSUE,
    "negotiation": {"account": f"{_ACCOUNT_NAMES} | {words.ACCOUNT} | {_ACCOUNT_IDS}"} | ticket_names.NEGOTIATION,
    "target": {
        "amount": f"""Quota Amount | Quota | Target (Money) | Target amount | hs_target_amount | {words.AMOUNT} |
            {words.GOAL}""",
        "account": f"Account Name | {words.CLIENT}",
        "period": words.PERIOD,
        "start_date": "Start Date | goalstartdate | hs_start_datetime",
        "end_date": "End Date | goalenddate | hs_end_datetime",
    },
    "budget": {
        "account": f"{_ACCOUNT_NAMES} | {_ACCOUNT_IDS}",
        "amount": f"{words.AMOUNT} | Budget Amount | Planned Amount | Budget",
        "period": words.PERIOD,
    },
    "expense": {
        "amount": f"{words.AMOUNT} | {words.NET}",
        "date": f"{words.DAY} | {words.DOCUMENTED} | {words.POSTED}",
    },
}

# Names of a stage that count only in a file of deals, which one of the others shows: an invoice has a status too.
ONLY_OF_DEALS = "Status | statecode"
SHOWING_DEALS = """Deal | Deal - Title | Deal Name | dealname | Opportunity | Opportunity Name | opportunityid | Topic |
    (Do Not Modify) Opportunity | Pipeline | pipeline_id | Probability | won_time | Est. Revenue | estimatedvalue |
    Est. Close Date"""

# What a column of this name says of all its rows.
KINDS_BY_COLUMN = {
    "note": "Note body | hs_note_body | notetext | annotationid",
    "meeting": """Meeting name | hs_meeting_title | hs_meeting_body | StartDateTime | Event ID |
        (Do Not Modify) Appointment""",
    "email": "Email subject | hs_email_subject | hs_email_text",
    "call": "Call Title | hs_call_title | hs_call_body | Call notes | (Do Not Modify) Phone Call",
}
