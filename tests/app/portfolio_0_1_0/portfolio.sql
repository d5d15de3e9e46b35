BEGIN TRANSACTION;
CREATE TABLE account (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (length(code) BETWEEN 1 AND 40),
    name TEXT NOT NULL CHECK (name <> ''),
    parent_id INTEGER REFERENCES account (id) CHECK (parent_id <> id),
    tier INTEGER CHECK (tier BETWEEN 1 AND 3),
    category TEXT,
    scope TEXT CHECK (scope IN ('global', 'national', 'regional', 'local')),
    currency TEXT REFERENCES currency (code),
    cadence INTEGER CHECK (cadence > 0),
    phone TEXT,
    website TEXT,
    address TEXT,
    city TEXT,
    country TEXT,
    external_id TEXT,
    note TEXT,
    tags TEXT,
    created TEXT NOT NULL CHECK (created IS date(created, '+0 days')),
    archived TEXT CHECK (archived IS date(archived, '+0 days'))
) STRICT;
INSERT INTO "account" VALUES(1,'hansa','Hansa Gruppe',NULL,1,'machine builder','global','EUR',NULL,NULL,NULL,NULL,'Hamburg','DE',NULL,NULL,'key;north','2026-09-17',NULL);
INSERT INTO "account" VALUES(2,'hansa-nord','Hansa Nord',1,2,'machine builder','regional','EUR',NULL,NULL,NULL,NULL,NULL,'DE',NULL,NULL,NULL,'2026-09-17',NULL);
INSERT INTO "account" VALUES(3,'hansa-sued','Hansa Süd GmbH & Co',1,2,'machine builder',NULL,'EUR',NULL,NULL,NULL,'Straße 1, "Hof"',NULL,'DE',NULL,NULL,NULL,'2026-09-17',NULL);
INSERT INTO "account" VALUES(4,'ulm','Hansa Werk Ulm',3,NULL,'plant',NULL,'EUR',45,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-09-17',NULL);
INSERT INTO "account" VALUES(5,'maruti','Maruti Suzuki',NULL,1,'car maker',NULL,'USD',NULL,'+91 11 4678 1000','https://example.com/a?b=1',NULL,NULL,'IN','0012345',NULL,NULL,'2026-09-17',NULL);
INSERT INTO "account" VALUES(6,'eclair','Éclair SA',NULL,3,'car maker',NULL,'EUR',NULL,NULL,NULL,NULL,NULL,'FR',NULL,'=1+1, ''quoted'', a;b',NULL,'2026-09-17',NULL);
INSERT INTO "account" VALUES(7,'nagoya','Nagoya Parts',NULL,2,'supplier',NULL,'USD',NULL,NULL,NULL,NULL,NULL,'JP',NULL,NULL,NULL,'2026-09-17',NULL);
INSERT INTO "account" VALUES(8,'old-co','Old & Co',NULL,3,'supplier',NULL,'USD',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-09-17','2026-09-17');
INSERT INTO "account" VALUES(9,'prospect','Prospect',NULL,2,'supplier',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-09-17',NULL);
CREATE TABLE budget (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    name TEXT NOT NULL CHECK (name <> ''),
    "start" TEXT NOT NULL CHECK ("start" IS date("start", '+0 days')),
    "end" TEXT NOT NULL CHECK ("end" IS date("end", '+0 days')),
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    currency TEXT NOT NULL REFERENCES currency (code),
    agreed_with TEXT CHECK (agreed_with IN ('client', 'company', 'both')),
    direction TEXT NOT NULL CHECK (direction IN ('cost', 'revenue')),
    note TEXT,
    CHECK ("start" < "end")
) STRICT;
INSERT INTO "budget" VALUES(1,1,'Trade fair','2026-07-01','2026-10-01',1200000,'EUR','both','cost',NULL);
INSERT INTO "budget" VALUES(2,1,'Bonus','2026-01-01','2027-01-01',500000,'EUR','client','cost',NULL);
INSERT INTO "budget" VALUES(3,5,'Samples','2026-07-01','2027-01-01',300000,'USD','company','cost',NULL);
INSERT INTO "budget" VALUES(4,5,'Growth','2026-01-01','2027-01-01',24000000,'USD',NULL,'revenue',NULL);
INSERT INTO "budget" VALUES(5,1,'Group revenue','2026-01-01','2027-01-01',38000000,'EUR',NULL,'revenue',NULL);
CREATE TABLE contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    name TEXT NOT NULL CHECK (name <> ''),
    roles TEXT,
    title TEXT,
    email TEXT,
    phone TEXT,
    reports_to_id INTEGER REFERENCES contact (id) CHECK (reports_to_id <> id),
    note TEXT
) STRICT;
INSERT INTO "contact" VALUES(1,1,'Jürgen Groß','decider;approver','CFO','j.gross@example.com',NULL,NULL,NULL);
INSERT INTO "contact" VALUES(2,1,'Ada Lenz','user',NULL,NULL,NULL,1,'[bold]early[/bold]');
INSERT INTO "contact" VALUES(3,5,'Asha Rao','buyer',NULL,NULL,'+91 98 1234',NULL,NULL);
INSERT INTO "contact" VALUES(4,6,'Zoé O''Brien','gatekeeper',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE currency (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 4),
    unit INTEGER NOT NULL CHECK (unit IN (1, 10, 100, 1000, 10000))
) STRICT;
INSERT INTO "currency" VALUES('AFN','Afghani',2,100);
INSERT INTO "currency" VALUES('EUR','Euro',2,100);
INSERT INTO "currency" VALUES('ALL','Lek',2,100);
INSERT INTO "currency" VALUES('DZD','Algerian Dinar',2,100);
INSERT INTO "currency" VALUES('USD','US Dollar',2,100);
INSERT INTO "currency" VALUES('AOA','Kwanza',2,100);
INSERT INTO "currency" VALUES('XCD','East Caribbean Dollar',2,100);
INSERT INTO "currency" VALUES('XAD','Arab Accounting Dinar',2,100);
INSERT INTO "currency" VALUES('ARS','Argentine Peso',2,100);
INSERT INTO "currency" VALUES('AMD','Armenian Dram',2,100);
INSERT INTO "currency" VALUES('AWG','Aruban Florin',2,100);
INSERT INTO "currency" VALUES('AUD','Australian Dollar',2,100);
INSERT INTO "currency" VALUES('AZN','Azerbaijan Manat',2,100);
INSERT INTO "currency" VALUES('BSD','Bahamian Dollar',2,100);
INSERT INTO "currency" VALUES('BHD','Bahraini Dinar',3,1000);
INSERT INTO "currency" VALUES('BDT','Taka',2,100);
INSERT INTO "currency" VALUES('BBD','Barbados Dollar',2,100);
INSERT INTO "currency" VALUES('BYN','Belarusian Ruble',2,100);
INSERT INTO "currency" VALUES('BZD','Belize Dollar',2,100);
INSERT INTO "currency" VALUES('XOF','CFA Franc BCEAO',0,1);
INSERT INTO "currency" VALUES('BMD','Bermudian Dollar',2,100);
INSERT INTO "currency" VALUES('INR','Indian Rupee',2,100);
INSERT INTO "currency" VALUES('BTN','Ngultrum',2,100);
INSERT INTO "currency" VALUES('BOB','Boliviano',2,100);
INSERT INTO "currency" VALUES('BOV','Mvdol',2,100);
INSERT INTO "currency" VALUES('BAM','Convertible Mark',2,100);
INSERT INTO "currency" VALUES('BWP','Pula',2,100);
INSERT INTO "currency" VALUES('NOK','Norwegian Krone',2,100);
INSERT INTO "currency" VALUES('BRL','Brazilian Real',2,100);
INSERT INTO "currency" VALUES('BND','Brunei Dollar',2,100);
INSERT INTO "currency" VALUES('BIF','Burundi Franc',0,1);
INSERT INTO "currency" VALUES('CVE','Cabo Verde Escudo',2,100);
INSERT INTO "currency" VALUES('KHR','Riel',2,100);
INSERT INTO "currency" VALUES('XAF','CFA Franc BEAC',0,1);
INSERT INTO "currency" VALUES('CAD','Canadian Dollar',2,100);
INSERT INTO "currency" VALUES('KYD','Cayman Islands Dollar',2,100);
INSERT INTO "currency" VALUES('CLP','Chilean Peso',0,1);
INSERT INTO "currency" VALUES('CLF','Unidad de Fomento',4,10000);
INSERT INTO "currency" VALUES('CNY','Yuan Renminbi',2,100);
INSERT INTO "currency" VALUES('COP','Colombian Peso',2,100);
INSERT INTO "currency" VALUES('COU','Unidad de Valor Real',2,100);
INSERT INTO "currency" VALUES('KMF','Comorian Franc',0,1);
INSERT INTO "currency" VALUES('CDF','Congolese Franc',2,100);
INSERT INTO "currency" VALUES('NZD','New Zealand Dollar',2,100);
INSERT INTO "currency" VALUES('CRC','Costa Rican Colon',2,100);
INSERT INTO "currency" VALUES('CUP','Cuban Peso',2,100);
INSERT INTO "currency" VALUES('XCG','Caribbean Guilder',2,100);
INSERT INTO "currency" VALUES('CZK','Czech Koruna',2,100);
INSERT INTO "currency" VALUES('DKK','Danish Krone',2,100);
INSERT INTO "currency" VALUES('DJF','Djibouti Franc',0,1);
INSERT INTO "currency" VALUES('DOP','Dominican Peso',2,100);
INSERT INTO "currency" VALUES('EGP','Egyptian Pound',2,100);
INSERT INTO "currency" VALUES('SVC','El Salvador Colon',2,100);
INSERT INTO "currency" VALUES('ERN','Nakfa',2,100);
INSERT INTO "currency" VALUES('SZL','Lilangeni',2,100);
INSERT INTO "currency" VALUES('ETB','Ethiopian Birr',2,100);
INSERT INTO "currency" VALUES('FKP','Falkland Islands Pound',2,100);
INSERT INTO "currency" VALUES('FJD','Fiji Dollar',2,100);
INSERT INTO "currency" VALUES('XPF','CFP Franc',0,1);
INSERT INTO "currency" VALUES('GMD','Dalasi',2,100);
INSERT INTO "currency" VALUES('GEL','Lari',2,100);
INSERT INTO "currency" VALUES('GHS','Ghana Cedi',2,100);
INSERT INTO "currency" VALUES('GIP','Gibraltar Pound',2,100);
INSERT INTO "currency" VALUES('GTQ','Quetzal',2,100);
INSERT INTO "currency" VALUES('GBP','Pound Sterling',2,100);
INSERT INTO "currency" VALUES('GNF','Guinean Franc',0,1);
INSERT INTO "currency" VALUES('GYD','Guyana Dollar',2,100);
INSERT INTO "currency" VALUES('HTG','Gourde',2,100);
INSERT INTO "currency" VALUES('HNL','Lempira',2,100);
INSERT INTO "currency" VALUES('HKD','Hong Kong Dollar',2,100);
INSERT INTO "currency" VALUES('HUF','Forint',2,100);
INSERT INTO "currency" VALUES('ISK','Iceland Krona',0,1);
INSERT INTO "currency" VALUES('IDR','Rupiah',2,100);
INSERT INTO "currency" VALUES('IRR','Iranian Rial',2,100);
INSERT INTO "currency" VALUES('IQD','Iraqi Dinar',3,1000);
INSERT INTO "currency" VALUES('ILS','New Israeli Sheqel',2,100);
INSERT INTO "currency" VALUES('JMD','Jamaican Dollar',2,100);
INSERT INTO "currency" VALUES('JPY','Yen',0,1);
INSERT INTO "currency" VALUES('JOD','Jordanian Dinar',3,1000);
INSERT INTO "currency" VALUES('KZT','Tenge',2,100);
INSERT INTO "currency" VALUES('KES','Kenyan Shilling',2,100);
INSERT INTO "currency" VALUES('KPW','North Korean Won',2,100);
INSERT INTO "currency" VALUES('KRW','Won',0,1);
INSERT INTO "currency" VALUES('KWD','Kuwaiti Dinar',3,1000);
INSERT INTO "currency" VALUES('KGS','Som',2,100);
INSERT INTO "currency" VALUES('LAK','Lao Kip',2,100);
INSERT INTO "currency" VALUES('LBP','Lebanese Pound',2,100);
INSERT INTO "currency" VALUES('LSL','Loti',2,100);
INSERT INTO "currency" VALUES('ZAR','Rand',2,100);
INSERT INTO "currency" VALUES('LRD','Liberian Dollar',2,100);
INSERT INTO "currency" VALUES('LYD','Libyan Dinar',3,1000);
INSERT INTO "currency" VALUES('CHF','Swiss Franc',2,100);
INSERT INTO "currency" VALUES('MOP','Pataca',2,100);
INSERT INTO "currency" VALUES('MKD','Denar',2,100);
INSERT INTO "currency" VALUES('MGA','Malagasy Ariary',2,100);
INSERT INTO "currency" VALUES('MWK','Malawi Kwacha',2,100);
INSERT INTO "currency" VALUES('MYR','Malaysian Ringgit',2,100);
INSERT INTO "currency" VALUES('MVR','Rufiyaa',2,100);
INSERT INTO "currency" VALUES('MRU','Ouguiya',2,100);
INSERT INTO "currency" VALUES('MUR','Mauritius Rupee',2,100);
INSERT INTO "currency" VALUES('MXN','Mexican Peso',2,100);
INSERT INTO "currency" VALUES('MXV','Mexican Unidad de Inversion (UDI)',2,100);
INSERT INTO "currency" VALUES('MDL','Moldovan Leu',2,100);
INSERT INTO "currency" VALUES('MNT','Tugrik',2,100);
INSERT INTO "currency" VALUES('MAD','Moroccan Dirham',2,100);
INSERT INTO "currency" VALUES('MZN','Mozambique Metical',2,100);
INSERT INTO "currency" VALUES('MMK','Kyat',2,100);
INSERT INTO "currency" VALUES('NAD','Namibia Dollar',2,100);
INSERT INTO "currency" VALUES('NPR','Nepalese Rupee',2,100);
INSERT INTO "currency" VALUES('NIO','Cordoba Oro',2,100);
INSERT INTO "currency" VALUES('NGN','Naira',2,100);
INSERT INTO "currency" VALUES('OMR','Rial Omani',3,1000);
INSERT INTO "currency" VALUES('PKR','Pakistan Rupee',2,100);
INSERT INTO "currency" VALUES('PAB','Balboa',2,100);
INSERT INTO "currency" VALUES('PGK','Kina',2,100);
INSERT INTO "currency" VALUES('PYG','Guarani',0,1);
INSERT INTO "currency" VALUES('PEN','Sol',2,100);
INSERT INTO "currency" VALUES('PHP','Philippine Peso',2,100);
INSERT INTO "currency" VALUES('PLN','Zloty',2,100);
INSERT INTO "currency" VALUES('QAR','Qatari Rial',2,100);
INSERT INTO "currency" VALUES('RON','Romanian Leu',2,100);
INSERT INTO "currency" VALUES('RUB','Russian Ruble',2,100);
INSERT INTO "currency" VALUES('RWF','Rwanda Franc',0,1);
INSERT INTO "currency" VALUES('SHP','Saint Helena Pound',2,100);
INSERT INTO "currency" VALUES('WST','Tala',2,100);
INSERT INTO "currency" VALUES('STN','Dobra',2,100);
INSERT INTO "currency" VALUES('SAR','Saudi Riyal',2,100);
INSERT INTO "currency" VALUES('RSD','Serbian Dinar',2,100);
INSERT INTO "currency" VALUES('SCR','Seychelles Rupee',2,100);
INSERT INTO "currency" VALUES('SLE','Leone',2,100);
INSERT INTO "currency" VALUES('SGD','Singapore Dollar',2,100);
INSERT INTO "currency" VALUES('SBD','Solomon Islands Dollar',2,100);
INSERT INTO "currency" VALUES('SOS','Somali Shilling',2,100);
INSERT INTO "currency" VALUES('SSP','South Sudanese Pound',2,100);
INSERT INTO "currency" VALUES('LKR','Sri Lanka Rupee',2,100);
INSERT INTO "currency" VALUES('SDG','Sudanese Pound',2,100);
INSERT INTO "currency" VALUES('SRD','Surinam Dollar',2,100);
INSERT INTO "currency" VALUES('SEK','Swedish Krona',2,100);
INSERT INTO "currency" VALUES('CHE','WIR Euro',2,100);
INSERT INTO "currency" VALUES('CHW','WIR Franc',2,100);
INSERT INTO "currency" VALUES('SYP','Syrian Pound',2,100);
INSERT INTO "currency" VALUES('TWD','New Taiwan Dollar',2,100);
INSERT INTO "currency" VALUES('TJS','Somoni',2,100);
INSERT INTO "currency" VALUES('TZS','Tanzanian Shilling',2,100);
INSERT INTO "currency" VALUES('THB','Baht',2,100);
INSERT INTO "currency" VALUES('TOP','Pa’anga',2,100);
INSERT INTO "currency" VALUES('TTD','Trinidad and Tobago Dollar',2,100);
INSERT INTO "currency" VALUES('TND','Tunisian Dinar',3,1000);
INSERT INTO "currency" VALUES('TRY','Turkish Lira',2,100);
INSERT INTO "currency" VALUES('TMT','Turkmenistan New Manat',2,100);
INSERT INTO "currency" VALUES('UGX','Uganda Shilling',0,1);
INSERT INTO "currency" VALUES('UAH','Hryvnia',2,100);
INSERT INTO "currency" VALUES('AED','UAE Dirham',2,100);
INSERT INTO "currency" VALUES('USN','US Dollar (Next day)',2,100);
INSERT INTO "currency" VALUES('UYU','Peso Uruguayo',2,100);
INSERT INTO "currency" VALUES('UYI','Uruguay Peso en Unidades Indexadas (UI)',0,1);
INSERT INTO "currency" VALUES('UYW','Unidad Previsional',4,10000);
INSERT INTO "currency" VALUES('UZS','Uzbekistan Sum',2,100);
INSERT INTO "currency" VALUES('VUV','Vatu',0,1);
INSERT INTO "currency" VALUES('VES','Bolívar Soberano',2,100);
INSERT INTO "currency" VALUES('VED','Bolívar Soberano',2,100);
INSERT INTO "currency" VALUES('VND','Dong',0,1);
INSERT INTO "currency" VALUES('YER','Yemeni Rial',2,100);
INSERT INTO "currency" VALUES('ZMW','Zambian Kwacha',2,100);
INSERT INTO "currency" VALUES('ZWG','Zimbabwe Gold',2,100);
CREATE TABLE deadline (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    title TEXT NOT NULL CHECK (title <> ''),
    due TEXT NOT NULL CHECK (substr(due, 1, 10) IS date(due, '+0 days') AND length(due) IN (10, 16)),
    kind TEXT NOT NULL CHECK (kind IN ('deliverable', 'follow-up', 'contract', 'meeting', 'other')),
    priority TEXT NOT NULL CHECK (priority IN ('high', 'normal', 'low')),
    note TEXT,
    done TEXT CHECK (done IS date(done, '+0 days'))
, remind TEXT, every TEXT, anchor TEXT, until TEXT CHECK (until IS date(until, '+0 days')), times INTEGER CHECK (times > 0), shift TEXT CHECK (shift IN ('before', 'after')), occurrence INTEGER CHECK (occurrence >= 0), series_id INTEGER REFERENCES deadline (id), template TEXT, uid TEXT, sequence INTEGER NOT NULL DEFAULT 0 CHECK (sequence >= 0)) STRICT;
INSERT INTO "deadline" VALUES(1,5,'Price review','2026-07-31','other','high',NULL,'2026-08-01','7d,1d','month','2026-07-31',NULL,NULL,NULL,0,NULL,NULL,NULL,1);
INSERT INTO "deadline" VALUES(2,1,'Forecast','2026-09-30','deliverable','normal',NULL,NULL,NULL,'last business day of month','2026-09-30',NULL,NULL,'before',0,NULL,NULL,NULL,0);
INSERT INTO "deadline" VALUES(3,3,'Contract ends','2026-12-31','contract','normal','three months'' notice',NULL,'30d',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "deadline" VALUES(4,6,'Send the offer','2026-09-10T15:30','follow-up','normal',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "deadline" VALUES(5,7,'Visit','2026-09-21','meeting','low',NULL,NULL,NULL,'2 weeks','2026-09-21',NULL,6,NULL,0,NULL,NULL,NULL,0);
INSERT INTO "deadline" VALUES(6,5,'Send the order form','2026-09-25','follow-up','normal',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "deadline" VALUES(7,5,'Price review','2026-08-31','other','high',NULL,NULL,'7d,1d','month','2026-07-31',NULL,NULL,NULL,1,1,NULL,NULL,2);
CREATE TABLE expense (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    budget_id INTEGER NOT NULL REFERENCES budget (id),
    date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    memo TEXT
) STRICT;
INSERT INTO "expense" VALUES(1,1,'2026-07-05',480050,'Stand, "A1"');
INSERT INTO "expense" VALUES(2,1,'2026-08-20',810000,NULL);
INSERT INTO "expense" VALUES(3,2,'2026-03-31',125000,NULL);
INSERT INTO "expense" VALUES(4,3,'2026-09-02',91025,'two
lines');
CREATE TABLE interaction (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
    kind TEXT NOT NULL CHECK (kind IN ('call', 'meeting', 'email', 'visit', 'note')),
    text TEXT NOT NULL CHECK (text <> ''),
    minutes INTEGER CHECK (minutes >= 0)
, uid TEXT) STRICT;
INSERT INTO "interaction" VALUES(1,1,'2026-08-03','meeting','Budget agreed for the fair',45,NULL);
INSERT INTO "interaction" VALUES(2,5,'2026-09-01','call','Price list accepted',20,NULL);
INSERT INTO "interaction" VALUES(3,6,'2026-09-08','note','Left a message',NULL,NULL);
INSERT INTO "interaction" VALUES(4,7,'2026-05-12','visit','Visited the plant: 合同',NULL,NULL);
INSERT INTO "interaction" VALUES(5,2,'2026-06-30','email','Asked for samples',NULL,NULL);
CREATE TABLE interaction_contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    interaction_id INTEGER NOT NULL REFERENCES interaction (id),
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    UNIQUE (interaction_id, contact_id)
) STRICT;
INSERT INTO "interaction_contact" VALUES(1,1,1);
INSERT INTO "interaction_contact" VALUES(2,2,3);
CREATE TABLE operation (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    command TEXT NOT NULL,
    summary TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped'))
) STRICT;
INSERT INTO "operation" VALUES(1,'2026-11-26T15:19:01Z','amcli account add ''Hansa Gruppe'' --code hansa --tier 1 --category ''machine builder'' --scope global --currency EUR --country DE --city Hamburg --tag key --tag north','added account hansa (Hansa Gruppe)','done');
INSERT INTO "operation" VALUES(2,'2026-11-26T15:19:02Z','amcli account add ''Hansa Nord'' --code hansa-nord --parent hansa --tier 2 --category ''machine builder'' --scope regional --currency EUR --country DE','added account hansa-nord (Hansa Nord)','done');
INSERT INTO "operation" VALUES(3,'2026-11-26T15:19:03Z','amcli account add ''Hansa Süd GmbH & Co'' --code hansa-sued --parent hansa --tier 2 --category ''machine builder'' --currency EUR --country DE --address ''Straße 1, "Hof"''','added account hansa-sued (Hansa Süd GmbH & Co)','done');
INSERT INTO "operation" VALUES(4,'2026-11-26T15:19:04Z','amcli account add ''Hansa Werk Ulm'' --code ulm --parent hansa-sued --category plant --currency EUR --cadence 45','added account ulm (Hansa Werk Ulm)','done');
INSERT INTO "operation" VALUES(5,'2026-11-26T15:19:06Z','amcli account add ''Maruti Suzuki'' --code maruti --tier 1 --category ''car maker'' --currency USD --country IN --phone ''+91 11 4678 1000'' --website ''https://example.com/a?b=1'' --external-id 0012345','added account maruti (Maruti Suzuki)','done');
INSERT INTO "operation" VALUES(6,'2026-11-26T15:19:08Z','amcli account add ''Éclair SA'' --code eclair --tier 3 --category ''car maker'' --currency EUR --country FR --note ''=1+1, ''"''"''quoted''"''"'', a;b''','added account eclair (Éclair SA)','done');
INSERT INTO "operation" VALUES(7,'2026-11-26T15:19:09Z','amcli account add ''Nagoya Parts'' --code nagoya --tier 2 --category supplier --currency USD --country JP','added account nagoya (Nagoya Parts)','done');
INSERT INTO "operation" VALUES(8,'2026-11-26T15:19:12Z','amcli account add ''Old & Co'' --code old-co --tier 3 --category supplier --currency USD','added account old-co (Old & Co)','done');
INSERT INTO "operation" VALUES(9,'2026-11-26T15:19:14Z','amcli account add Prospect --code prospect --tier 2 --category supplier','added account prospect (Prospect)','done');
INSERT INTO "operation" VALUES(10,'2026-11-26T15:19:17Z','amcli contact add hansa ''Jürgen Groß'' --role decider --role approver --title CFO --email j.gross@example.com','added contact C1 (Jürgen Groß hansa)','done');
INSERT INTO "operation" VALUES(11,'2026-11-26T15:19:19Z','amcli contact add hansa ''Ada Lenz'' --role user --reports-to ''Jürgen Groß'' --note ''[bold]early[/bold]''','added contact C2 (Ada Lenz hansa)','done');
INSERT INTO "operation" VALUES(12,'2026-11-26T15:19:20Z','amcli contact add maruti ''Asha Rao'' --role buyer --phone ''+91 98 1234''','added contact C3 (Asha Rao maruti)','done');
INSERT INTO "operation" VALUES(13,'2026-11-26T15:19:22Z','amcli contact add eclair ''Zoé O''"''"''Brien'' --role gatekeeper','added contact C4 (Zoé O''Brien eclair)','done');
INSERT INTO "operation" VALUES(14,'2026-11-26T15:19:24Z','amcli product add ''Brake pad set'' --code pad --category Brakes --price 48 --currency EUR','added product pad (Brake pad set)','done');
INSERT INTO "operation" VALUES(15,'2026-11-26T15:19:26Z','amcli product add ''Clutch kit'' --code clutch --category Drive --price ''USD 219.90''','added product clutch (Clutch kit)','done');
INSERT INTO "operation" VALUES(16,'2026-11-26T15:19:28Z','amcli product add Seal --code seal','added product seal (Seal)','done');
INSERT INTO "operation" VALUES(17,'2026-11-26T15:19:30Z','amcli rate set USD EUR 0.90 --on 2023-12-01','set rate R1 (USD EUR 0.9 2023-12-01)','done');
INSERT INTO "operation" VALUES(18,'2026-11-26T15:19:32Z','amcli rate set USD EUR 0.92 --on 2025-01-01','set rate R2 (USD EUR 0.92 2025-01-01)','done');
INSERT INTO "operation" VALUES(19,'2026-11-26T15:19:34Z','amcli rate set USD EUR 0.8725 --on 2026-01-01','set rate R3 (USD EUR 0.8725 2026-01-01)','done');
INSERT INTO "operation" VALUES(20,'2026-11-26T15:19:35Z','amcli rate set EUR USD 1.15 --on 2026-06-01','set rate R4 (EUR USD 1.15 2026-06-01)','done');
INSERT INTO "operation" VALUES(21,'2026-11-26T15:19:37Z','amcli target set 2026 900000 --currency EUR','set target T1 (2026 900000.00 EUR)','done');
INSERT INTO "operation" VALUES(22,'2026-11-26T15:19:39Z','amcli target set 2025 800000 --currency EUR','set target T2 (2025 800000.00 EUR)','done');
INSERT INTO "operation" VALUES(23,'2026-11-26T15:19:41Z','amcli target set 2026-Q4 260000 --currency EUR','set target T3 (2026-Q4 260000.00 EUR)','done');
INSERT INTO "operation" VALUES(24,'2026-11-26T15:19:42Z','amcli target set 2026 400000 --account hansa','set target T4 (2026 400000.00 EUR hansa)','done');
INSERT INTO "operation" VALUES(25,'2026-11-26T15:19:44Z','amcli target set 2025 350000 --account hansa','set target T5 (2025 350000.00 EUR hansa)','done');
INSERT INTO "operation" VALUES(26,'2026-11-26T15:19:46Z','amcli target set 2026 120000 --account hansa-nord','set target T6 (2026 120000.00 EUR hansa-nord)','done');
INSERT INTO "operation" VALUES(27,'2026-11-26T15:19:47Z','amcli target set 2026-Q3 60000 --account hansa-sued','set target T7 (2026-Q3 60000.00 EUR hansa-sued)','done');
INSERT INTO "operation" VALUES(28,'2026-11-26T15:19:49Z','amcli target set 2026-Q4 50000 --account hansa-sued','set target T8 (2026-Q4 50000.00 EUR hansa-sued)','done');
INSERT INTO "operation" VALUES(29,'2026-11-26T15:19:51Z','amcli target set 2026 250000 --account maruti','set target T9 (2026 250000.00 USD maruti)','done');
INSERT INTO "operation" VALUES(30,'2026-11-26T15:19:52Z','amcli target set 2026-Q1 20000 --account eclair','set target T10 (2026-Q1 20000.00 EUR eclair)','done');
INSERT INTO "operation" VALUES(31,'2026-11-26T15:19:54Z','amcli target set 2026-Q2 21000 --account eclair','set target T11 (2026-Q2 21000.00 EUR eclair)','done');
INSERT INTO "operation" VALUES(32,'2026-11-26T15:19:55Z','amcli target set 2026-Q3 22000 --account eclair','set target T12 (2026-Q3 22000.00 EUR eclair)','done');
INSERT INTO "operation" VALUES(33,'2026-11-26T15:19:57Z','amcli target set 2026-Q4 23000 --account eclair','set target T13 (2026-Q4 23000.00 EUR eclair)','done');
INSERT INTO "operation" VALUES(34,'2026-11-26T15:19:58Z','amcli target set 2026 90000 --product pad --currency EUR','set target T14 (2026 90000.00 EUR pad)','done');
INSERT INTO "operation" VALUES(35,'2026-11-26T15:20:00Z','amcli target set 2026 30000 --account maruti --product clutch','set target T15 (2026 30000.00 USD maruti clutch)','done');
INSERT INTO "operation" VALUES(36,'2026-11-26T15:20:01Z','amcli budget add hansa ''Trade fair'' --period 2026-Q3 --amount 12000 --agreed-with both','added budget B1 (Trade fair 2026-Q3 12000.00 EUR)','done');
INSERT INTO "operation" VALUES(37,'2026-11-26T15:20:03Z','amcli budget add hansa Bonus --period 2026 --amount 5000 --agreed-with client --direction cost','added budget B2 (Bonus 2026 5000.00 EUR)','done');
INSERT INTO "operation" VALUES(38,'2026-11-26T15:20:05Z','amcli budget add maruti Samples --period 2026-07-01..2026-12-31 --amount 3000 --agreed-with company','added budget B3 (Samples 2026-07-01..2026-12-31 3000.00 USD)','done');
INSERT INTO "operation" VALUES(39,'2026-11-26T15:20:07Z','amcli budget add maruti Growth --period 2026 --amount 240000 --direction revenue','added budget B4 (Growth 2026 240000.00 USD)','done');
INSERT INTO "operation" VALUES(40,'2026-11-26T15:20:08Z','amcli budget add hansa ''Group revenue'' --period 2026 --amount 380000 --direction revenue','added budget B5 (Group revenue 2026 380000.00 EUR)','done');
INSERT INTO "operation" VALUES(41,'2026-11-26T15:20:10Z','amcli budget spend hansa ''Trade fair'' 4800.50 --on 2026-07-05 --memo ''Stand, "A1"''','spent expense X1 (4800.50 EUR Trade fair)','done');
INSERT INTO "operation" VALUES(42,'2026-11-26T15:20:12Z','amcli budget spend hansa ''Trade fair'' 8100 --on 2026-08-20','spent expense X2 (8100.00 EUR Trade fair)','done');
INSERT INTO "operation" VALUES(43,'2026-11-26T15:20:13Z','amcli budget spend hansa Bonus 1250 --on 2026-03-31','spent expense X3 (1250.00 EUR Bonus)','done');
INSERT INTO "operation" VALUES(44,'2026-11-26T15:20:15Z','amcli budget spend maruti Samples 910.25 --on 2026-09-02 --memo ''two
lines''','spent expense X4 (910.25 USD Samples)','done');
INSERT INTO "operation" VALUES(45,'2026-11-26T15:20:19Z','amcli deadline add maruti ''Price review'' --due 2026-07-31 --every month --remind 7d,1d --priority high','added deadline D1 (Price review 2026-07-31)','done');
INSERT INTO "operation" VALUES(46,'2026-11-26T15:20:21Z','amcli deadline add hansa Forecast --due 2026-09-30 --every ''last business day of month'' --shift before --kind deliverable','added deadline D2 (Forecast 2026-09-30)','done');
INSERT INTO "operation" VALUES(47,'2026-11-26T15:20:22Z','amcli deadline add hansa-sued ''Contract ends'' --due 2026-12-31 --kind contract --remind 30d --note ''three months''"''"'' notice''','added deadline D3 (Contract ends 2026-12-31)','done');
INSERT INTO "operation" VALUES(48,'2026-11-26T15:20:23Z','amcli deadline add eclair ''Send the offer'' --due 2026-09-10T15:30 --kind follow-up','added deadline D4 (Send the offer 2026-09-10T15:30)','done');
INSERT INTO "operation" VALUES(49,'2026-11-26T15:20:25Z','amcli deadline add nagoya Visit --due 2026-09-21 --kind meeting --priority low --every ''2 weeks'' --times 6','added deadline D5 (Visit 2026-09-21)','done');
INSERT INTO "operation" VALUES(50,'2026-11-26T15:20:27Z','amcli log hansa ''Budget agreed for the fair'' --with ''Jürgen Groß'' --on 2026-08-03 --minutes 45 --kind meeting','logged I1 (Budget agreed for the fair)','done');
INSERT INTO "operation" VALUES(51,'2026-11-26T15:20:28Z','amcli log maruti ''Price list accepted'' --with ''Asha Rao'' --on 2026-09-01 --minutes 20 --next ''Send the order form'' --due 2026-09-25','logged I2 (Price list accepted), next D6 (Send the order form 2026-09-25)','done');
INSERT INTO "operation" VALUES(52,'2026-11-26T15:20:30Z','amcli log eclair ''Left a message'' --kind note --on 2026-09-08','logged I3 (Left a message)','done');
INSERT INTO "operation" VALUES(53,'2026-11-26T15:20:31Z','amcli log nagoya ''Visited the plant: 合同'' --kind visit --on 2026-05-12','logged I4 (Visited the plant: 合同)','done');
INSERT INTO "operation" VALUES(54,'2026-11-26T15:20:32Z','amcli log hansa-nord ''Asked for samples'' --kind email --on 2026-06-30','logged I5 (Asked for samples)','done');
INSERT INTO "operation" VALUES(55,'2026-11-26T15:20:34Z','amcli deadline done D1 --on 2026-08-01','done deadline D1 (Price review 2026-07-31), next D7 (Price review 2026-08-31)','done');
INSERT INTO "operation" VALUES(56,'2026-11-26T15:20:35Z','amcli import sales sales.csv','imported 231 sales from sales.csv','done');
INSERT INTO "operation" VALUES(57,'2026-11-26T15:20:37Z','amcli sale add maruti 1999.99 --product clutch --quantity 2.5 --cost 1200 --on 2026-09-11 --ref INV-1','added sale S232 (1999.99 USD maruti 2026-09-11)','done');
INSERT INTO "operation" VALUES(58,'2026-11-26T15:20:38Z','amcli sale add maruti 250 --kind credit --on 2026-09-12 --ref CN-1','added sale S233 (250.00 USD maruti 2026-09-12)','done');
INSERT INTO "operation" VALUES(59,'2026-11-26T15:20:39Z','amcli sale add hansa 7777.77 --kind purchase --on 2026-02-10 --ref PO-9','added sale S234 (7777.77 EUR hansa 2026-02-10)','done');
INSERT INTO "operation" VALUES(60,'2026-11-26T15:20:41Z','amcli sale add eclair 15000 --on 2026-11-05 --ref ADV','added sale S235 (15000.00 EUR eclair 2026-11-05)','done');
INSERT INTO "operation" VALUES(61,'2026-11-26T15:20:43Z','amcli account archive old-co','archived account old-co (Old & Co)','done');
CREATE TABLE operation_change (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    operation_id INTEGER NOT NULL REFERENCES operation (id),
    record TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    before TEXT,
    after TEXT
) STRICT;
INSERT INTO "operation_change" VALUES(1,1,'account',1,NULL,'{"id": 1, "code": "hansa", "name": "Hansa Gruppe", "parent_id": null, "tier": 1, "category": "machine builder", "scope": "global", "currency": "EUR", "cadence": null, "phone": null, "website": null, "address": null, "city": "Hamburg", "country": "DE", "external_id": null, "note": null, "tags": "key;north", "created": "2026-09-17", "archived": null}');
INSERT INTO "operation_change" VALUES(2,2,'account',2,NULL,'{"id": 2, "code": "hansa-nord", "name": "Hansa Nord", "parent_id": 1, "tier": 2, "category": "machine builder", "scope": "regional", "currency": "EUR", "cadence": null, "phone": null, "website": null, "address": null, "city": null, "country": "DE", "external_id": null, "note": null, "tags": null, "created": "2026-09-17", "archived": null}');
INSERT INTO "operation_change" VALUES(3,3,'account',3,NULL,'{"id": 3, "code": "hansa-sued", "name": "Hansa Süd GmbH & Co", "parent_id": 1, "tier": 2, "category": "machine builder", "scope": null, "currency": "EUR", "cadence": null, "phone": null, "website": null, "address": "Straße 1, \"Hof\"", "city": null, "country": "DE", "external_id": null, "note": null, "tags": null, "created": "2026-09-17", "archived": null}');
INSERT INTO "operation_change" VALUES(4,4,'account',4,NULL,'{"id": 4, "code": "ulm", "name": "Hansa Werk Ulm", "parent_id": 3, "tier": null, "category": "plant", "scope": null, "currency": "EUR", "cadence": 45, "phone": null, "website": null, "address": null, "city": null, "country": null, "external_id": null, "note": null, "tags": null, "created": "2026-09-17", "archived": null}');
INSERT INTO "operation_change" VALUES(5,5,'account',5,NULL,'{"id": 5, "code": "maruti", "name": "Maruti Suzuki", "parent_id": null, "tier": 1, "category": "car maker", "scope": null, "currency": "USD", "cadence": null, "phone": "+91 11 4678 1000", "website": "https://example.com/a?b=1", "address": null, "city": null, "country": "IN", "external_id": "0012345", "note": null, "tags": null, "created": "2026-09-17", "archived": null}');
INSERT INTO "operation_change" VALUES(6,6,'account',6,NULL,'{"id": 6, "code": "eclair", "name": "Éclair SA", "parent_id": null, "tier": 3, "category": "car maker", "scope": null, "currency": "EUR", "cadence": null, "phone": null, "website": null, "address": null, "city": null, "country": "FR", "external_id": null, "note": "=1+1, ''quoted'', a;b", "tags": null, "created": "2026-09-17", "archived": null}');
INSERT INTO "operation_change" VALUES(7,7,'account',7,NULL,'{"id": 7, "code": "nagoya", "name": "Nagoya Parts", "parent_id": null, "tier": 2, "category": "supplier", "scope": null, "currency": "USD", "cadence": null, "phone": null, "website": null, "address": null, "city": null, "country": "JP", "external_id": null, "note": null, "tags": null, "created": "2026-09-17", "archived": null}');
INSERT INTO "operation_change" VALUES(8,8,'account',8,NULL,'{"id": 8, "code": "old-co", "name": "Old & Co", "parent_id": null, "tier": 3, "category": "supplier", "scope": null, "currency": "USD", "cadence": null, "phone": null, "website": null, "address": null, "city": null, "country": null, "external_id": null, "note": null, "tags": null, "created": "2026-09-17", "archived": null}');
INSERT INTO "operation_change" VALUES(9,9,'account',9,NULL,'{"id": 9, "code": "prospect", "name": "Prospect", "parent_id": null, "tier": 2, "category": "supplier", "scope": null, "currency": null, "cadence": null, "phone": null, "website": null, "address": null, "city": null, "country": null, "external_id": null, "note": null, "tags": null, "created": "2026-09-17", "archived": null}');
INSERT INTO "operation_change" VALUES(10,10,'contact',1,NULL,'{"id": 1, "account_id": 1, "name": "Jürgen Groß", "roles": "decider;approver", "title": "CFO", "email": "j.gross@example.com", "phone": null, "reports_to_id": null, "note": null}');
INSERT INTO "operation_change" VALUES(11,11,'contact',2,NULL,'{"id": 2, "account_id": 1, "name": "Ada Lenz", "roles": "user", "title": null, "email": null, "phone": null, "reports_to_id": 1, "note": "[bold]early[/bold]"}');
INSERT INTO "operation_change" VALUES(12,12,'contact',3,NULL,'{"id": 3, "account_id": 5, "name": "Asha Rao", "roles": "buyer", "title": null, "email": null, "phone": "+91 98 1234", "reports_to_id": null, "note": null}');
INSERT INTO "operation_change" VALUES(13,13,'contact',4,NULL,'{"id": 4, "account_id": 6, "name": "Zoé O''Brien", "roles": "gatekeeper", "title": null, "email": null, "phone": null, "reports_to_id": null, "note": null}');
INSERT INTO "operation_change" VALUES(14,14,'product',1,NULL,'{"id": 1, "code": "pad", "name": "Brake pad set", "category": "Brakes", "price_minor": 4800, "currency": "EUR"}');
INSERT INTO "operation_change" VALUES(15,15,'product',2,NULL,'{"id": 2, "code": "clutch", "name": "Clutch kit", "category": "Drive", "price_minor": 21990, "currency": "USD"}');
INSERT INTO "operation_change" VALUES(16,16,'product',3,NULL,'{"id": 3, "code": "seal", "name": "Seal", "category": null, "price_minor": null, "currency": null}');
INSERT INTO "operation_change" VALUES(17,17,'rate',1,NULL,'{"id": 1, "from_currency": "USD", "to_currency": "EUR", "date": "2023-12-01", "rate": "0.9"}');
INSERT INTO "operation_change" VALUES(18,18,'rate',2,NULL,'{"id": 2, "from_currency": "USD", "to_currency": "EUR", "date": "2025-01-01", "rate": "0.92"}');
INSERT INTO "operation_change" VALUES(19,19,'rate',3,NULL,'{"id": 3, "from_currency": "USD", "to_currency": "EUR", "date": "2026-01-01", "rate": "0.8725"}');
INSERT INTO "operation_change" VALUES(20,20,'rate',4,NULL,'{"id": 4, "from_currency": "EUR", "to_currency": "USD", "date": "2026-06-01", "rate": "1.15"}');
INSERT INTO "operation_change" VALUES(21,21,'target',1,NULL,'{"id": 1, "start": "2026-01-01", "end": "2027-01-01", "account_id": null, "product_id": null, "amount_minor": 90000000, "currency": "EUR"}');
INSERT INTO "operation_change" VALUES(22,22,'target',2,NULL,'{"id": 2, "start": "2025-01-01", "end": "2026-01-01", "account_id": null, "product_id": null, "amount_minor": 80000000, "currency": "EUR"}');
INSERT INTO "operation_change" VALUES(23,23,'target',3,NULL,'{"id": 3, "start": "2026-10-01", "end": "2027-01-01", "account_id": null, "product_id": null, "amount_minor": 26000000, "currency": "EUR"}');
INSERT INTO "operation_change" VALUES(24,24,'target',4,NULL,'{"id": 4, "start": "2026-01-01", "end": "2027-01-01", "account_id": 1, "product_id": null, "amount_minor": 40000000, "currency": "EUR"}');
INSERT INTO "operation_change" VALUES(25,25,'target',5,NULL,'{"id": 5, "start": "2025-01-01", "end": "2026-01-01", "account_id": 1, "product_id": null, "amount_minor": 35000000, "currency": "EUR"}');
INSERT INTO "operation_change" VALUES(26,26,'target',6,NULL,'{"id": 6, "start": "2026-01-01", "end": "2027-01-01", "account_id": 2, "product_id": null, "amount_minor": 12000000, "currency": "EUR"}');
INSERT INTO "operation_change" VALUES(27,27,'target',7,NULL,'{"id": 7, "start": "2026-07-01", "end": "2026-10-01", "account_id": 3, "product_id": null, "amount_minor": 6000000, "currency": "EUR"}');
INSERT INTO "operation_change" VALUES(28,28,'target',8,NULL,'{"id": 8, "start": "2026-10-01", "end": "2027-01-01", "account_id": 3, "product_id": null, "amount_minor": 5000000, "currency": "EUR"}');
INSERT INTO "operation_change" VALUES(29,29,'target',9,NULL,'{"id": 9, "start": "2026-01-01", "end": "2027-01-01", "account_id": 5, "product_id": null, "amount_minor": 25000000, "currency": "USD"}');
INSERT INTO "operation_change" VALUES(30,30,'target',10,NULL,'{"id": 10, "start": "2026-01-01", "end": "2026-04-01", "account_id": 6, "product_id": null, "amount_minor": 2000000, "currency": "EUR"}');
INSERT INTO "operation_change" VALUES(31,31,'target',11,NULL,'{"id": 11, "start": "2026-04-01", "end": "2026-07-01", "account_id": 6, "product_id": null, "amount_minor": 2100000, "currency": "EUR"}');
INSERT INTO "operation_change" VALUES(32,32,'target',12,NULL,'{"id": 12, "start": "2026-07-01", "end": "2026-10-01", "account_id": 6, "product_id": null, "amount_minor": 2200000, "currency": "EUR"}');
INSERT INTO "operation_change" VALUES(33,33,'target',13,NULL,'{"id": 13, "start": "2026-10-01", "end": "2027-01-01", "account_id": 6, "product_id": null, "amount_minor": 2300000, "currency": "EUR"}');
INSERT INTO "operation_change" VALUES(34,34,'target',14,NULL,'{"id": 14, "start": "2026-01-01", "end": "2027-01-01", "account_id": null, "product_id": 1, "amount_minor": 9000000, "currency": "EUR"}');
INSERT INTO "operation_change" VALUES(35,35,'target',15,NULL,'{"id": 15, "start": "2026-01-01", "end": "2027-01-01", "account_id": 5, "product_id": 2, "amount_minor": 3000000, "currency": "USD"}');
INSERT INTO "operation_change" VALUES(36,36,'budget',1,NULL,'{"id": 1, "account_id": 1, "name": "Trade fair", "start": "2026-07-01", "end": "2026-10-01", "amount_minor": 1200000, "currency": "EUR", "agreed_with": "both", "direction": "cost", "note": null}');
INSERT INTO "operation_change" VALUES(37,37,'budget',2,NULL,'{"id": 2, "account_id": 1, "name": "Bonus", "start": "2026-01-01", "end": "2027-01-01", "amount_minor": 500000, "currency": "EUR", "agreed_with": "client", "direction": "cost", "note": null}');
INSERT INTO "operation_change" VALUES(38,38,'budget',3,NULL,'{"id": 3, "account_id": 5, "name": "Samples", "start": "2026-07-01", "end": "2027-01-01", "amount_minor": 300000, "currency": "USD", "agreed_with": "company", "direction": "cost", "note": null}');
INSERT INTO "operation_change" VALUES(39,39,'budget',4,NULL,'{"id": 4, "account_id": 5, "name": "Growth", "start": "2026-01-01", "end": "2027-01-01", "amount_minor": 24000000, "currency": "USD", "agreed_with": null, "direction": "revenue", "note": null}');
INSERT INTO "operation_change" VALUES(40,40,'budget',5,NULL,'{"id": 5, "account_id": 1, "name": "Group revenue", "start": "2026-01-01", "end": "2027-01-01", "amount_minor": 38000000, "currency": "EUR", "agreed_with": null, "direction": "revenue", "note": null}');
INSERT INTO "operation_change" VALUES(41,41,'expense',1,NULL,'{"id": 1, "budget_id": 1, "date": "2026-07-05", "amount_minor": 480050, "memo": "Stand, \"A1\""}');
INSERT INTO "operation_change" VALUES(42,42,'expense',2,NULL,'{"id": 2, "budget_id": 1, "date": "2026-08-20", "amount_minor": 810000, "memo": null}');
INSERT INTO "operation_change" VALUES(43,43,'expense',3,NULL,'{"id": 3, "budget_id": 2, "date": "2026-03-31", "amount_minor": 125000, "memo": null}');
INSERT INTO "operation_change" VALUES(44,44,'expense',4,NULL,'{"id": 4, "budget_id": 3, "date": "2026-09-02", "amount_minor": 91025, "memo": "two\nlines"}');
INSERT INTO "operation_change" VALUES(45,45,'deadline',1,NULL,'{"id": 1, "account_id": 5, "title": "Price review", "due": "2026-07-31", "kind": "other", "priority": "high", "note": null, "done": null, "remind": "7d,1d", "every": "month", "anchor": "2026-07-31", "until": null, "times": null, "shift": null, "occurrence": 0, "series_id": null, "template": null, "uid": null, "sequence": 0}');
INSERT INTO "operation_change" VALUES(46,46,'deadline',2,NULL,'{"id": 2, "account_id": 1, "title": "Forecast", "due": "2026-09-30", "kind": "deliverable", "priority": "normal", "note": null, "done": null, "remind": null, "every": "last business day of month", "anchor": "2026-09-30", "until": null, "times": null, "shift": "before", "occurrence": 0, "series_id": null, "template": null, "uid": null, "sequence": 0}');
INSERT INTO "operation_change" VALUES(47,47,'deadline',3,NULL,'{"id": 3, "account_id": 3, "title": "Contract ends", "due": "2026-12-31", "kind": "contract", "priority": "normal", "note": "three months'' notice", "done": null, "remind": "30d", "every": null, "anchor": null, "until": null, "times": null, "shift": null, "occurrence": null, "series_id": null, "template": null, "uid": null, "sequence": 0}');
INSERT INTO "operation_change" VALUES(48,48,'deadline',4,NULL,'{"id": 4, "account_id": 6, "title": "Send the offer", "due": "2026-09-10T15:30", "kind": "follow-up", "priority": "normal", "note": null, "done": null, "remind": null, "every": null, "anchor": null, "until": null, "times": null, "shift": null, "occurrence": null, "series_id": null, "template": null, "uid": null, "sequence": 0}');
INSERT INTO "operation_change" VALUES(49,49,'deadline',5,NULL,'{"id": 5, "account_id": 7, "title": "Visit", "due": "2026-09-21", "kind": "meeting", "priority": "low", "note": null, "done": null, "remind": null, "every": "2 weeks", "anchor": "2026-09-21", "until": null, "times": 6, "shift": null, "occurrence": 0, "series_id": null, "template": null, "uid": null, "sequence": 0}');
INSERT INTO "operation_change" VALUES(50,50,'interaction',1,NULL,'{"id": 1, "account_id": 1, "date": "2026-08-03", "kind": "meeting", "text": "Budget agreed for the fair", "minutes": 45, "uid": null}');
INSERT INTO "operation_change" VALUES(51,50,'interaction_contact',1,NULL,'{"id": 1, "interaction_id": 1, "contact_id": 1}');
INSERT INTO "operation_change" VALUES(52,51,'interaction',2,NULL,'{"id": 2, "account_id": 5, "date": "2026-09-01", "kind": "call", "text": "Price list accepted", "minutes": 20, "uid": null}');
INSERT INTO "operation_change" VALUES(53,51,'interaction_contact',2,NULL,'{"id": 2, "interaction_id": 2, "contact_id": 3}');
INSERT INTO "operation_change" VALUES(54,51,'deadline',6,NULL,'{"id": 6, "account_id": 5, "title": "Send the order form", "due": "2026-09-25", "kind": "follow-up", "priority": "normal", "note": null, "done": null, "remind": null, "every": null, "anchor": null, "until": null, "times": null, "shift": null, "occurrence": null, "series_id": null, "template": null, "uid": null, "sequence": 0}');
INSERT INTO "operation_change" VALUES(55,52,'interaction',3,NULL,'{"id": 3, "account_id": 6, "date": "2026-09-08", "kind": "note", "text": "Left a message", "minutes": null, "uid": null}');
INSERT INTO "operation_change" VALUES(56,53,'interaction',4,NULL,'{"id": 4, "account_id": 7, "date": "2026-05-12", "kind": "visit", "text": "Visited the plant: 合同", "minutes": null, "uid": null}');
INSERT INTO "operation_change" VALUES(57,54,'interaction',5,NULL,'{"id": 5, "account_id": 2, "date": "2026-06-30", "kind": "email", "text": "Asked for samples", "minutes": null, "uid": null}');
INSERT INTO "operation_change" VALUES(58,55,'deadline',1,'{"id": 1, "account_id": 5, "title": "Price review", "due": "2026-07-31", "kind": "other", "priority": "high", "note": null, "done": null, "remind": "7d,1d", "every": "month", "anchor": "2026-07-31", "until": null, "times": null, "shift": null, "occurrence": 0, "series_id": null, "template": null, "uid": null, "sequence": 0}','{"id": 1, "account_id": 5, "title": "Price review", "due": "2026-07-31", "kind": "other", "priority": "high", "note": null, "done": "2026-08-01", "remind": "7d,1d", "every": "month", "anchor": "2026-07-31", "until": null, "times": null, "shift": null, "occurrence": 0, "series_id": null, "template": null, "uid": null, "sequence": 1}');
INSERT INTO "operation_change" VALUES(59,55,'deadline',7,NULL,'{"id": 7, "account_id": 5, "title": "Price review", "due": "2026-08-31", "kind": "other", "priority": "high", "note": null, "done": null, "remind": "7d,1d", "every": "month", "anchor": "2026-07-31", "until": null, "times": null, "shift": null, "occurrence": 1, "series_id": 1, "template": null, "uid": null, "sequence": 2}');
INSERT INTO "operation_change" VALUES(60,57,'sale',232,NULL,'{"id": 232, "account_id": 5, "product_id": 2, "date": "2026-09-11", "amount_minor": 199999, "currency": "USD", "kind": "sale", "quantity": "2.5", "cost_minor": 120000, "ref": "INV-1"}');
INSERT INTO "operation_change" VALUES(61,58,'sale',233,NULL,'{"id": 233, "account_id": 5, "product_id": null, "date": "2026-09-12", "amount_minor": 25000, "currency": "USD", "kind": "credit", "quantity": null, "cost_minor": null, "ref": "CN-1"}');
INSERT INTO "operation_change" VALUES(62,59,'sale',234,NULL,'{"id": 234, "account_id": 1, "product_id": null, "date": "2026-02-10", "amount_minor": 777777, "currency": "EUR", "kind": "purchase", "quantity": null, "cost_minor": null, "ref": "PO-9"}');
INSERT INTO "operation_change" VALUES(63,60,'sale',235,NULL,'{"id": 235, "account_id": 6, "product_id": null, "date": "2026-11-05", "amount_minor": 1500000, "currency": "EUR", "kind": "sale", "quantity": null, "cost_minor": null, "ref": "ADV"}');
INSERT INTO "operation_change" VALUES(64,61,'account',8,'{"id": 8, "code": "old-co", "name": "Old & Co", "parent_id": null, "tier": 3, "category": "supplier", "scope": null, "currency": "USD", "cadence": null, "phone": null, "website": null, "address": null, "city": null, "country": null, "external_id": null, "note": null, "tags": null, "created": "2026-09-17", "archived": null}','{"id": 8, "code": "old-co", "name": "Old & Co", "parent_id": null, "tier": 3, "category": "supplier", "scope": null, "currency": "USD", "cadence": null, "phone": null, "website": null, "address": null, "city": null, "country": null, "external_id": null, "note": null, "tags": null, "created": "2026-09-17", "archived": "2026-09-17"}');
CREATE TABLE operation_range (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    operation_id INTEGER NOT NULL REFERENCES operation (id),
    record TEXT NOT NULL,
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL
) STRICT;
INSERT INTO "operation_range" VALUES(1,56,'sale',1,231);
CREATE TABLE portfolio (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    uid TEXT NOT NULL
) STRICT;
INSERT INTO "portfolio" VALUES(1,'21f91d05000accacb64bdceff452a333');
CREATE TABLE product (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (length(code) BETWEEN 1 AND 40),
    name TEXT NOT NULL CHECK (name <> ''),
    category TEXT,
    price_minor INTEGER CHECK (price_minor >= 0),
    currency TEXT REFERENCES currency (code),
    CHECK (price_minor IS NULL OR currency IS NOT NULL)
) STRICT;
INSERT INTO "product" VALUES(1,'pad','Brake pad set','Brakes',4800,'EUR');
INSERT INTO "product" VALUES(2,'clutch','Clutch kit','Drive',21990,'USD');
INSERT INTO "product" VALUES(3,'seal','Seal',NULL,NULL,NULL);
CREATE TABLE rate (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    from_currency TEXT NOT NULL REFERENCES currency (code),
    to_currency TEXT NOT NULL REFERENCES currency (code),
    date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
    rate TEXT NOT NULL,
    CHECK (from_currency <> to_currency),
    UNIQUE (from_currency, to_currency, date)
) STRICT;
INSERT INTO "rate" VALUES(1,'USD','EUR','2023-12-01','0.9');
INSERT INTO "rate" VALUES(2,'USD','EUR','2025-01-01','0.92');
INSERT INTO "rate" VALUES(3,'USD','EUR','2026-01-01','0.8725');
INSERT INTO "rate" VALUES(4,'EUR','USD','2026-06-01','1.15');
CREATE TABLE reminder (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    said TEXT NOT NULL UNIQUE,
    claimed_at TEXT NOT NULL,
    said_at TEXT
) STRICT;
CREATE TABLE reminder_run (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    due INTEGER NOT NULL,
    said INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    command TEXT NOT NULL
) STRICT;
CREATE TABLE sale (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    product_id INTEGER REFERENCES product (id),
    date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    currency TEXT NOT NULL REFERENCES currency (code),
    kind TEXT NOT NULL CHECK (kind IN ('sale', 'purchase', 'credit')),
    quantity TEXT,
    cost_minor INTEGER CHECK (cost_minor >= 0),
    ref TEXT
) STRICT;
INSERT INTO "sale" VALUES(1,1,1,'2024-01-02',550087,'EUR','sale',NULL,NULL,'L1');
INSERT INTO "sale" VALUES(2,2,2,'2024-01-07',487758,'EUR','sale',NULL,NULL,'L2');
INSERT INTO "sale" VALUES(3,3,1,'2024-01-12',425429,'EUR','sale',NULL,297800,'L3');
INSERT INTO "sale" VALUES(4,5,2,'2024-01-22',1266715,'USD','sale','3',NULL,'L4');
INSERT INTO "sale" VALUES(5,6,3,'2024-01-27',310778,'EUR','sale',NULL,NULL,'L5');
INSERT INTO "sale" VALUES(6,7,1,'2024-01-04',368931,'USD','sale',NULL,258251,'L6');
INSERT INTO "sale" VALUES(7,8,NULL,'2024-01-09',125879,'USD','sale',NULL,NULL,'L7');
INSERT INTO "sale" VALUES(8,1,1,'2024-02-03',653912,'EUR','sale','3',NULL,'L8');
INSERT INTO "sale" VALUES(9,2,2,'2024-02-08',579535,'EUR','sale',NULL,405674,'L9');
INSERT INTO "sale" VALUES(10,3,1,'2024-02-13',515165,'EUR','sale',NULL,NULL,'L10');
INSERT INTO "sale" VALUES(11,5,2,'2024-02-23',1525125,'USD','sale',NULL,NULL,'L11');
INSERT INTO "sale" VALUES(12,6,3,'2024-02-28',366410,'EUR','sale','3',256487,'L12');
INSERT INTO "sale" VALUES(13,7,1,'2024-02-05',436611,'USD','sale',NULL,NULL,'L13');
INSERT INTO "sale" VALUES(14,8,NULL,'2024-02-10',145367,'USD','sale',NULL,NULL,'L14');
INSERT INTO "sale" VALUES(15,1,1,'2024-03-04',767744,'EUR','sale',NULL,537420,'L15');
INSERT INTO "sale" VALUES(16,2,2,'2024-03-09',681318,'EUR','sale','3',NULL,'L16');
INSERT INTO "sale" VALUES(17,3,1,'2024-03-14',594893,'EUR','sale',NULL,NULL,'L17');
INSERT INTO "sale" VALUES(18,5,2,'2024-03-24',1773528,'USD','sale',NULL,1241469,'L18');
INSERT INTO "sale" VALUES(19,6,3,'2024-03-01',422042,'EUR','sale',NULL,NULL,'L19');
INSERT INTO "sale" VALUES(20,7,1,'2024-03-06',514299,'USD','sale','3',NULL,'L20');
INSERT INTO "sale" VALUES(21,8,NULL,'2024-03-11',174861,'USD','sale',NULL,122402,'L21');
INSERT INTO "sale" VALUES(22,1,1,'2024-04-05',763135,'EUR','sale',NULL,NULL,'L22');
INSERT INTO "sale" VALUES(23,2,2,'2024-04-10',676709,'EUR','sale',NULL,NULL,'L23');
INSERT INTO "sale" VALUES(24,3,1,'2024-04-15',600291,'EUR','sale','3',420203,'L24');
INSERT INTO "sale" VALUES(25,5,2,'2024-04-25',1778926,'USD','sale',NULL,NULL,'L25');
INSERT INTO "sale" VALUES(26,6,3,'2024-04-02',427440,'EUR','sale',NULL,NULL,'L26');
INSERT INTO "sale" VALUES(27,7,1,'2024-04-07',509690,'USD','sale',NULL,356783,'L27');
INSERT INTO "sale" VALUES(28,8,NULL,'2024-04-12',170252,'USD','sale','3',NULL,'L28');
INSERT INTO "sale" VALUES(29,1,1,'2024-05-06',146161,'EUR','credit',NULL,NULL,'L29');
INSERT INTO "sale" VALUES(30,2,2,'2024-05-11',778493,'EUR','sale',NULL,544945,'L30');
INSERT INTO "sale" VALUES(31,3,1,'2024-05-16',680019,'EUR','sale',NULL,NULL,'L31');
INSERT INTO "sale" VALUES(32,5,2,'2024-05-26',2027329,'USD','sale','3',NULL,'L32');
INSERT INTO "sale" VALUES(33,6,3,'2024-05-03',483072,'EUR','sale',NULL,338150,'L33');
INSERT INTO "sale" VALUES(34,7,1,'2024-05-08',587377,'USD','sale',NULL,NULL,'L34');
INSERT INTO "sale" VALUES(35,8,NULL,'2024-05-13',199747,'USD','sale',NULL,NULL,'L35');
INSERT INTO "sale" VALUES(36,1,1,'2024-06-07',980791,'EUR','sale','3',686553,'L36');
INSERT INTO "sale" VALUES(37,2,2,'2024-06-12',870269,'EUR','sale',NULL,NULL,'L37');
INSERT INTO "sale" VALUES(38,3,1,'2024-06-17',759748,'EUR','sale',NULL,NULL,'L38');
INSERT INTO "sale" VALUES(39,5,2,'2024-06-27',2285739,'USD','sale',NULL,1600017,'L39');
INSERT INTO "sale" VALUES(40,6,3,'2024-06-04',548711,'EUR','sale','3',NULL,'L40');
INSERT INTO "sale" VALUES(41,7,1,'2024-06-09',655057,'USD','sale',NULL,NULL,'L41');
INSERT INTO "sale" VALUES(42,8,NULL,'2024-06-14',219234,'USD','sale',NULL,153463,'L42');
INSERT INTO "sale" VALUES(43,1,1,'2024-07-08',976182,'EUR','sale',NULL,NULL,'L43');
INSERT INTO "sale" VALUES(44,2,2,'2024-07-13',875667,'EUR','sale','3',NULL,'L44');
INSERT INTO "sale" VALUES(45,3,1,'2024-07-18',765146,'EUR','sale',NULL,535602,'L45');
INSERT INTO "sale" VALUES(46,5,2,'2024-07-28',2281130,'USD','sale',NULL,NULL,'L46');
INSERT INTO "sale" VALUES(47,6,3,'2024-07-05',544102,'EUR','sale',NULL,NULL,'L47');
INSERT INTO "sale" VALUES(48,7,1,'2024-07-10',660455,'USD','sale','3',462318,'L48');
INSERT INTO "sale" VALUES(49,8,NULL,'2024-07-15',224632,'USD','sale',NULL,NULL,'L49');
INSERT INTO "sale" VALUES(50,1,1,'2024-08-09',656279,'EUR','sale',NULL,NULL,'L50');
INSERT INTO "sale" VALUES(51,2,2,'2024-08-14',581902,'EUR','sale',NULL,407331,'L51');
INSERT INTO "sale" VALUES(52,3,1,'2024-08-19',507525,'EUR','sale','3',NULL,'L52');
INSERT INTO "sale" VALUES(53,5,2,'2024-08-01',1527492,'USD','sale',NULL,NULL,'L53');
INSERT INTO "sale" VALUES(54,6,3,'2024-08-06',368777,'EUR','sale',NULL,258143,'L54');
INSERT INTO "sale" VALUES(55,7,1,'2024-08-11',438978,'USD','sale',NULL,NULL,'L55');
INSERT INTO "sale" VALUES(56,8,NULL,'2024-08-16',147734,'USD','sale','3',NULL,'L56');
INSERT INTO "sale" VALUES(57,1,1,'2024-09-10',1085405,'EUR','sale',NULL,759783,'L57');
INSERT INTO "sale" VALUES(58,2,2,'2024-09-15',162140,'EUR','credit',NULL,NULL,'L58');
INSERT INTO "sale" VALUES(59,3,1,'2024-09-20',850272,'EUR','sale',NULL,NULL,'L59');
INSERT INTO "sale" VALUES(60,5,2,'2024-09-02',2534931,'USD','sale','3',1774451,'L60');
INSERT INTO "sale" VALUES(61,6,3,'2024-09-07',605132,'EUR','sale',NULL,NULL,'L61');
INSERT INTO "sale" VALUES(62,7,1,'2024-09-12',723526,'USD','sale',NULL,NULL,'L62');
INSERT INTO "sale" VALUES(63,8,NULL,'2024-09-17',249517,'USD','sale',NULL,174661,'L63');
INSERT INTO "sale" VALUES(64,1,1,'2024-10-11',1199237,'EUR','sale','3',NULL,'L64');
INSERT INTO "sale" VALUES(65,2,2,'2024-10-16',1064618,'EUR','sale',NULL,NULL,'L65');
INSERT INTO "sale" VALUES(66,3,1,'2024-10-21',930000,'EUR','sale',NULL,651000,'L66');
INSERT INTO "sale" VALUES(67,5,2,'2024-10-03',2783334,'USD','sale',NULL,NULL,'L67');
INSERT INTO "sale" VALUES(68,6,3,'2024-10-08',670771,'EUR','sale','3',NULL,'L68');
INSERT INTO "sale" VALUES(69,7,1,'2024-10-13',801213,'USD','sale',NULL,560849,'L69');
INSERT INTO "sale" VALUES(70,8,NULL,'2024-10-18',269005,'USD','sale',NULL,NULL,'L70');
INSERT INTO "sale" VALUES(71,1,1,'2024-11-12',1303061,'EUR','sale',NULL,NULL,'L71');
INSERT INTO "sale" VALUES(72,2,2,'2024-11-17',1166402,'EUR','sale','3',816481,'L72');
INSERT INTO "sale" VALUES(73,3,1,'2024-11-22',1019736,'EUR','sale',NULL,NULL,'L73');
INSERT INTO "sale" VALUES(74,5,2,'2024-11-04',3041744,'USD','sale',NULL,NULL,'L74');
INSERT INTO "sale" VALUES(75,6,3,'2024-11-09',726403,'EUR','sale',NULL,508482,'L75');
INSERT INTO "sale" VALUES(76,7,1,'2024-11-14',868893,'USD','sale','3',NULL,'L76');
INSERT INTO "sale" VALUES(77,8,NULL,'2024-11-19',298499,'USD','sale',NULL,NULL,'L77');
INSERT INTO "sale" VALUES(78,1,1,'2024-12-13',1091592,'EUR','sale',NULL,764114,'L78');
INSERT INTO "sale" VALUES(79,2,2,'2024-12-18',969022,'EUR','sale',NULL,NULL,'L79');
INSERT INTO "sale" VALUES(80,3,1,'2024-12-23',846452,'EUR','sale','3',NULL,'L80');
INSERT INTO "sale" VALUES(81,5,2,'2024-12-05',2531111,'USD','sale',NULL,1771777,'L81');
INSERT INTO "sale" VALUES(82,6,3,'2024-12-10',611319,'EUR','sale',NULL,NULL,'L82');
INSERT INTO "sale" VALUES(83,7,1,'2024-12-15',729713,'USD','sale',NULL,NULL,'L83');
INSERT INTO "sale" VALUES(84,8,NULL,'2024-12-20',245697,'USD','sale','3',171987,'L84');
INSERT INTO "sale" VALUES(85,1,1,'2025-01-02',609874,'EUR','sale',NULL,NULL,'L85');
INSERT INTO "sale" VALUES(86,2,2,'2025-01-07',540317,'EUR','sale',NULL,NULL,'L86');
INSERT INTO "sale" VALUES(87,3,1,'2025-01-12',80127,'EUR','credit',NULL,56088,'L87');
INSERT INTO "sale" VALUES(88,5,2,'2025-01-22',1423256,'USD','sale','3',NULL,'L88');
INSERT INTO "sale" VALUES(89,6,3,'2025-01-27',341650,'EUR','sale',NULL,NULL,'L89');
INSERT INTO "sale" VALUES(90,7,1,'2025-01-04',407032,'USD','sale',NULL,284922,'L90');
INSERT INTO "sale" VALUES(91,8,NULL,'2025-01-09',135064,'USD','sale',NULL,NULL,'L91');
INSERT INTO "sale" VALUES(92,1,1,'2025-02-03',736718,'EUR','sale','3',NULL,'L92');
INSERT INTO "sale" VALUES(93,2,2,'2025-02-08',653666,'EUR','sale',NULL,457566,'L93');
INSERT INTO "sale" VALUES(94,3,1,'2025-02-13',570614,'EUR','sale',NULL,NULL,'L94');
INSERT INTO "sale" VALUES(95,5,2,'2025-02-23',1702020,'USD','sale',NULL,NULL,'L95');
INSERT INTO "sale" VALUES(96,6,3,'2025-02-28',414518,'EUR','sale','3',290162,'L96');
INSERT INTO "sale" VALUES(97,7,1,'2025-02-05',493394,'USD','sale',NULL,NULL,'L97');
INSERT INTO "sale" VALUES(98,8,NULL,'2025-02-10',167450,'USD','sale',NULL,NULL,'L98');
INSERT INTO "sale" VALUES(99,1,1,'2025-03-04',853555,'EUR','sale',NULL,597488,'L99');
INSERT INTO "sale" VALUES(100,2,2,'2025-03-09',757009,'EUR','sale','3',NULL,'L100');
INSERT INTO "sale" VALUES(101,3,1,'2025-03-14',670470,'EUR','sale',NULL,NULL,'L101');
INSERT INTO "sale" VALUES(102,5,2,'2025-03-24',1990792,'USD','sale',NULL,1393554,'L102');
INSERT INTO "sale" VALUES(103,6,3,'2025-03-01',477379,'EUR','sale',NULL,NULL,'L103');
INSERT INTO "sale" VALUES(104,7,1,'2025-03-06',569748,'USD','sale','3',NULL,'L104');
INSERT INTO "sale" VALUES(105,8,NULL,'2025-03-11',189829,'USD','sale',NULL,132880,'L105');
INSERT INTO "sale" VALUES(106,1,1,'2025-04-05',858953,'EUR','sale',NULL,NULL,'L106');
INSERT INTO "sale" VALUES(107,2,2,'2025-04-10',762407,'EUR','sale',NULL,NULL,'L107');
INSERT INTO "sale" VALUES(108,3,1,'2025-04-15',665861,'EUR','sale','3',466102,'L108');
INSERT INTO "sale" VALUES(109,4,NULL,'2025-04-20',285942,'EUR','sale',NULL,NULL,'L109');
INSERT INTO "sale" VALUES(110,5,2,'2025-04-25',1984095,'USD','sale',NULL,NULL,'L110');
INSERT INTO "sale" VALUES(111,6,3,'2025-04-02',480689,'EUR','sale',NULL,336482,'L111');
INSERT INTO "sale" VALUES(112,7,1,'2025-04-07',573058,'USD','sale','3',NULL,'L112');
INSERT INTO "sale" VALUES(113,8,NULL,'2025-04-12',193139,'USD','sale',NULL,NULL,'L113');
INSERT INTO "sale" VALUES(114,1,1,'2025-05-06',973702,'EUR','sale',NULL,681591,'L114');
INSERT INTO "sale" VALUES(115,2,2,'2025-05-11',863662,'EUR','sale',NULL,NULL,'L115');
INSERT INTO "sale" VALUES(116,3,1,'2025-05-16',127271,'EUR','credit','3',NULL,'L116');
INSERT INTO "sale" VALUES(117,4,NULL,'2025-05-21',329734,'EUR','sale',NULL,230813,'L117');
INSERT INTO "sale" VALUES(118,5,2,'2025-05-26',2270778,'USD','sale',NULL,NULL,'L118');
INSERT INTO "sale" VALUES(119,6,3,'2025-05-03',541462,'EUR','sale',NULL,NULL,'L119');
INSERT INTO "sale" VALUES(120,7,1,'2025-05-08',657332,'USD','sale','3',460132,'L120');
INSERT INTO "sale" VALUES(121,8,NULL,'2025-05-13',223437,'USD','sale',NULL,NULL,'L121');
INSERT INTO "sale" VALUES(122,1,1,'2025-06-07',1098458,'EUR','sale',NULL,NULL,'L122');
INSERT INTO "sale" VALUES(123,2,2,'2025-06-12',974924,'EUR','sale',NULL,682446,'L123');
INSERT INTO "sale" VALUES(124,3,1,'2025-06-17',851390,'EUR','sale','3',NULL,'L124');
INSERT INTO "sale" VALUES(125,4,NULL,'2025-06-22',373526,'EUR','sale',NULL,NULL,'L125');
INSERT INTO "sale" VALUES(126,5,2,'2025-06-27',2557462,'USD','sale',NULL,1790223,'L126');
INSERT INTO "sale" VALUES(127,6,3,'2025-06-04',612241,'EUR','sale',NULL,NULL,'L127');
INSERT INTO "sale" VALUES(128,7,1,'2025-06-09',731599,'USD','sale','3',NULL,'L128');
INSERT INTO "sale" VALUES(129,8,NULL,'2025-06-14',243728,'USD','sale',NULL,170609,'L129');
INSERT INTO "sale" VALUES(130,1,1,'2025-07-08',1101768,'EUR','sale',NULL,NULL,'L130');
INSERT INTO "sale" VALUES(131,2,2,'2025-07-13',978234,'EUR','sale',NULL,NULL,'L131');
INSERT INTO "sale" VALUES(132,3,1,'2025-07-18',854700,'EUR','sale','3',598290,'L132');
INSERT INTO "sale" VALUES(133,4,NULL,'2025-07-23',366829,'EUR','sale',NULL,NULL,'L133');
INSERT INTO "sale" VALUES(134,5,2,'2025-07-28',2550765,'USD','sale',NULL,NULL,'L134');
INSERT INTO "sale" VALUES(135,6,3,'2025-07-05',615551,'EUR','sale',NULL,430885,'L135');
INSERT INTO "sale" VALUES(136,7,1,'2025-07-10',734909,'USD','sale','3',NULL,'L136');
INSERT INTO "sale" VALUES(137,1,1,'2025-08-09',732821,'EUR','sale',NULL,NULL,'L137');
INSERT INTO "sale" VALUES(138,2,2,'2025-08-14',649769,'EUR','sale',NULL,454838,'L138');
INSERT INTO "sale" VALUES(139,3,1,'2025-08-19',576724,'EUR','sale',NULL,NULL,'L139');
INSERT INTO "sale" VALUES(140,4,NULL,'2025-08-24',250781,'EUR','sale','3',NULL,'L140');
INSERT INTO "sale" VALUES(141,5,2,'2025-08-01',1706042,'USD','sale',NULL,1194229,'L141');
INSERT INTO "sale" VALUES(142,6,3,'2025-08-06',408533,'EUR','sale',NULL,NULL,'L142');
INSERT INTO "sale" VALUES(143,7,1,'2025-08-11',487409,'USD','sale',NULL,NULL,'L143');
INSERT INTO "sale" VALUES(144,1,1,'2025-09-10',1224002,'EUR','sale','3',856801,'L144');
INSERT INTO "sale" VALUES(145,2,2,'2025-09-15',181162,'EUR','credit',NULL,NULL,'L145');
INSERT INTO "sale" VALUES(146,3,1,'2025-09-20',949947,'EUR','sale',NULL,NULL,'L146');
INSERT INTO "sale" VALUES(147,4,NULL,'2025-09-25',408100,'EUR','sale',NULL,285670,'L147');
INSERT INTO "sale" VALUES(148,5,2,'2025-09-02',2834927,'USD','sale','3',NULL,'L148');
INSERT INTO "sale" VALUES(149,6,3,'2025-09-07',683810,'EUR','sale',NULL,NULL,'L149');
INSERT INTO "sale" VALUES(150,7,1,'2025-09-12',816662,'USD','sale',NULL,571663,'L150');
INSERT INTO "sale" VALUES(151,1,1,'2025-10-11',1340839,'EUR','sale',NULL,NULL,'L151');
INSERT INTO "sale" VALUES(152,2,2,'2025-10-16',1190317,'EUR','sale','3',NULL,'L152');
INSERT INTO "sale" VALUES(153,3,1,'2025-10-21',1039796,'EUR','sale',NULL,727857,'L153');
INSERT INTO "sale" VALUES(154,4,NULL,'2025-10-26',453980,'EUR','sale',NULL,NULL,'L154');
INSERT INTO "sale" VALUES(155,5,2,'2025-10-03',3123699,'USD','sale',NULL,NULL,'L155');
INSERT INTO "sale" VALUES(156,6,3,'2025-10-08',746671,'EUR','sale','3',522669,'L156');
INSERT INTO "sale" VALUES(157,7,1,'2025-10-13',893017,'USD','sale',NULL,NULL,'L157');
INSERT INTO "sale" VALUES(158,1,1,'2025-11-12',1457676,'EUR','sale',NULL,NULL,'L158');
INSERT INTO "sale" VALUES(159,2,2,'2025-11-17',1303667,'EUR','sale',NULL,912566,'L159');
INSERT INTO "sale" VALUES(160,3,1,'2025-11-22',1139651,'EUR','sale','3',NULL,'L160');
INSERT INTO "sale" VALUES(161,4,NULL,'2025-11-27',489853,'EUR','sale',NULL,NULL,'L161');
INSERT INTO "sale" VALUES(162,5,2,'2025-11-04',3402463,'USD','sale',NULL,2381724,'L162');
INSERT INTO "sale" VALUES(163,6,3,'2025-11-09',819539,'EUR','sale',NULL,NULL,'L163');
INSERT INTO "sale" VALUES(164,7,1,'2025-11-14',979379,'USD','sale','3',NULL,'L164');
INSERT INTO "sale" VALUES(165,1,1,'2025-12-13',1220182,'EUR','sale',NULL,854127,'L165');
INSERT INTO "sale" VALUES(166,2,2,'2025-12-18',1083155,'EUR','sale',NULL,NULL,'L166');
INSERT INTO "sale" VALUES(167,3,1,'2025-12-23',946127,'EUR','sale',NULL,NULL,'L167');
INSERT INTO "sale" VALUES(168,4,NULL,'2025-12-28',414287,'EUR','sale','3',290000,'L168');
INSERT INTO "sale" VALUES(169,5,2,'2025-12-05',2841114,'USD','sale',NULL,NULL,'L169');
INSERT INTO "sale" VALUES(170,6,3,'2025-12-10',679990,'EUR','sale',NULL,NULL,'L170');
INSERT INTO "sale" VALUES(171,7,1,'2025-12-15',812842,'USD','sale',NULL,568989,'L171');
INSERT INTO "sale" VALUES(172,1,1,'2026-01-02',646296,'EUR','sale','3',NULL,'L172');
INSERT INTO "sale" VALUES(173,2,2,'2026-01-07',582528,'EUR','sale',NULL,NULL,'L173');
INSERT INTO "sale" VALUES(174,3,1,'2026-01-12',84792,'EUR','credit',NULL,59354,'L174');
INSERT INTO "sale" VALUES(175,4,NULL,'2026-01-17',219919,'EUR','sale',NULL,NULL,'L175');
INSERT INTO "sale" VALUES(176,5,2,'2026-01-22',1508192,'USD','sale','3',NULL,'L176');
INSERT INTO "sale" VALUES(177,6,3,'2026-01-27',359116,'EUR','sale',NULL,251381,'L177');
INSERT INTO "sale" VALUES(178,7,1,'2026-01-04',438722,'USD','sale',NULL,NULL,'L178');
INSERT INTO "sale" VALUES(179,1,1,'2026-02-03',780730,'EUR','sale',NULL,NULL,'L179');
INSERT INTO "sale" VALUES(180,2,2,'2026-02-08',692618,'EUR','sale','3',484832,'L180');
INSERT INTO "sale" VALUES(181,3,1,'2026-02-13',604506,'EUR','sale',NULL,NULL,'L181');
INSERT INTO "sale" VALUES(182,4,NULL,'2026-02-18',258322,'EUR','sale',NULL,NULL,'L182');
INSERT INTO "sale" VALUES(183,5,2,'2026-02-23',1814675,'USD','sale',NULL,1270272,'L183');
INSERT INTO "sale" VALUES(184,6,3,'2026-02-28',436201,'EUR','sale','3',NULL,'L184');
INSERT INTO "sale" VALUES(185,7,1,'2026-02-05',520137,'USD','sale',NULL,NULL,'L185');
INSERT INTO "sale" VALUES(186,1,1,'2026-03-04',905158,'EUR','sale',NULL,633610,'L186');
INSERT INTO "sale" VALUES(187,2,2,'2026-03-09',812715,'EUR','sale',NULL,NULL,'L187');
INSERT INTO "sale" VALUES(188,3,1,'2026-03-14',710266,'EUR','sale','3',NULL,'L188');
INSERT INTO "sale" VALUES(189,4,NULL,'2026-03-19',306732,'EUR','sale',NULL,214712,'L189');
INSERT INTO "sale" VALUES(190,5,2,'2026-03-24',2111150,'USD','sale',NULL,NULL,'L190');
INSERT INTO "sale" VALUES(191,6,3,'2026-03-01',503279,'EUR','sale',NULL,NULL,'L191');
INSERT INTO "sale" VALUES(192,7,1,'2026-03-06',611559,'USD','sale','3',428091,'L192');
INSERT INTO "sale" VALUES(193,1,1,'2026-04-05',910556,'EUR','sale',NULL,NULL,'L193');
INSERT INTO "sale" VALUES(194,2,2,'2026-04-10',808106,'EUR','sale',NULL,NULL,'L194');
INSERT INTO "sale" VALUES(195,3,1,'2026-04-15',705657,'EUR','sale',NULL,493959,'L195');
INSERT INTO "sale" VALUES(196,4,NULL,'2026-04-20',302123,'EUR','sale','3',NULL,'L196');
INSERT INTO "sale" VALUES(197,5,2,'2026-04-25',2116548,'USD','sale',NULL,NULL,'L197');
INSERT INTO "sale" VALUES(198,6,3,'2026-04-02',508677,'EUR','sale',NULL,356073,'L198');
INSERT INTO "sale" VALUES(199,7,1,'2026-04-07',606950,'USD','sale',NULL,NULL,'L199');
INSERT INTO "sale" VALUES(200,1,1,'2026-05-06',1034983,'EUR','sale','3',NULL,'L200');
INSERT INTO "sale" VALUES(201,2,2,'2026-05-11',918196,'EUR','sale',NULL,642737,'L201');
INSERT INTO "sale" VALUES(202,3,1,'2026-05-16',811416,'EUR','sale',NULL,NULL,'L202');
INSERT INTO "sale" VALUES(203,4,NULL,'2026-05-21',58422,'EUR','credit',NULL,NULL,'L203');
INSERT INTO "sale" VALUES(204,5,2,'2026-05-26',2413023,'USD','sale','3',1689116,'L204');
INSERT INTO "sale" VALUES(205,6,3,'2026-05-03',575754,'EUR','sale',NULL,NULL,'L205');
INSERT INTO "sale" VALUES(206,7,1,'2026-05-08',688365,'USD','sale',NULL,NULL,'L206');
INSERT INTO "sale" VALUES(207,1,1,'2026-06-07',1169417,'EUR','sale',NULL,818591,'L207');
INSERT INTO "sale" VALUES(208,2,2,'2026-06-12',1038293,'EUR','sale','3',NULL,'L208');
INSERT INTO "sale" VALUES(209,3,1,'2026-06-17',907169,'EUR','sale',NULL,NULL,'L209');
INSERT INTO "sale" VALUES(210,4,NULL,'2026-06-22',388936,'EUR','sale',NULL,272255,'L210');
INSERT INTO "sale" VALUES(211,5,2,'2026-06-27',2719506,'USD','sale',NULL,NULL,'L211');
INSERT INTO "sale" VALUES(212,6,3,'2026-06-04',652839,'EUR','sale','3',NULL,'L212');
INSERT INTO "sale" VALUES(213,7,1,'2026-06-09',779787,'USD','sale',NULL,545850,'L213');
INSERT INTO "sale" VALUES(214,1,1,'2026-07-08',1164808,'EUR','sale',NULL,NULL,'L214');
INSERT INTO "sale" VALUES(215,2,2,'2026-07-13',1033684,'EUR','sale',NULL,NULL,'L215');
INSERT INTO "sale" VALUES(216,3,1,'2026-07-18',912567,'EUR','sale','3',638796,'L216');
INSERT INTO "sale" VALUES(217,4,NULL,'2026-07-23',394334,'EUR','sale',NULL,NULL,'L217');
INSERT INTO "sale" VALUES(218,5,2,'2026-07-28',2714897,'USD','sale',NULL,NULL,'L218');
INSERT INTO "sale" VALUES(219,6,3,'2026-07-05',648230,'EUR','sale',NULL,453761,'L219');
INSERT INTO "sale" VALUES(220,7,1,'2026-07-10',775178,'USD','sale','3',NULL,'L220');
INSERT INTO "sale" VALUES(221,1,1,'2026-08-09',783097,'EUR','sale',NULL,NULL,'L221');
INSERT INTO "sale" VALUES(222,2,2,'2026-08-14',694985,'EUR','sale',NULL,486489,'L222');
INSERT INTO "sale" VALUES(223,3,1,'2026-08-19',606873,'EUR','sale',NULL,NULL,'L223');
INSERT INTO "sale" VALUES(224,4,NULL,'2026-08-24',260689,'EUR','sale','3',NULL,'L224');
INSERT INTO "sale" VALUES(225,5,2,'2026-08-01',1807035,'USD','sale',NULL,1264924,'L225');
INSERT INTO "sale" VALUES(226,6,3,'2026-08-06',438568,'EUR','sale',NULL,NULL,'L226');
INSERT INTO "sale" VALUES(227,7,1,'2026-08-11',522504,'USD','sale',NULL,NULL,'L227');
INSERT INTO "sale" VALUES(228,1,1,'2026-09-10',1294633,'EUR','sale','3',906243,'L228');
INSERT INTO "sale" VALUES(229,2,2,'2026-09-15',1149171,'EUR','sale',NULL,NULL,'L229');
INSERT INTO "sale" VALUES(230,3,1,'2026-09-15',1003710,'EUR','sale',NULL,NULL,'L230');
INSERT INTO "sale" VALUES(231,4,NULL,'2026-09-15',438135,'EUR','sale',NULL,306694,'L231');
INSERT INTO "sale" VALUES(232,5,2,'2026-09-11',199999,'USD','sale','2.5',120000,'INV-1');
INSERT INTO "sale" VALUES(233,5,NULL,'2026-09-12',25000,'USD','credit',NULL,NULL,'CN-1');
INSERT INTO "sale" VALUES(234,1,NULL,'2026-02-10',777777,'EUR','purchase',NULL,NULL,'PO-9');
INSERT INTO "sale" VALUES(235,6,NULL,'2026-11-05',1500000,'EUR','sale',NULL,NULL,'ADV');
CREATE TABLE target (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "start" TEXT NOT NULL CHECK ("start" IS date("start", '+0 days')),
    "end" TEXT NOT NULL CHECK ("end" IS date("end", '+0 days')),
    account_id INTEGER REFERENCES account (id),
    product_id INTEGER REFERENCES product (id),
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    currency TEXT NOT NULL REFERENCES currency (code),
    CHECK ("start" < "end")
) STRICT;
INSERT INTO "target" VALUES(1,'2026-01-01','2027-01-01',NULL,NULL,90000000,'EUR');
INSERT INTO "target" VALUES(2,'2025-01-01','2026-01-01',NULL,NULL,80000000,'EUR');
INSERT INTO "target" VALUES(3,'2026-10-01','2027-01-01',NULL,NULL,26000000,'EUR');
INSERT INTO "target" VALUES(4,'2026-01-01','2027-01-01',1,NULL,40000000,'EUR');
INSERT INTO "target" VALUES(5,'2025-01-01','2026-01-01',1,NULL,35000000,'EUR');
INSERT INTO "target" VALUES(6,'2026-01-01','2027-01-01',2,NULL,12000000,'EUR');
INSERT INTO "target" VALUES(7,'2026-07-01','2026-10-01',3,NULL,6000000,'EUR');
INSERT INTO "target" VALUES(8,'2026-10-01','2027-01-01',3,NULL,5000000,'EUR');
INSERT INTO "target" VALUES(9,'2026-01-01','2027-01-01',5,NULL,25000000,'USD');
INSERT INTO "target" VALUES(10,'2026-01-01','2026-04-01',6,NULL,2000000,'EUR');
INSERT INTO "target" VALUES(11,'2026-04-01','2026-07-01',6,NULL,2100000,'EUR');
INSERT INTO "target" VALUES(12,'2026-07-01','2026-10-01',6,NULL,2200000,'EUR');
INSERT INTO "target" VALUES(13,'2026-10-01','2027-01-01',6,NULL,2300000,'EUR');
INSERT INTO "target" VALUES(14,'2026-01-01','2027-01-01',NULL,1,9000000,'EUR');
INSERT INTO "target" VALUES(15,'2026-01-01','2027-01-01',5,2,3000000,'USD');
CREATE INDEX account_parent ON account (parent_id);
CREATE INDEX account_external ON account (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX contact_account ON contact (account_id);
CREATE INDEX contact_reports_to ON contact (reports_to_id) WHERE reports_to_id IS NOT NULL;
CREATE INDEX interaction_account ON interaction (account_id, date);
CREATE INDEX interaction_date ON interaction (date);
CREATE INDEX interaction_contact_contact ON interaction_contact (contact_id);
CREATE INDEX deadline_account ON deadline (account_id, due);
CREATE INDEX deadline_open ON deadline (due) WHERE done IS NULL;
CREATE INDEX budget_account ON budget (account_id, "start");
CREATE INDEX expense_budget ON expense (budget_id, date);
CREATE INDEX sale_account ON sale (account_id, date);
CREATE INDEX sale_date ON sale (date);
CREATE INDEX sale_product ON sale (product_id) WHERE product_id IS NOT NULL;
CREATE UNIQUE INDEX sale_ref ON sale (account_id, kind, ref) WHERE ref IS NOT NULL;
CREATE UNIQUE INDEX target_key ON target ("start", "end", coalesce(account_id, 0), coalesce(product_id, 0));
CREATE INDEX target_account ON target (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX target_product ON target (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX operation_state ON operation (state);
CREATE INDEX operation_change_operation ON operation_change (operation_id);
CREATE INDEX operation_range_operation ON operation_range (operation_id);
CREATE VIEW accounts AS
SELECT a.code, a.name, p.code AS parent, a.tier, a.category, a.scope, a.currency, a.cadence, a.phone, a.website, a.address,
    a.city, a.country, a.external_id, a.note, a.tags, a.created, a.archived, 'A' || a.id AS id,
    a.id AS record_id, a.parent_id
FROM account a LEFT JOIN account p ON p.id = a.parent_id;
CREATE VIEW contacts AS
SELECT 'C' || c.id AS id, a.code AS account, a.name AS account_name, c.name, c.roles, c.title, c.email, c.phone,
    b.name AS reports_to, c.note, c.id AS record_id, c.account_id, c.reports_to_id
FROM contact c JOIN account a ON a.id = c.account_id LEFT JOIN contact b ON b.id = c.reports_to_id;
CREATE VIEW interactions AS
SELECT 'I' || i.id AS id, a.code AS account, a.name AS account_name, i.date, i.kind, i.text,
    (SELECT group_concat(name, ';') FROM (SELECT c.name FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
        WHERE ic.interaction_id = i.id ORDER BY ic.id)) AS "with",
    i.minutes, i.id AS record_id, i.account_id
FROM interaction i JOIN account a ON a.id = i.account_id;
CREATE VIEW budgets AS
SELECT 'B' || b.id AS id, a.code AS account, a.name AS account_name, b.name, b."start", b."end",
    CASE cu.decimals WHEN 0 THEN printf('%d', b.amount_minor)
        ELSE printf('%d.%0*d', b.amount_minor / cu.unit, cu.decimals, b.amount_minor % cu.unit) END AS amount,
    b.currency, b.agreed_with, b.direction, b.note, b.amount_minor, b.id AS record_id, b.account_id
FROM budget b JOIN account a ON a.id = b.account_id JOIN currency cu ON cu.code = b.currency;
CREATE VIEW expenses AS
SELECT 'X' || x.id AS id, a.code AS account, a.name AS account_name, b.name AS budget, x.date,
    CASE cu.decimals WHEN 0 THEN printf('%d', x.amount_minor)
        ELSE printf('%d.%0*d', x.amount_minor / cu.unit, cu.decimals, x.amount_minor % cu.unit) END AS amount,
    b.currency, x.memo, x.amount_minor, x.id AS record_id, x.budget_id, b.account_id
FROM expense x JOIN budget b ON b.id = x.budget_id JOIN account a ON a.id = b.account_id
    JOIN currency cu ON cu.code = b.currency;
CREATE VIEW products AS
SELECT p.code, p.name, p.category,
    CASE cu.decimals WHEN 0 THEN printf('%d', p.price_minor)
        ELSE printf('%d.%0*d', p.price_minor / cu.unit, cu.decimals, p.price_minor % cu.unit) END AS price,
    p.currency, p.price_minor, 'P' || p.id AS id, p.id AS record_id
FROM product p LEFT JOIN currency cu ON cu.code = p.currency;
CREATE VIEW sales AS
SELECT 'S' || s.id AS id, a.code AS account, a.name AS account_name, s.date,
    CASE cu.decimals WHEN 0 THEN printf('%d', s.amount_minor)
        ELSE printf('%d.%0*d', s.amount_minor / cu.unit, cu.decimals, s.amount_minor % cu.unit) END AS amount,
    s.currency, s.kind, p.code AS product, s.quantity,
    CASE WHEN s.cost_minor IS NULL THEN NULL WHEN cu.decimals = 0 THEN printf('%d', s.cost_minor)
        ELSE printf('%d.%0*d', s.cost_minor / cu.unit, cu.decimals, s.cost_minor % cu.unit) END AS cost,
    s.ref, s.amount_minor, s.cost_minor, s.id AS record_id, s.account_id, s.product_id
FROM sale s JOIN account a ON a.id = s.account_id LEFT JOIN product p ON p.id = s.product_id
    JOIN currency cu ON cu.code = s.currency;
CREATE VIEW targets AS
SELECT 'T' || t.id AS id, t."start", t."end", a.code AS account, p.code AS product,
    CASE cu.decimals WHEN 0 THEN printf('%d', t.amount_minor)
        ELSE printf('%d.%0*d', t.amount_minor / cu.unit, cu.decimals, t.amount_minor % cu.unit) END AS amount,
    t.currency, t.amount_minor, t.id AS record_id, t.account_id, t.product_id
FROM target t LEFT JOIN account a ON a.id = t.account_id LEFT JOIN product p ON p.id = t.product_id
    JOIN currency cu ON cu.code = t.currency;
CREATE VIEW rates AS
SELECT 'R' || r.id AS id, r.from_currency AS "from", r.to_currency AS "to", r.rate, r.date,
    r.from_currency, r.to_currency, r.id AS record_id
FROM rate r;
CREATE VIEW operations AS
SELECT 'H' || o.id AS id, o.at, o.command, o.summary, o.state,
    (SELECT count(*) FROM operation_change c WHERE c.operation_id = o.id)
        + coalesce((SELECT sum(r.last_id - r.first_id + 1) FROM operation_range r WHERE r.operation_id = o.id), 0) AS records,
    o.id AS record_id
FROM operation o;
CREATE INDEX deadline_series ON deadline (series_id) WHERE series_id IS NOT NULL;
CREATE INDEX deadline_remind ON deadline (remind) WHERE done IS NULL AND remind IS NOT NULL;
CREATE UNIQUE INDEX deadline_uid ON deadline (uid) WHERE uid IS NOT NULL;
CREATE INDEX interaction_two_way ON interaction (account_id, date) WHERE kind <> 'note';
CREATE UNIQUE INDEX interaction_uid ON interaction (uid) WHERE uid IS NOT NULL;
CREATE VIEW deadlines AS
SELECT 'D' || d.id AS id, a.code AS account, a.name AS account_name, d.title, d.due, d.kind, d.priority, d.every, d.until,
    d.times, d.shift, d.remind, d.note, d.done, CASE WHEN d.every IS NOT NULL THEN 'D' || coalesce(d.series_id, d.id) END AS series,
    d.id AS record_id, d.account_id, d.uid, d.sequence
FROM deadline d JOIN account a ON a.id = d.account_id;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('account',9);
INSERT INTO "sqlite_sequence" VALUES('operation',61);
INSERT INTO "sqlite_sequence" VALUES('operation_change',64);
INSERT INTO "sqlite_sequence" VALUES('contact',4);
INSERT INTO "sqlite_sequence" VALUES('product',3);
INSERT INTO "sqlite_sequence" VALUES('rate',4);
INSERT INTO "sqlite_sequence" VALUES('target',15);
INSERT INTO "sqlite_sequence" VALUES('budget',5);
INSERT INTO "sqlite_sequence" VALUES('expense',4);
INSERT INTO "sqlite_sequence" VALUES('deadline',7);
INSERT INTO "sqlite_sequence" VALUES('interaction',5);
INSERT INTO "sqlite_sequence" VALUES('interaction_contact',2);
INSERT INTO "sqlite_sequence" VALUES('sale',235);
INSERT INTO "sqlite_sequence" VALUES('operation_range',1);
COMMIT;
PRAGMA user_version = 2;
