"""What Salesforce, HubSpot, Pipedrive and Dynamics 365 call the columns of their exports.

Kind of record → field → names, the preferred one first: labels as their reports and lists show them, and the names of
their interfaces. Only letters, digits, #, % and + count: `Billing City`, BillingCity and billing_city are one name.
What is here in `A - B` is Pipedrive's. A name that amcli itself uses wins over all of these.
"""

from __future__ import annotations

_ACCOUNT_NAMES = """Account Name | Account: Account Name | Associated Company | Primary Company |
    Primary Associated Company | Associated Company (Primary) | Company / Account | Company Name | Company |
    Organization - Name | Organization | org_name | org_id.name | Parent Customer | Potential Customer | Customer |
    Client | Kunde | Kundenname | Firma"""
_ACCOUNT_IDS = """AccountId | Account: Account ID | Primary Associated Company ID | Associated Company IDs (Primary) |
    Associated Company IDs | associatedcompanyid | Company ID | Organization - ID | org_id | org_id.value |
    parentcustomerid | _parentcustomerid_value | parentaccountid | _parentaccountid_value | customerid |
    _customerid_value | _accountid_value"""
_CURRENCIES = """CurrencyIsoCode | Currency Code | deal_currency_code | transactioncurrencyid |
    transactioncurrencyidname | isocurrencycode"""

# Columns that say with a yes or a no that what a row has came back.
BACK_NAMES = """Refund | Is Refund | Refunded | Is Credit | Is Credit Note | Is Return | Credit Note | Gutschrift |
    Ist Gutschrift | Erstattung | Rückerstattung | Avoir | Is Refunded"""
# What any kind of record may have whose amounts add or take away: its state, that it is void, and its type.
STATE_NAMES = """Invoice Status | Document Status | Rechnungsstatus | Belegstatus | Bill Status | Expense Status |
    Order Status | Status | State | statecode | invoicestatus | Statut | Statut de la facture | État | Estado |
    Estado de la factura | Stato | Stato fattura | Estado da fatura | Situação | Zustand | Financial Status |
    Payment Status | Payment State | Paid Status | Zahlungsstatus | Statut de paiement | Estado de pago |
    Stato pagamento | Betaalstatus"""
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
    Tipo de fatura | move_type | vchtype"""

NAMES: dict[str, dict[str, str]] = {
    "account": {
        "name": """Account Name | Company name | Organization - Name | Organization | Company | Firma | Firmenname |
            Kundenname | Kunde""",
        "external_id": """Account ID | (Do Not Modify) Account | Record ID | hs_object_id | Company ID |
            Organization - ID | Id | Account Number | Customer Number | Kundennummer""",
        "parent": """Parent Account | Parent Account: Account Name | Parent.Name | Parent Company |
            Parent Organization | parentaccountidname | Parent Account ID | ParentId | Parent Company ID |
            hs_parent_company_id | _parentaccountid_value""",
        "tier": "Ideal Customer Profile Tier | hs_ideal_customer_profile | Account Tier",
        "category": "Industry | industrycode | Organization - Industry | Branche",
        "currency": f"{_CURRENCIES} | Account Currency",
        "phone": "Account Phone | Phone Number | Main Phone | telephone1 | Organization - Phone | Telefon",
        "website": "Website URL | Organization - Website | Company Domain Name | domain",
        "address": """Billing Street | Street Address | Address 1: Street 1 | address1_line1 | Street |
            Organization - Street/road name of Address | Organization - Address | Straße""",
        "city": """Billing City | Address 1: City | Organization - City/town/village/locality of Address |
            address_locality | Ort | Stadt""",
        "country": """Billing Country | Billing Country/Region | Country/Region | Address 1: Country/Region |
            address1_country | Organization - Country of Address | address_country | Land""",
        "note": "Description | Account Description | About us | Notes | Bemerkung",
        "tag": "Label | Labels | Organization - Label | Organization - Labels",
    },
    "contact": {
        "account": f"{_ACCOUNT_NAMES} | Person - Organization | parentcustomeridname | {_ACCOUNT_IDS}",
        "name": "Full Name | Contact Name | Contact: Full Name | Person - Name | Ansprechpartner",
        "first_name": "First Name | Person - First name | Vorname",
        "last_name": "Last Name | Person - Last name | Nachname",
        "external_id": "Contact ID | (Do Not Modify) Contact | Record ID | hs_object_id | Person - ID | Id",
        "role": "Buying Role | hs_buying_role | Contact Role | accountrolecode | Role",
        "title": "Job Title | Person - Job title | Position | Funktion",
        "email": """E-mail | Email Address | emailaddress1 | Person - Email - Work | Person - Email | primary_email |
            email.0.value | Work email | E-Mail-Adresse""",
        "phone": """Business Phone | Phone Number | telephone1 | Person - Phone - Work | Person - Phone |
            phone.0.value | Mobile Phone Number | Mobile Phone | Mobile | Person - Phone - Mobile | Telefon""",
        "reports_to": "Reports To: Full Name | ReportsTo.Name | ReportsToId | Manager | managername",
        "note": "Description | Contact Description | Person - Notes | Notes | Bemerkung",
    },
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
        "name": "Product Name | Produkt | Artikel | Bezeichnung",
        "category": "Product Family | Family | Product - Category | Product Type | hs_product_type | Warengruppe",
        "price": "List Price | UnitPrice | Product - Unit price | Standard Price | Listenpreis | Preis",
        "currency": _CURRENCIES,
        "external_id": """Product Code | SKU | hs_sku | Product - Product code | productnumber | Product ID |
            (Do Not Modify) Product | Record ID | hs_object_id | Id | Artikelnummer""",
    },
    "sale": {
        "account": f"{_ACCOUNT_NAMES} | Deal - Organization | parentaccountidname | customeridname | {_ACCOUNT_IDS}",
        "stage": """Deal - Status | Opportunity Status | Stage | StageName | Deal Stage | Status | statecode | IsWon |
            Won | Is Closed Won | hs_is_closed_won""",
        "amount": """Actual Revenue | actualvalue | Deal - Value | Value | Amount in company currency | Est. Revenue |
            estimatedvalue | Betrag | Umsatz | Netto | Nettobetrag""",
        "date": """Won time | Deal - Won time | Actual Close Date | Close Date | Deal - Deal closed on |
            Deal - Closed on | close_time | Est. Close Date | estimatedclosedate | Invoice Date | Datum |
            Rechnungsdatum | Belegdatum""",
        "ref": "Opportunity ID | (Do Not Modify) Opportunity | Record ID | hs_object_id | Deal - ID | Id",
        "currency": f"{_CURRENCIES} | Opportunity Currency | Deal - Currency of Value | Deal - Currency | Währung",
        "product": "Product Name | Deal - Product name | Produkt | Artikel",
        "quantity": "TotalOpportunityQuantity | Total Quantity | Menge",
    },
    "target": {
        "amount": "Quota Amount | Quota | Target (Money) | Target amount | hs_target_amount",
        "account": "Account Name",
        "currency": _CURRENCIES,
        "start_date": "Start Date | goalstartdate | hs_start_datetime",
        "end_date": "End Date | goalenddate | hs_end_datetime",
    },
    "budget": {
        "account": f"{_ACCOUNT_NAMES} | {_ACCOUNT_IDS}",
        "currency": _CURRENCIES,
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
