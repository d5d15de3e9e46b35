"""The words of registers of contracts, of help desks and of sheets of negotiations, as word_lists has all others."""

from __future__ import annotations

AGREEMENT_WORDS: dict[tuple[str, str], dict[str, str]] = {
    ("contract", "renews"): {
        "tacit": """automatic | automatically | auto | auto renew | auto-renewal | automatic renewal | tacitly |
            renews automatically | evergreen | rolling | stillschweigend | automatisch | automatische verlängerung |
            verlängert sich automatisch | stillschweigende verlängerung | tacite | tacite reconduction |
            reconduction tacite | automatique | tácita | tácita reconducción | automática | prórroga tácita | tacito |
            tacito rinnovo | rinnovo tacito | automatico | rinnovo automatico | stilzwijgend |
            stilzwijgende verlenging | automatische verlenging""",
        "express": """by agreement | optional | option | option to extend | extension option | manual | manually |
            on request | mutual agreement | negotiated | ausdrücklich | manuell | auf antrag | einvernehmlich |
            verlängerungsoption | expresse | reconduction expresse | sur demande | manuelle | expresa |
            prórroga expresa |
            espresso | espressa | rinnovo espresso | proroga espressa | manuale | uitdrukkelijk | handmatig | optie""",
        "no": """not renewable | non-renewable | no renewal | no extension | not extendable | fixed term | fixed |
            one-off | none | keine | keine verlängerung | nicht verlängerbar | befristet | einmalig |
            non renouvelable | sans reconduction | aucune | no renovable | no prorrogable | sin prórroga | ninguna |
            non rinnovabile | nessuna | nessun rinnovo | niet verlengbaar | geen verlenging | geen""",
    },
    ("contract", "per"): {
        "total": "one-off | one time | once | whole term | lifetime | einmalig | gesamt | total | unique",
        "year": """annual | annually | yearly | per year | pa | jährlich | pro jahr | annuel | par an | anual |
            annuale | per jaar | jaarlijks""",
        "month": """monthly | per month | pm | monatlich | pro monat | mensuel | par mois | mensual | mensile |
            per maand | maandelijks""",
    },
    ("contract", "notice"): {"": "none | no notice | not applicable | keine | aucun | ninguno | nessuno | geen"},
    ("contract", "kind"): {
        "frame": """framework | framework agreement | frame agreement | frame contract | master agreement | master |
            msa | master service agreement | call-off | rahmenvertrag | rahmenvereinbarung | accord-cadre |
            contrat-cadre | acuerdo marco | contrato marco | accordo quadro | contratto quadro | raamovereenkomst |
            raamcontract""",
        "supply": """supplies | goods | supply of goods | purchase agreement | supply agreement | lieferung |
            liefervertrag | lieferauftrag | fournitures | fourniture | suministro | suministros | forniture |
            fornitura | leveringen | levering""",
        "service": """services | service agreement | maintenance | support | dienstleistung | dienstleistungen |
            dienstleistungsvertrag | wartung | wartungsvertrag | dienstvertrag | prestation | prestations |
            servicio | servicios | mantenimiento | servizi | servizio | manutenzione | diensten | dienst | onderhoud""",
        "licence": """license | licences | licenses | software licence | software license | subscription | saas |
            lizenz | lizenzvertrag | lizenzen | abonnement | licence logicielle | licencia | licencias | suscripción |
            licenza | licenze | licentie | licenties""",
    },
    ("issue", "severity"): {
        "critical": """urgent | p0 | p1 | sev1 | severity 1 | s1 | highest | very high | blocker | emergency |
            immediate | top | kritisch | dringend | sehr hoch | höchste | notfall | critique | urgente | très haute |
            crítica | crítico | muy alta | altissima | molto alta | kritiek | spoed | zeer hoog""",
        "high": """p2 | sev2 | severity 2 | s2 | important | hoch | haute | élevée | alta | alto | hoog""",
        "normal": """medium | moderate | standard | p3 | sev3 | severity 3 | s3 | default | mittel | moyenne |
            normale | moyen | media | medio | normaal | gemiddeld""",
        "low": """p4 | p5 | sev4 | severity 4 | s4 | lowest | very low | minor | trivial | planning | niedrig |
            gering | sehr niedrig | niedrigste | basse | faible | très basse | baja | bajo | muy baja | bassa | basso |
            molto bassa | laag | zeer laag""",
        "": "none | not set | no priority | keine",
    },
    ("issue", "cause"): {
        "quality": """quality issue | product quality | defect | defective | defective product | bug | damage |
            damaged | fault | faulty | qualität | qualitätsmangel | mangel | defekt | qualité | défaut | calidad |
            defecto | qualità | difetto | kwaliteit | gebrek""",
        "delivery": """deliveries | delivery issue | late delivery | shipping | shipment | logistics | lieferung |
            lieferverzug | versand | livraison | expédition | entrega | envío | consegna | spedizione | levering |
            verzending""",
        "price": "pricing | prices | price issue | preis | preise | prix | tarif | precio | precios | prezzo | prijs",
        "billing": """invoice | invoicing | invoices | billing issue | billing problem | payment | payments |
            rechnung | abrechnung | zahlung | facturation | facture | paiement | facturación | factura | pago |
            fatturazione | fattura | pagamento | facturatie | factuur | betaling""",
        "service": """customer service | service quality | poor service | kundendienst | service client |
            atención al cliente | servizio clienti | klantenservice""",
        "people": """staff | behaviour | behavior | personnel | personal | mitarbeiter | verhalten | personale |
            personeel""",
        "other": "others | misc | miscellaneous | sonstiges | andere | autre | otro | altro | overig",
    },
    ("issue", "accepted"): {
        "yes": """good | good, i'm satisfied | i'm satisfied | satisfied | very satisfied | accepted | happy |
            positive |
            yes | true | zufrieden | sehr zufrieden | akzeptiert | satisfait | très satisfait | accepté | satisfecho |
            aceptado | soddisfatto | accettato | tevreden | geaccepteerd""",
        "no": """bad | bad, i'm unsatisfied | i'm unsatisfied | unsatisfied | dissatisfied | very dissatisfied |
            not accepted | rejected | unhappy | negative | no | false | unzufrieden | sehr unzufrieden |
            nicht akzeptiert | insatisfait | refusé | insatisfecho | rechazado | insoddisfatto | rifiutato |
            ontevreden | geweigerd""",
    },
    ("negotiation", "outcome"): {
        "agreed": """agreement | deal | signed | closed - agreed | success | successful | won | einigung | geeinigt |
            accord | acuerdo | acordado | accordo | concordato | akkoord | overeenkomst""",
        "broken-off": """broken off | no agreement | failed | cancelled | canceled | abandoned | lost | abgebrochen |
            gescheitert | rompu | échec | fracaso | roto | fallita | interrotta | afgebroken | mislukt""",
        "": """open | in progress | ongoing | running | offen | laufend | en cours | abierta | en curso | aperta |
            in corso | lopend""",
    },
}  # fmt: skip

# Where a ticket stands. What waits for someone is told by the word for whom; `Pending` and `On hold` are not, unless
# the help desk is known.
TICKET_STATUSES = {
    "open": """open | active | assigned | reopened | offen | aktiv | zugewiesen | ouvert | ouverte |
        attribué | abierto | abierta | asignado | aperto | aperta | assegnato | openstaand | toegewezen""",
    "received": """new | unassigned | submitted | logged | registered | to do | untriaged | neu | eingegangen |
        nouveau | nouvelle | reçu | nuevo | nueva | recibido | nuovo | nuova | ricevuto | nieuw | ontvangen""",
    "investigating": """in progress | work in progress | in process | processing | processing (assigned) |
        processing (planned) | under investigation | under review | in review | escalated | in bearbeitung |
        in arbeit | in prüfung | en cours | en traitement | en cours (attribué) | en cours (planifié) | en curso |
        en proceso | in corso | in lavorazione | in behandeling | bezig""",
    "client": """waiting on customer | waiting for customer | waiting on client | waiting for client |
        waiting on contact | waiting on requester | waiting for requester | awaiting customer |
        awaiting customer reply | awaiting your reply | awaiting client | awaiting requester | awaiting user info |
        pending customer | pending client | customer pending | wartet auf kunde | warten auf kunde |
        wartet auf kunden | warten auf kundenantwort | en attente du client | en attente client |
        esperando al cliente | esperando cliente | pendiente del cliente | in attesa del cliente | attesa cliente |
        wacht op klant | wachten op klant""",
    "third-party": """waiting on third party | waiting for third party | waiting on vendor | waiting for vendor |
        waiting on supplier | waiting for supplier | awaiting vendor | awaiting supplier | awaiting third party |
        pending vendor | pending third party | with vendor | with supplier | wartet auf lieferant |
        warten auf lieferanten | wartet auf dritte | en attente fournisseur | en attente du fournisseur |
        en attente d'un tiers | esperando proveedor | esperando a un tercero | in attesa del fornitore |
        wacht op leverancier | wacht op derden | wachten op leverancier""",
    "us": """waiting on us | waiting for support | waiting for agent | awaiting agent | waiting on support |
        customer replied | customer responded | wartet auf uns""",
    "answered": """solved | resolved | fixed | answered | gelöst | behoben | beantwortet | résolu | résolue | resuelto |
        resuelta | risolto | risolta | opgelost | beantwoord""",
    "closed": """closed | complete | completed | done | finished | closed successful | closed unsuccessful |
        closed - resolved |
        archived | geschlossen | abgeschlossen | erledigt | fermé | fermée | clos | close | clôturé | cerrado |
        cerrada |
        chiuso | chiusa | gesloten | afgesloten""",
    "skip": """deleted | spam | suspended | merged | duplicate | gelöscht | zusammengeführt | supprimé | eliminado |
        eliminato | verwijderd | samengevoegd""",
}  # fmt: skip
# What is proposed for a status that is not known, by a word in it; never taken for it.
STATUSES_MUCH_LIKE = {
    "third-party": """parts | vendor | supplier | third | carrier | manufactur | lieferant | ersatzteil | fournisseur |
        proveedor""",
    "client": "customer | client | requester | user | contact | pending | kunde | klant | cliente",
    "closed": "cancel | reject | withdrawn | storniert | annul | abgelehnt | won't",
    "answered": "solution | delivered | proposed",
    "investigating": "progress | investigat | review | develop | test | analys | planned",
    "us": "wait | hold | parked | pause | block",
}
NOBODY = """unassigned | nobody | none | no owner | no agent | nicht zugewiesen | niemand | non assigné | non attribué |
    sin asignar | non assegnato | niet toegewezen"""
