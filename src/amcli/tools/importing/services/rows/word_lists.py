"""The words of other systems, in the languages that their files come in: data alone; `vocabulary` says how it is read.

Case, accents, spaces and signs do not count. What two systems mean two things by (Payment is a sale to a payment
provider and none in a ledger; Major, Pending, Submitted, Refunded) is in no list: that is asked.
"""

from __future__ import annotations

from amcli.tools.importing.services.rows.agreement_words import AGREEMENT_WORDS

SKIP = "skip"  # our word for a row that is not to be taken
# Noun and field → our word → theirs. "" is nothing.
WORDS: dict[tuple[str, str], dict[str, str]] = {
    ("deadline", "priority"): {
        "high": """urgent | highest | very high | critical | blocker | emergency | asap | important | p0 | p1 |
            hoch | sehr hoch | höchste | dringend | kritisch | wichtig | haute | élevée | très haute | critique |
            urgente | alta | muy alta | crítica | altissima | hoog | spoed | wysoki | hög | høj | høy""",
        "normal": """medium | standard | middle | moderate | none | default | regular | p2 | no priority | not set |
            mittel | mittlere | moyenne | normale | media | normaal | gemiddeld | middel | średni | medel |
            mellem | middels | ohne | keine""",
        "low": """lowest | very low | minor | trivial | planning | p3 | p4 | p5 | niedrig | sehr niedrig | gering |
            niedrigste | basse | faible | baja | bassa | laag | baixa | niski | låg | lav""",
    },
    ("deadline", "kind"): {
        "follow-up": "call | phone call | telephone call | email | sms | linked in | follow up call | anruf | "
        "rückruf | nachfassen | wiedervorlage | appel | relance | llamada | seguimiento | chiamata | ligação | "
        "opvolging",
        "meeting": "appointment | event | lunch | dinner | demo | visit | service appointment | video call | termin | "
        "besprechung | besuch | réunion | rendez vous | cita | riunione | appuntamento | afspraak",
        "contract": "contract renewal | renewal | contract end | vertrag | vertragsende | verlängerung | contrat | "
        "contrato | contratto",
        "deliverable": "delivery | proposal | quote | offer | lieferung | angebot | livraison | entrega | consegna",
        "other": "task | to do | deadline | reminder | letter | fax | list email | campaign response | cadence | "
        "none | aufgabe | erinnerung | tâche | tarea | attività | taak | tarefa | autre | otro | altro | sonstiges",
    },
    ("interaction", "kind"): {
        "call": "phone call | telephone call | logged call | outbound call | inbound call | outgoing call | "
        "incoming call | telefonat | anruf | telefon | appel | appel téléphonique | llamada | chiamata | telefonata | "
        "telefoongesprek | ligação | samtal | opkald",
        "meeting": "event | appointment | service appointment | lunch | dinner | demo | webinar | video call | "
        "conference | besprechung | termin | réunion | rendez vous | cita | riunione | appuntamento | "
        "vergadering | afspraak | möte",
        "email": "logged email | email sent | sent email | incoming email | outgoing email | list email | mail | "
        "courriel | correo | correo electrónico | posta elettronica",
        "visit": "site visit | on site | on-site visit | besuch | kundenbesuch | visite | visita | bezoek | besøg",
        "note": "task | to do | other | comment | letter | fax | sms | message | whats app | linked in | post | "
        "linked in message | deadline | notiz | aufgabe | brief | remarque | nota | notitie",
    },
    ("contact", "role"): {
        "decider": "decision maker | economic decision maker | entscheider | décideur | decisor",
        "influencer": "evaluator | champion | technical buyer | technical influencer | beeinflusser | influenceur",
        "user": "end user | business user | employee | anwender | benutzer | utilisateur | usuario | utente",
        "buyer": "economic buyer | budget holder | purchaser | einkäufer | acheteur | comprador | inkoper",
        "approver": "executive sponsor | approver | legal and compliance | legal & compliance | genehmiger",
        "gatekeeper": "blocker",
        "": "other | none",
    },
    ("contact", "influence"): {
        "5": "very high | decisive | key | sehr hoch | très élevé | très élevée | muy alta | muy alto | zeer hoog",
        "4": "high | strong | hoch | groß | élevé | élevée | forte | alta | alto | hoog",
        "3": "medium | moderate | average | mittel | moyen | moyenne | media | medio | gemiddeld",
        "2": "low | weak | niedrig | gering | faible | baja | bajo | bassa | basso | laag",
        "1": "very low | minimal | sehr niedrig | très faible | muy baja | muy bajo | zeer laag",
        "": "none | unknown",
    },
    ("contact", "stance"): {
        "champion": "promoter | advocate | coach | mentor | ally | fürsprecher | promoteur | promotor",
        "supporter": """supportive | positive | friendly | friend | in favour | in favor | favourable | favorable |
            befürworter | unterstützer | positiv | positif | positivo | positief""",
        "neutral": "indifferent | passive | undecided | neutre | neutro | neutraal",
        "sceptic": """skeptic | sceptical | skeptical | critical | critic | cautious | doubtful | negative | skeptisch |
            kritisch | negativ | sceptique | négatif | escéptico | negativo | negatief""",
        "opponent": "detractor | blocker | hostile | enemy | adversary | gegner | opposant | opositor | tegenstander",
        "": "none | unknown",
    },
    ("account", "tier"): {
        "1": "tier 1 | a | key account | platinum | gold",
        "2": "tier 2 | b | silver",
        "3": "tier 3 | c | bronze",
    },
    ("account", "scope"): {"global": "worldwide | international", "local": "lokal", "": "none"},
    ("sale", "kind"): {
        "sale": """invoice | sales | sales invoice | customer invoice | tax invoice | invoices | inv | si |
            sales receipt | cash sale | debit | debit note | debit memo | d | dr | s | ar invoice | accrec |
            out_invoice | charge | 380 | 383 | td01 | rechnung | rechnungen | ausgangsrechnung | verkaufsrechnung |
            teilrechnung |
            abschlagsrechnung | anzahlungsrechnung | schlussrechnung | verkauf | verkäufe | ar | rg | soll | umsatz |
            facture | facture client | facture de vente | facture d'acompte | fac | vente |
            factura | factura de venta | venta | débito | nota de débito | fattura | fattura di vendita | vendita |
            dare | nota di debito | factuur | verkoopfactuur | verkoop | debet | fatura | fatura recibo | venda |
            faktura | faktura vat | sprzedaż | kundfaktura | lasku | fv | fvs | faktura sprzedaży | vydaná faktura |
            faktura vydaná | salgsfaktura | försäljning | salg | myynti | myyntilasku | satış | satış faturası |
            számla | factură fiscală | τιμολόγιο | реализация | реализация товаров и услуг | счет-фактура | продажа |
            видаткова накладна | f2 | ri | td24 | td25 | 売上 | 請求 | 請求書 | 销售 | 销售出库 | 销售出库单 |
            销售发票 |
            发票 | 蓝字发票 | 銷售 | 銷貨 | 매출 | 세금계산서""",
        "credit": """credit note | credit memo | credit invoice | sales credit | sales credit note | customer credit |
            sales credit memo | credit | credits | cn | cm | sc | cr | c | h | refund | refund receipt | cash refund |
            refunds | return | returns | sales return | chargeback | dispute | accreccredit | out_refund |
            credit adjustment | shop_order_refund | 381 | td04 | gutschrift | gutschriften | rechnungskorrektur |
            stornorechnung | storno | stornierung | erstattung | rückerstattung | retoure | rückgabe | gs | gu | haben |
            avoir | facture d'avoir | note de crédit | av | remboursement | retour |
            nota de crédito | factura rectificativa | rectificativa | abono | devolución | reembolso | crédito |
            factura de abono | nota di credito | nota credito | nota di accredito | storno fattura | avere | rimborso |
            reso | creditnota | creditfactuur | creditnotas | terugbetaling | retour factuur | devolução | estorno |
            kreditnota | kreditfaktura | nota kredytowa | dobropis | hyvityslasku | reversal | kor | korekta |
            faktura korygująca | faktura korekta | korekta faktury | faktura vat korygująca | zwrot |
            opravný daňový doklad | vratka | hyvitys | palautus | kreditering | återbetalning | tilbagebetaling |
            iade | iade faturası | satış iade | satıştan iade | jóváíró számla | sztornó | sztornó számla |
            notă de creditare | retur | πιστωτικό | πιστωτικό τιμολόγιο | возврат | возврат от покупателя |
            возврат товаров от покупателя | кредит-нота | повернення | g2 | td08 | 返品 | 返金 | 売上返品 |
            赤伝 | 退货 |
            销售退货 | 销售退货单 | 退款 | 红字发票 | 红字 | 红冲 | 退貨 | 銷貨退回 | 반품 | 환불""",
        "purchase": """purchase invoice | supplier invoice | vendor invoice | vendor bill | bill | bills | pi | accpay |
            in_invoice | purchases | ap invoice | eingangsrechnung | lieferantenrechnung | einkaufsrechnung | einkauf |
            er | facture fournisseur | facture d'achat | achat | factura de compra | compra | factura de proveedor |
            fattura di acquisto | fattura fornitore | acquisto | inkoopfactuur | inkoop | fatura de compra |
            faktura zakupu | leverantörsfaktura | faktura kosztowa | faktura přijatá | přijatá faktura |
            ostolasku | alış |
            alış faturası | поступление | закупка | 仕入 | 采购 | 采购入库 | 採購 | 매입""",
        SKIP: """estimate | estimates | quote | quotation | sales quote | offer | proposal | proforma |
            proforma invoice | delivery note | packing slip | purchase order | authorization |
            void | payout | transfer | sales tax payment | reminder | statement | customer payment | payment received |
            bill payment | supplier payment | purchase credit | purchase credit note | supplier credit |
            vendor credit | accpaycredit | pc | pa | pp | sa | in_refund | 325 |
            angebot | kostenvoranschlag | auftragsbestätigung | lieferschein | proforma rechnung | mahnung |
            zahlungserinnerung | zahlungseingang | zahlungsausgang | lieferantengutschrift | entwurf |
            devis | facture proforma | bon de livraison | bon de commande | relance | avoir fournisseur |
            presupuesto | cotización | albarán | factura proforma | preventivo | ddt | fattura proforma |
            documento di trasporto | offerte | pakbon | proforma factuur | orçamento | guia de remessa |
            fatura proforma | faktura proforma | oferta | offert | zamówienie | nabídka | ponuka | tarjous | tilbud |
            teklif | proforma fatura | árajánlat | díjbekérő | коммерческое предложение | заказ покупателя |
            счет на оплату | 見積 | 見積書 | 报价 | 报价单 | 報價 | 견적 | 견적서""",
    },
    ("opportunity", "kind"): {
        "new": """new business | new customer | new client | new logo | neugeschäft | neukunde |
            nouvelle affaire | nouveau client | nuevo negocio | nuevo cliente | nuovo cliente""",
        "upsell": """existing business | existing customer | existing customer upgrade | existing customer upsell |
            existing customer replacement | upgrade | up-sell | expansion | add-on |
            add-on business |
            bestandsgeschäft | bestandskunde | client existant | cliente existente""",
        "cross-sell": "cross sell | existing customer cross sell | cross-selling",
        "renewal": """renew | contract renewal | existing customer renewal | existing business renewal | verlängerung |
            renouvellement | renovación | rinnovo""",
        "": "none | other",
    },
    ("opportunity", "forecast"): {
        "commit": "committed | commit forecast | most likely | zusage",
        "best": "best case | upside | best case forecast",
        "pipeline": "in pipeline | not forecasted yet | closed | closed won | won | lost | closed lost | none",
        "omitted": "omit | omitted from forecast | not forecasted | not forecast | don't forecast",
    },
    **AGREEMENT_WORDS,
    ("expense", "kind"): {
        "spend": """expense | purchase | bill | invoice | debit | payment | charge | d | dr | s | soll | kosten |
            ausgabe | ausgaben | rechnung | eingangsrechnung | auslage | dépense | achat | facture | gasto | compra |
            factura | spesa | acquisto | fattura | uitgave | inkoop | despesa | pi | accpay | faktura | lasku |
            wydatek |
            výdaj | gider | расход | 経費 | 费用 | 비용""",
        "refund": """credit | credit note | credit memo | vendor credit | supplier credit | return | reversal |
            reimbursement from supplier | purchase credit | purchase credit note | c | cr | h | haben | cn | pc |
            storno | gutschrift | lieferantengutschrift | erstattung | rückerstattung | rückzahlung | avoir |
            note de crédit | remboursement | nota de crédito | abono | reembolso | devolución | nota di credito |
            rimborso | creditnota | terugbetaling | accpaycredit | refunds | korekta | zwrot | faktura korygująca |
            dobropis | kreditnota | kreditfaktura | hyvityslasku | iade | возврат | 返金 | 退款 | 환불""",
        SKIP: "quote | estimate | proforma | purchase order | angebot | bestellung | devis | presupuesto | preventivo",
    },
}  # fmt: skip

# Noun and field → the scale of a system → its numbers and our words for them. A number means nothing elsewhere.
SCALES: dict[str, dict[tuple[str, str], dict[str, str]]] = {
    "dynamics": {
        ("deadline", "priority"): {"0": "low", "1": "normal", "2": "high"},
        ("deadline", "status"): {"0": "open", "1": "done", "2": "cancelled", "3": "open"},
        ("interaction", "kind"): {
            "4201": "meeting", "4202": "email", "4204": "note", "4207": "note", "4210": "call", "4212": "note",
            "4214": "meeting",
        },
        ("contact", "role"): {"1": "decider", "2": "user", "3": "influencer"},
        ("opportunity", "status"): {"0": "open", "1": "won", "2": "lost"},
        ("opportunity", "forecast"): {
            "100000001": "pipeline", "100000002": "best", "100000003": "commit", "100000004": "omitted",
        },
        ("sale", "stage"): {"0": "open", "1": "won", "2": "lost"},
        ("sale", "status"): {"0": "active", "1": "closed", "2": "paid", "3": "canceled"},
    },
    "erpnext": {
        ("sale", "status"): {"0": "draft", "1": "posted", "2": "canceled"},
        ("expense", "status"): {"0": "draft", "1": "posted", "2": "canceled"},
    },
    "zendesk": {
        ("issue", "stage"): {
            word: whom
            for whom, said in (("client", "Pending pending"), ("third-party", "On-hold on-hold Hold hold"))
            for word in said.split()
        },
    },
    "todoist": {("deadline", "priority"): {"1": "high", "2": "normal", "3": "low", "4": "low"}},
    "icalendar": {
        ("deadline", "priority"): {
            "0": "normal", "1": "high", "2": "high", "3": "high", "4": "high", "5": "normal", "6": "low", "7": "low",
            "8": "low", "9": "low",
        },
    },
}  # fmt: skip
# The columns that only one system's files have, without case, spaces and signs. (`...` ends a beginning of names.)
SYSTEMS = {
    "dynamics": """donotmodify... | prioritycode | statecode | activitytypecode | actualdurationminutes |
        scheduleddurationminutes | regardingobjectid... | accountrolecode | transactioncurrencyid""",
    "erpnext": "docstatus",
    "todoist": "datelang",
    "zendesk": "solvedat | requesterwaittimeinminutes | firstreplytimeinminutes | groupstations | assigneestations",
    "icalendar": "dtstart | dtstamp | rrule | vtodo",
}

# Columns that hold a yes or a no, where 1 and 0 mean just that.
YES_NO_COLUMNS = """done | closed | is closed | completed | complete | finished | activity done | erledigt |
    abgeschlossen | is won | won | hs_is_closed_won | is closed won | fertig | terminé | hecho | fatto"""

# Stages of a deal: what is won is a sale; the others are known not to be.
WON = """closed won | won | gewonnen | abgeschlossen gewonnen | gagné | gagnée | ganada | ganado | cerrada ganada |
    vinta | vinto | chiusa vinta | gewonnen deal | ganho | ganha | wygrana | vunnen | true | yes"""
OPEN = """open | in progress | on hold | qualification | prospecting | needs analysis | value proposition |
    id. decision makers | perception analysis | proposal/price quote | proposal | negotiation/review | negotiation |
    appointment scheduled | qualified to buy | presentation scheduled | decision maker bought-in | contract sent |
    qualified | contact made | demo scheduled | proposal made | negotiations started | lead in | new | discovery |
    qualify | develop | propose | close | 1-qualify | 2-develop | 3-propose | 4-close | offen | in verhandlung |
    ouvert | ouverte | en cours | abierta | abierto | aperta | aperto | otwarta | false | no"""
LOST = """closed lost | lost | canceled | cancelled | out-sold | deleted | verloren | abgeschlossen verloren | perdu |
    perdue | perdida | perdido | cerrada perdida | persa | perso | chiusa persa | przegrana | förlorad"""

# How a deal ended, where it is a record itself: a yes or no beside it, and what was cancelled, tell nothing here.
DEAL_WON = """closed won | won | deal won | closed - won | gewonnen | abgeschlossen gewonnen | gewonnen deal | gagné |
    gagnée | ganada | ganado | cerrada ganada | vinta | vinto | chiusa vinta | ganho | ganha | wygrana | vunnen |
    order won | win"""
DEAL_LOST = """closed lost | lost | deal lost | closed - lost | out-sold | verloren | abgeschlossen verloren | perdu |
    perdue | perdida | perdido | cerrada perdida | persa | perso | chiusa persa | przegrana | förlorad | loss"""
DEAL_UNDECIDED = """undecided | closed undecided | no decision | closed no decision | abandoned | unentschieden |
    closed - no decision"""
DEAL_OPEN = """open | in progress | on hold | active | offen | aktiv | ouvert | ouverte | en cours | abierta | abierto |
    aperta | aperto | otwarta | pending"""
DEAL_DELETED = "deleted | gelöscht | supprimé | supprimée | eliminada | eliminado | eliminata"
# Our usual stages, and what other systems call what is much like them: what is proposed for them, never taken for them.
MUCH_LIKE = {
    "lead": "prospecting | prospect | lead in | new | new lead | open | incoming | first contact",
    "qualified": """qualification | qualify | 1-qualify | engaging | engaged | needs analysis | discovery |
        contact made |
        appointment scheduled | qualified to buy | develop | 2-develop | qualifizierung | bedarfsanalyse""",
    "proposal": """value proposition | id. decision makers | perception analysis | proposal/price quote |
        proposal made |
        presentation scheduled | demo scheduled | demo | propose | 3-propose | quote | quote sent | offer | angebot |
        propuesta | proposta | offerta | offerte | proposition""",
    "negotiation": """negotiation/review | negotiations started | decision maker bought-in | negotiating |
        verhandlung |
        legal | legal review | legal approval | in verhandlung""",
    "verbal": "contract sent | close | 4-close | verbal commit | verbal agreement | closing | signature",
}

# What became of a task.
DONE = """completed | complete | done | closed | held | sent | received | made | resolved | finished | erledigt |
    abgeschlossen | fertig | terminé | terminée | fait | completada | completado | hecho | completata | completato |
    fatto | voltooid | afgerond | concluída | concluído | zakończone | klar | true | yes | ja | oui | sí"""
TO_DO = """not started | in progress | waiting | waiting on someone else | deferred | open | to do | planned | backlog |
    scheduled | active | pending | needs action | in process | selected for development | in review | blocked |
    false | no | offen | nicht begonnen | in bearbeitung | zurückgestellt | geplant | wartet | à faire | en cours |
    pas commencé | en attente | pendiente | en curso | no iniciada | da fare | in corso | in attesa | te doen | bezig |
    em andamento | pendente | nein | non"""
CANCELLED = """canceled | cancelled | abgebrochen | storniert | won't do | wont fix | annulé | annulée | cancelada |
    cancelado | annullata | annullato | geannuleerd"""

# What an invoice or an expense is: it counts, or it does not.
COUNTED = """paid | open | overdue | past due | due | sent | posted | unpaid | not paid | partially paid | partly paid |
    part paid | partial | partial payment | outstanding | issued | booked | approved | authorised | authorized | final |
    finalized | finalised | closed | complete | completed | delivered | shipped | fulfilled | invoiced | billed |
    settled | succeeded | viewed | sent to customer | awaiting payment | pending payment | emailed | mailed | printed |
    reimbursed | cleared | reconciled | paid in full | fully paid | collected | active | confirmed | processing | live |
    bezahlt | offen | überfällig | versendet | verschickt | gesendet | gebucht | verbucht | fakturiert | teilbezahlt |
    teilweise bezahlt | teilgezahlt | fällig | abgeschlossen | erledigt | beglichen | ausgeglichen | unbezahlt |
    nicht bezahlt | noch nicht bezahlt | gemahnt | angemahnt | in mahnung | festgeschrieben | zugestellt | gestellt |
    freigegeben | genehmigt | erstattet | abgerechnet |
    payée | payé | réglée | réglé | impayée | impayé | en retard | envoyée | envoyé | émise | émis | validée | validé |
    ouverte | échue | partiellement payée | partiellement réglée | comptabilisée | en attente de paiement | soldée |
    pagada | pagado | impagada | pendiente de pago | pendiente de cobro | vencida | enviada | enviado | emitida |
    emitido | abierta | cobrada | cobrado | contabilizada | parcialmente pagada | aprobada |
    pagata | pagato | non pagata | inviata | inviato | emessa | emesso | scaduta | aperta | saldata | saldato |
    parzialmente pagata | contabilizzata | incassata |
    betaald | niet betaald | onbetaald | openstaand | verzonden | verstuurd | geboekt | deels betaald |
    gedeeltelijk betaald | te laat |
    paga | pago | não paga | em aberto | em atraso | parcialmente paga | liquidada |
    zapłacona | opłacona | niezapłacona | nieopłacona | wystawiona | wysłana | po terminie | częściowo zapłacona |
    betald | obetald | skickad | bokförd | förfallen | betalt | ubetalt | sendt | bogført | forfalden | forfalt |
    zapłacone | opłacone | zatwierdzona | zatwierdzony | zaksięgowana | uhrazeno | uhrazena | zaplaceno | zaplacena |
    neuhrazeno | neuhrazena | nezaplaceno | vystaveno | vystavena | odesláno | odeslána | schváleno | maksettu |
    maksamatta | lähetetty | avoin | erääntynyt | hyväksytty | ödendi | ödenmedi | onaylandı | gönderildi | açık |
    kifizetve | fizetve | nyitott | plătită | plătit | emisă | εξοφλήθηκε | оплачен | оплачена | оплачено | не оплачен |
    не оплачена | не оплачено | проведен | проведена | проведено | выставлен | выставлена | подписан | отправлен |
    сплачено | 入金済 | 支払済 | 請求済 | 未入金 | 確定 | 送付済 | 承認済 | 完了 | 有効 | 已付款 | 已支付 |
    未付款 | 已审核 |
    已开票 | 已完成 | 已确认 | 正常 | 有效 | 已付 | 결제완료 | 완료 | 미결제 | 승인 | 승인됨"""
LEFT_OUT = """draft | drafts | void | voided | canceled | cancelled | cancellation | deleted | proforma |
    proforma invoice | quote | quoted | quotation | offer | estimate | rejected | abandoned |
    trashed | trash | in draft | reversed | not sent | unsent | annulled | invalid | archived draft |
    entwurf | entwürfe | storniert | storno | stornierung | abgebrochen | gelöscht | angebot | angeboten | ungültig |
    annulliert | verworfen | abgelehnt | nicht versendet | vorschau | in erstellung |
    brouillon | annulée | annulé | supprimée | supprimé | devis | refusée | refusé | provisoire |
    borrador | anulada | anulado | cancelada | cancelado | eliminada | eliminado | presupuesto | rechazada |
    bozza | annullata | annullato | stornata | stornato | eliminata | eliminato | preventivo | rifiutata |
    concept | geannuleerd | verwijderd | offerte | afgewezen | rascunho | excluída | szkic | anulowana | anulowany |
    usunięta | utkast | makulerad | raderad | kladde | annulleret | slettet | kansellert |
    declined | denied | withdrawn | anulowane | anulowano | wycofana | odrzucona | odrzucony | usunięty | stornováno |
    stornována | stornovaná | stornovaný | zrušeno | zrušena | zrušená | zamítnuto | mitätöity | peruttu | peruutettu |
    hylätty | poistettu | iptal | iptal edildi | silindi | reddedildi | törölve | érvénytelen | sztornózva | sztornó |
    anulat | anulată | stornat | ακυρώθηκε | ακυρωμένο | аннулирован | аннулирована | аннулировано | отменен |
    отменена |
    отменено | отклонен | отклонена | отклонено | удален | удалена | не проведен | не проведена | анульовано |
    скасовано |
    取消 | 取消済 | キャンセル | 無効 | 却下 | 削除 | 已作废 | 作废 | 已取消 | 已删除 | 已拒绝 | 已驳回 | 无效 |
    作廢 | 已作廢 |
    취소 | 취소됨 | 무효 | 반려 |
    koncept | rozpracováno | wersja robocza | robocza | roboczy | luonnos | taslak | piszkozat | ciornă |
    πρόχειρο | черновик | чернетка |
    下書き | 草稿 | 초안 | 임시저장"""
# What cancels an invoice by a document of its own, so that the invoice has to be counted too; and the states above that
# are no cancellation.
REVERSALS = "storno | stornorechnung | stornierung | storno fattura | reversal | cancellation invoice"
NEVER_SENT = """draft | drafts | proforma | proforma invoice | quote | quoted | quotation | offer | estimate |
    in draft | not sent | unsent | entwurf | entwürfe | angebot | angeboten | nicht versendet | vorschau |
    in erstellung | brouillon | devis | provisoire | borrador | presupuesto | bozza | preventivo | concept | offerte |
    rascunho | szkic | utkast | kladde |
    koncept | rozpracováno | wersja robocza | robocza | roboczy | luonnos | taslak | piszkozat | ciornă |
    πρόχειρο | черновик | чернетка |
    下書き | 草稿 | 초안 | 임시저장"""
YES = "yes | true | y | t | 1 | x | ja | j | oui | o | si | s | sim | tak | wahr | vrai | verdadero | vero | ✓ | ✔"
NO = "no | false | n | f | 0 | nein | non | não | nao | nie | nee | falsch | faux | falso | none | null | n/a | -"
# Types that other columns have too, such as how a thing was paid: they alone do not show that a column is one of types.
OF_PAYMENTS = "credit | debit | transfer | charge | payment | crédito | débito | kredit | haben | soll"
# Columns whose no keeps a row out.
COUNTED_BY_YES = """posted | is posted | approved | is approved | gebucht | ist gebucht | verbucht | genehmigt |
    freigegeben |
    bokförd | bogført | bokført | geboekt | goedgekeurd | comptabilisé | comptabilisée | validé | validée | approuvé |
    contabilizado | contabilizada | aprobado | aprobada | contabilizzato | approvato | zaksięgowano | zaksięgowana |
    zatwierdzone | zaúčtováno | schváleno | kirjattu | hyväksytty | onaylandı | проведен | проведено | утвержден |
    計上済 | 承認済 | 已过账 | 已审核 | submitted | finalized | final | confirmed | counts | valid | gültig"""
