"""The plain words of many languages and systems for what a column holds, by what they mean, and who is whose rival.

Two columns of which each could be the one (Company and Customer, Date and Invoice Date) are rivals where they are in
two groups here. Names within a group, and all others, are told apart by their order in crm_names.
"""

from __future__ import annotations

CLIENT = """Customer | Customer Name | Client | Client Name | Customer Display Name | Customer Full Name |
    Sold-to party | Sold to | Sold-to Customer | Bill To | Bill To Name | Bill-to Customer | Bill-to Customer Name |
    Bill-to Party | Payer | Billing Company | Invoice Partner Display Name | Partner |
    partner_id | ContactName | Party Name | Kunde | Kundenname | Debitor | Auftraggeber | Rechnungsempfänger | Cliente |
    Nombre del cliente | Nome cliente | Nome do cliente | Nom du client | Nom client | Klant | Klantnaam | Kund |
    Kundnamn | Kundenavn | Asiakas | Klient | Nazwa klienta | Kontrahent | Nabywca | Zákazník | Odběratel |
    Odberateľ | Vevő | Ügyfél | Müşteri | Müşteri adı | Cari | Клиент | Контрагент | Покупатель | Заказчик | Клієнт |
    Πελάτης | 得意先 | 得意先名 | 取引先 | 取引先名 | 顧客 | 顧客名 | 客户 | 客户名称 | 客戶 | 고객 | 고객명 |
    거래처"""
FIRM = """Company Name | Company | Organization Name | Organization 1 - Name | Organization | Organisation | Related
    Company | Parent Name | Firma | Firmenname | Unternehmen | Organisation Name | Société | Nom de société |
    Entreprise | Raison sociale | Organización | Compañía | Empresa | Razón social | Azienda | Società | Ragione
    sociale | Ditta | Bedrijf | Bedrijfsnaam | Företag | Virksomhed | Firmanavn | Yritys | Nazwa firmy | Spółka |
    Společnost | Cég | Cégnév | Companie | Şirket | Firma adı | Компания | Организация | Компанія | Εταιρεία | 会社 |
    会社名 | 公司 | 公司名称 | 회사 | 회사명"""

# What a CRM calls the account in its own language.
ACCOUNT = """Cuenta | Nombre de la cuenta | Nombre de cuenta | Compte | Nom du compte | Conta | Nome da conta |
    Nome account | Accountname | Accountnaam"""

PERSON = """Display Name | Ansprechpartner | Nom complet | Nombre completo | Nome completo | Volledige naam |
    Imię i nazwisko | Ad Soyad | ФИО | 氏名 | 姓名 | Contactpersoon | Kontaktperson"""
FIRST_NAME = """Given Name | Vorname | Prénom | Nombre | Nome | Voornaam | Förnamn | Fornavn | Etunimi | Imię | Jméno |
    Keresztnév | Prenume | Ad | Adı | Имя | Ім'я | 名 | 名字"""
LAST_NAME = """Family Name | Surname | Nachname | Familienname | Nom | Nom de famille | Apellidos | Apellido | Cognome |
    Sobrenome | Apelido | Achternaam | Efternamn | Etternavn | Efternavn | Sukunimi | Nazwisko | Příjmení |
    Vezetéknév | Soyad | Soyadı | Фамилия | Прізвище | 姓"""
JOB = """Job Title | Person - Job title | JobTitle | Organization Title | Organization 1 - Title | Job Position |
    Designation | Position | Funktion | Berufsbezeichnung | Stellung | Poste | Fonction | Cargo | Puesto | Qualifica |
    Mansione | Functie | Befattning | Stilling | Stanowisko | Pozice | Beosztás | Funcție | Unvan | Должность | 役職 |
    职位 | 職稱 | 직책 | 직위 | Professional Title | Titre professionnel | Intitulé du poste | Titre du poste |
    Título profesional | Título do cargo | Titolo professionale | Berufstitel | Jobtitel | Tätigkeit | Functietitel |
    Posizione"""
EMAIL = """E-mail 1 - Value | E-mail Address 1 | Adresse de messagerie | Dirección de correo electrónico |
    E-Mail-Adresse | Mail | Courriel | Adresse e-mail | Correo electrónico | Correo | Indirizzo e-mail | E-mailadres |
    Indirizzo posta elettronica | Posta elettronica | Endereço de correio eletrónico |
    E-post | E-postadress | Sähköposti | Adres e-mail | E-posta | Электронная почта |
    メール | メールアドレス | 邮箱 | 电子邮件 | 電子郵件
    | 이메일"""
PHONE = """Phone Number | telephone1 | Phone 1 - Value | Office Phone | Work Phone | Primary Phone | Telephone |
    Company Main Phone | Telefon geschäftlich | Telefon (geschäftlich) | Telefon | Telefonnummer | Tel | Téléphone |
    Téléphone (bureau) | Teléfono del trabajo | Teléfono | Telefono | Telefone | Telefoon | Puhelin | Телефон | 電話 |
    電話番号 | 电话 | 전화 | 전화번호"""
MOBILE = """Mobiltelefon | Mobil | Tél. mobile | Téléphone mobile | Teléfono móvil | Handy | Portable | Móvil |
    Cellulare | Celular | 携帯 | 手机 | Cell Phone"""

AMOUNT = """Betrag | Montant | Importe | Importo | Valor | Bedrag | Belopp | Beløb | Beløp | Summa | Kwota | Částka |
    Suma | Sumă | Összeg | Tutar | Сумма | Сума | Ποσό | 金額 | 金额 | 금액"""
NET = """Net Amount | Netto | Nettobetrag | Net Total | Net Value | Net Sales | Untaxed Amount | amount_untaxed |
    net_total | Subtotal | Sub-Total | Amount excl. tax | Amount excluding tax | Amount ex VAT | Total excl. VAT |
    Net | Nettoumsatz | Nettosumme | Montant HT | Total HT | Base imponible | Importe neto | Imponibile |
    Importo netto | Bedrag excl. btw | Nettobelopp | Nettobeløb | Kwota netto | Wartość netto | Netto összeg |
    Částka bez DPH | Net tutar | Matrah | Сумма без НДС | 税抜金額 | 未税金额 | 不含税金额 | 공급가액"""
TURNOVER = """Umsatz | Umsatz (ohne Soll/Haben-Kz) | Revenue | Turnover | Chiffre d'affaires | CA HT | Ventas |
    Fatturato | Omzet | Obrót | Obrat | Ciro | Выручка | 売上 | 売上金額 | 销售额 | 매출 | 매출액"""
GOAL = "Target | Goal | Plan | Ziel | Zielumsatz | Objectif | Objetivo | Obiettivo | Cel | Hedef | План | 目標 | 目标"
PRICE = """Unit Price | Sales Price | Listenpreis | Preis | Verkaufspreis | Prix | Precio | Prezzo | Preço | Prijs |
    Pris | Cena | Ár | Fiyat | Цена | 価格 | 单价 | 价格 | 가격"""
COST = """Cost of Sales | Cost of Goods Sold | COGS | Total Cost | Kosten | Wareneinsatz | Coût | Coste | Costo |
    Custo | Koszt | Náklady | Maliyet | Себестоимость | 原価 | 成本 | 원가"""
QUANTITY = """Qty | Menge | Anzahl | Quantité | Qté | Cantidad | Quantità | Quantidade | Aantal | Antal | Ilość |
    Množství | Mennyiség | Miktar | Adet | Количество | 数量 | 수량"""
PRODUCT = "Produkt | Artikel | Produit | Producto | Prodotto | Produto | Товар | 商品 | 商品名 | 产品 | 제품"
PERIOD = (
    "Zeitraum | Période | Periodo | Período | Periode | Okres | Období | Dönem | Период | 期間 | 期间 | Year | Jahr"
)

DAY = """Datum | Date de vente | Fecha | Data | Dato | Dátum | Tarih | Дата | Ημερομηνία | Päivämäärä | Päiväys |
    日付 | 日期 | 날짜"""
INVOICED = """Invoice Date | Invoice/Bill Date | Billing Date | Bill Date | Rechnungsdatum | Date de facture |
    Date de facturation | Date facture | Fecha de factura | Fecha factura | Data fattura | Data da fatura |
    Factuurdatum | Fakturadatum | Fakturadato | Data faktury | Data wystawienia | Datum vystavení | Fatura tarihi |
    Дата счета | 請求日 | 发票日期 | 開票日期"""
DOCUMENTED = "Document Date | Doc Date | Belegdatum | Date de pièce | Fecha de documento | Data documento"
POSTED = "Posting Date | Buchungsdatum | Date comptable | Fecha contable | Data di registrazione"

# Who orders, and who pays, is mostly the client, and may be another: narrower groups come before the one they are in.
_ORDERING = "Sold-to party | Sold to | Sold-to Customer | Auftraggeber | Заказчик"
_BILLED = """Bill To | Bill To Name | Bill-to Customer | Bill-to Customer Name | Bill-to Party | Payer |
    Billing Company | Invoice Partner Display Name | Rechnungsempfänger"""
# Who sells to whom, in a register of contracts.
SUPPLIER = """Supplier | Supplier Name | Vendor | Vendor Name | Contractor | Contractor Name | Provider | Lieferant |
    Auftragnehmer | Dienstleister | Fournisseur | Titulaire | Prestataire | Proveedor | Adjudicatario | Contratista |
    Fornitore | Aggiudicatario | Leverancier | Opdrachtnemer"""
BUYER = "Agency | Agency Name | Buyer | Buyer Name | Contracting Authority"
_ACCOUNT_GROUPS = ("Account | Account Name", _ORDERING, _BILLED, CLIENT, FIRM, SUPPLIER, BUYER)
# Field → groups of names. A column of one group and one of another, both filled and not alike, may both be the field.
RIVALS: dict[str, tuple[str, ...]] = {
    "account": _ACCOUNT_GROUPS,
    "name": _ACCOUNT_GROUPS,
    "title": ("Title", JOB),
    "date": (f"Date | {DAY}", f"Close Date | {INVOICED}", DOCUMENTED, POSTED),
    "amount": (f"Amount | {AMOUNT}", NET, TURNOVER),
    "price": ("Price", PRICE),
    "cost": ("Cost", COST),
}
# What is no value of a field, in a column that has nothing else.
NO_VALUES: dict[str, tuple[str, str]] = {
    "title": (
        "forms of address",
        """mr | mrs | ms | miss | mx | dr | prof | sir | madam | rev | hon | herr | frau | herrn | dipl-ing | dr med |
        m | mme | mlle | monsieur | madame | mademoiselle | me | sr | sra | srta | don | doña | sig | sigra | signor |
        signora | dott | dottssa | dhr | mevr | mw | pan | pani | bay | bayan | г-н | г-жа | 様 | さん | 先生 | 女士 |
        prof dr | mr and mrs | herr dr | frau dr | ing""",
    ),
}
