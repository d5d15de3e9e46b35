"""What help desks call the columns of their tickets, and simple sheets those of negotiations.

Zendesk, Freshdesk, Jira Service Management, HubSpot, Salesforce cases, ServiceNow, Intercom, Zammad, osTicket and GLPI;
the preferred name first, as in crm_names. A first reply is a moment here: how long it took (`First reply time in
minutes`) is in hours of the desk, and in no list.
"""

from __future__ import annotations

ORGANISATIONS = """Organizations | Organisations | Ticket organization name | Requester Organization |
    Requester Company | Contact Company | Company / Organization | Associated Company | Entity | Entität | Entité |
    Organisationen | Kunden"""
# Who is the person in a file that names the firm besides.
PERSONS = "Customer | Customer Name | Client | Client Name | Kunde | Kundenname | Cliente | Klant"

ISSUE: dict[str, str] = {
    "title": """Subject | Ticket Subject | Ticket Name | hs_ticket_subject | Summary | Case Subject |
        Short description |
        Issue Summary | Title | Name | Betreff | Titel | Zusammenfassung | Sujet | Titre | Objet | Asunto | Título |
        Oggetto | Titolo | Onderwerp""",
    "severity": """Priority | Ticket Priority | hs_ticket_priority | Case Priority | Urgency | Priorität |
        Dringlichkeit | Priorité | Urgence | Prioridad | Urgencia | Priorità | Urgenza | Prioriteit | Urgentie""",
    "cause": """Category | Ticket Category | hs_ticket_category | Help Topic | Issue Type | Ticket Type | Case Type |
        Case Reason | Type | Kategorie | Art | Catégorie | Categoría | Tipo | Categoria | Categorie | Soort""",
    "raised_by": f"""Requester | Requester Name | Requester: Name | Contact | Contact Name | Contact: Full Name |
        Full name | Reporter | Caller | From | User | Associated Contact | {PERSONS} | Antragsteller | Ansprechpartner |
        Melder | Gemeldet von | Demandeur | Solicitante | Richiedente | Aanvrager | Melder naam""",
    "raised_by_email": """Requester Email | Requester e-mail | Customer Email | Contact Email | Email | E-mail |
        From Email | Reporter Email | User Email | E-Mail-Adresse""",
    "opened": """Created at | Created | Created time | Created date | Create date | createdate | Created on |
        Creation Date | Date Created | Opened at | Opened on | Open Date | Date Opened | Date/Time Opened |
        Opening date | Reported on | Received | sys_created_on | Erstellt | Erstellt am | Erstellungsdatum |
        Erstellt um | Eröffnet am | Eröffnungsdatum | Eingang | Gemeldet am | Créé le | Date de création |
        Date d'ouverture | Ouvert le | Fecha de creación | Creado el | Fecha de apertura | Data di creazione |
        Creato il | Data di apertura | Aangemaakt op | Aanmaakdatum | Aangemaakt | Gemeld op""",
    "acknowledged": """First response at | First responded at | First responded on | First reply at |
        First reply date | First response date | Initial response time | First agent reply date |
        hs_first_agent_reply_date | Acknowledged at | Acknowledged on | Assigned at | Erste Antwort am |
        Erste Antwort | Erstantwort | Première réponse le | Primera respuesta | Prima risposta | Eerste reactie |
        Eerste antwoord""",
    "closed": """Closed at | Closed | Closed time | Closed date | Close date | Closed on | Date Closed |
        Date/Time Closed | hs_closed_date | closed_date | Closing date | Geschlossen am | Geschlossen um |
        Abgeschlossen am | Fermé le | Date de clôture | Date de fermeture | Cerrado el | Fecha de cierre | Chiuso il |
        Data di chiusura | Gesloten op | Sluitingsdatum""",
    "solved": """Solved at | Solved on | Resolved at | Resolved | Resolved time | Resolved on | Resolution date |
        Resolutiondate | Date Resolved | Solving date | Solution date | Gelöst am | Lösungsdatum | Résolu le |
        Date de résolution | Fecha de resolución | Resuelto el | Risolto il | Data di risoluzione | Opgelost op""",
    "stage": """Status | Ticket Status | hs_pipeline_stage | Case Status | Current Status | Issue Status | State |
        Ticket State | Stand |
        Zustand | Statut | État | Estado | Stato | Toestand""",
    "owner": """Assignee | Assigned to | Agent | Agent Name | Ticket Owner | hubspot_owner_id | Case Owner |
        Owner Name |
        Responder | Assigned Agent | Assigned to - Technician | Technician | Bearbeiter | Zugewiesen an | Zuständig |
        Besitzer | Assigné à | Attribué à | Technicien | Asignado a | Agente | Responsable | Assegnato a |
        Responsabile | Toegewezen aan | Behandelaar | Eigenaar""",
    "accepted": """Satisfaction | Satisfaction Score | Satisfaction Rating | Survey Result | Survey results | CSAT |
        Zufriedenheit | Satisfaction client | Satisfacción | Soddisfazione | Tevredenheid""",
    "wants": "Desired Outcome | Expected Outcome | Desired Resolution | Wunsch | Forderung | Attente",
    "resolution": """Solution | Resolution Notes | Resolution Details | Resolution Summary | Close notes | Lösung |
        Antwort | Solución | Risoluzione | Soluzione | Oplossing""",
    "note": """Description | Details | Comments | Notes | Body | Beschreibung | Bemerkung | Descripción | Descrizione |
        Omschrijving""",
    "external_id": """Ticket ID | Ticket # | Ticket Number | Ticket No | Ticket No. | Issue Key | Key | Case Number |
        Case ID | Number | Id | # | Record ID | Conversation ID | hs_object_id | hs_ticket_id | Incident Number |
        Ticketnummer | Ticket-Nr. | Nummer | Nr. | Vorgangsnummer | Numéro | N° | N° de ticket | Número |
        Número de ticket | Numero | Numero ticket""",
}  # fmt: skip

NEGOTIATION: dict[str, str] = {
    "subject": """Negotiation | Title | Topic | Name | Verhandlung | Gegenstand | Thema | Betreff | Négociation |
        Sujet |
        Objet | Negociación | Asunto | Objeto | Trattativa | Oggetto | Onderhandeling | Onderwerp""",
    "until": """Deadline | Due | Due Date | Target Date | Agree by | Decision by | Frist | Bis | Ziel | Échéance |
        Date limite | Fecha límite | Scadenza | Streefdatum""",
    "started": """Start Date | Start | Began | Begin | Opened | Date | Created | Beginn | Begonnen | Startdatum |
        Date de début | Début | Fecha de inicio | Inicio | Data inizio | Inizio | Begindatum""",
    "outcome": "Result | Status | Ergebnis | Ausgang | Résultat | Resultado | Esito | Risultato | Uitkomst",
    "closed": "Closed on | End Date | Ended | Date Closed | Ende | Beendet am | Date de fin | Fecha de fin | Data fine",
    "owner": "Negotiator | Owner Name | Responsible | Verantwortlich | Verhandler | Responsable | Responsabile",
    "note": "Notes | Description | Comments | Bemerkung | Remarques | Observaciones | Opmerkingen",
    "external_id": "Negotiation ID | Record ID | Id | Number",
}  # fmt: skip
