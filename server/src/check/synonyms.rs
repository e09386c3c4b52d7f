//! What files of other programs call a record's values, in English, Turkish, German, French, Spanish, Italian, Dutch and
//! Polish: the names that Salesforce, `HubSpot`, Shopify, `WooCommerce`, Dynamics, Outlook, Odoo, DATEV, Lexware, Logo, Mikro
//! and Paraşüt write or ask for.
//!
//! Letter case, blanks, signs and marks make no difference. What may mean two things is in neither table: "name", "Ad Soyad"
//! and "nom" are of a company or a person, "customer" and "Müşteri" a name or a number; "Website" is no domain.

use model::customers::Field;

/// Heads that mean one field.
pub const PLAIN: &[(Field, &str)] = &[
    (
        Field::CompanyName,
        "company, legal name, company legal name, organization, organisation, organization name, organisation \
         name, business name, account name, customer name, firma, firma adı, firma unvanı, şirket, şirket adı, \
         şirket unvanı, unvan, ticari unvan, ticaret unvanı, müşteri adı, cari adı, cari unvanı, firmenname, \
         unternehmen, société, raison sociale, company name 1, name of company, registered name, legal entity \
         name, business legal name, account legal name, default address company, firma ismi, şirket ismi, firma \
         ünvan, müşteri unvanı, cari unvan, cari hesap unvanı, cari unvan 1, unvanı, unvan 1, unvanı 1, \
         firmenbezeichnung, unternehmensname, name des unternehmens, name adressattyp unternehmen, nom de la \
         société, nom société, nom de l'entreprise, nom entreprise, dénomination sociale, razón social, nombre de \
         la empresa, nombre empresa, nombre de empresa, compañía, nombre de la compañía, sociedad, denominación \
         social, nombre fiscal, ragione sociale, nome azienda, nome dell'azienda, società, nome società, \
         denominazione sociale, bedrijfsnaam, naam bedrijf, firmanaam, organisatie, nazwa firmy, nazwa spółki, \
         nazwa przedsiębiorstwa, razão social, nome da empresa, nome empresa, denominação social",
    ),
    (
        Field::Domain,
        "domain name, alan adı, company domain name, company domain, email domain, web domain, nom de domaine, \
         nombre de dominio, dominio, domeinnaam, domena, primary domain name, primary domain, customer domain \
         name, customer domain, default domain",
    ),
    (
        Field::RegistrationNumber,
        "registration no, registration id, company number, company registration number, sicil no, ticaret sicil \
         no, ticaret sicil numarası, company reg no, company registration no, company registration, company no, \
         registered number, business registration number, business registration no, trade register number, \
         commercial register number, ticari sicil no, ticaret sicil numara, handelsregisternummer, \
         handelsregister nr, hr nummer, registernummer, firmenbuchnummer, siren, n siren, numéro siren, número de \
         registro mercantil, numero rea, rea, kvk, kvk nummer, kvk nr, krs, numer krs, nr krs, organization \
         registration number, organisation registration number",
    ),
    (
        Field::CompanyCountry,
        "country region, country name, ülke, ülke adı, land, pays, address 1 country region, country region name, \
         business country region, business country, ülke bölge, land region, nom du pays, pays région, país, \
         nombre del país, país región, paese, nazione, paese area geografica, land regio, kraj, nazwa kraju, kraj \
         region, państwo, address country, customer country, address 1 country, organization country of address",
    ),
    (
        Field::CompanyAddressLine1,
        "address, address 1, street, street 1, street address, adres, adres 1, adres satırı 1, sokak, straße, \
         straße und hausnummer, anschrift, adresse, adresse 1, rue, addr 1, street line 1, street address line 1, \
         street address 1, street name and number, street and house number, address street, address 1 street 1, \
         business street, default address address 1, cadde sokak, adres satır 1, straße hausnummer, straße und \
         hausnr, straße hausnr, straße und nr, straße nr, adresszeile 1, anschrift 1, adresse ligne 1, ligne \
         d'adresse 1, adresse postale, numéro et rue, rue et numéro, dirección, dirección 1, línea de dirección \
         1, dirección línea 1, calle, calle y número, indirizzo, indirizzo 1, indirizzo riga 1, via e numero \
         civico, via e numero, straat en huisnummer, straat en nummer, straatnaam en huisnummer, adresregel 1, \
         ulica i numer, ulica i nr, ulica i numer domu, adres linia 1, address 1 street, morada, endereço, morada \
         1, endereço 1, endereço linha 1, logradouro",
    ),
    (
        Field::CompanyAddressLine2,
        "address 2, street 2, street address 2, adres 2, adres satırı 2, adresszusatz, adresse 2, complément \
         adresse, addr 2, street line 2, street address line 2, address 1 street 2, business street 2, apartment \
         suite, default address address 2, adres satır 2, adresszusatz 1, adresszeile 2, anschrift 2, complément \
         d'adresse, adresse ligne 2, ligne d'adresse 2, dirección 2, línea de dirección 2, dirección línea 2, \
         calle 2, indirizzo 2, indirizzo riga 2, adresregel 2, adres linia 2, morada 2, endereço 2, endereço \
         linha 2, complemento de endereço",
    ),
    (
        Field::CompanyPostalCode,
        "postcode, zip, zip code, zip postal code, postal zip code, posta kodu, pk, plz, postleitzahl, code \
         postal, postal code zip, zip code postal code, zip postcode, postcode zip, address 1 zip postal code, \
         business postal code, address zip, company zip, company postcode, default address zip, posta kod, \
         postleitzahl plz, cp, código postal, cod postal, cap, codice postale, codice di avviamento postale, kod \
         pocztowy, address postal code, address 1 postal code, organization zip postal code of address, código de endereçamento postal",
    ),
    (
        Field::CompanyLocality,
        "town, locality, company city, city town, şehir, ilçe, town city, ort, stadt, wohnort, ville, address 1 \
         city, address city, business city, city name, default address city, city district, şehir ilçe, ilçesi, \
         ciudad, población, città, plaats, plaatsnaam, woonplaats, stad, miasto, organization city town village \
         locality of address, cidade",
    ),
    (
        Field::CompanySubdivision,
        "province, subdivision, state province, company state, il, eyalet, state region, bundesland, state name, \
         province name, province state, address 1 state province, business state, address state, company \
         province, ili, il adı, kanton, bundesland kanton, provincia, provincia estado, prov, provincie, \
         województwo, address 1 region, uf",
    ),
    (
        Field::BillToName,
        "bill to, invoice name, fatura adı, fatura unvanı, billing company, billing company name, invoice to, \
         invoice recipient, invoice company name, fatura ünvan, rechnungsempfänger, rechnungsname, nom de \
         facturation, société de facturation, nombre de facturación, intestatario fattura, factuurnaam, nazwa do \
         faktury",
    ),
    (
        Field::ContactFirstName,
        "given name, ad, yetkili adı, ilgili kişi adı, vorname, prénom, forename, vorname ansprechpartner, \
         ansprechpartner vorname, vorname des ansprechpartners, vorname adressattyp natürl person, prénom du \
         contact, nombre de pila, nome referente, voornaam, imię, primeiro nome",
    ),
    (
        Field::ContactLastName,
        "surname, family name, soyad, soyadı, yetkili soyadı, ilgili kişi soyadı, nachname, nom de famille, \
         contact surname, soyisim, soyismi, familienname, zuname, nachname ansprechpartner, ansprechpartner \
         nachname, nachname des ansprechpartners, nom de famille du contact, apellido, apellidos, cognome, \
         achternaam, familienaam, nazwisko, sobrenome",
    ),
    (
        Field::BillingEmail,
        "mail, email address, mail address, eposta, eposta adresi, mail adresi, fatura eposta, e mail adresse, \
         adresse e mail, courriel, email id, elektronik posta, mailadresse, adresse électronique, adresse mail, \
         correo, correo electrónico, dirección de correo electrónico, posta elettronica, indirizzo email, e \
         mailadres, adres e mail, e mail 1 value, correio eletrónico, endereço de e mail",
    ),
    (
        Field::BillingPhone,
        "telephone, tel, phone number, telephone number, telefon, telefon no, telefon numarası, tel no, \
         telefonnummer, numéro de téléphone, phone no, telephone no, tel number, telefon nr, tel nr, n de \
         téléphone, n téléphone, numéro téléphone, teléfono, número de teléfono, número teléfono, numero di \
         telefono, telefoon, telefoonnummer, telefoonnr, numer telefonu, nr telefonu, main phone number, phone 1 \
         value, telefone, número de telefone",
    ),
    (
        Field::BillingCountry,
        "invoice country, fatura ülkesi, fatura ülke, rechnungsland, pays de facturation, billing country region, \
         bill to country region, bill to country code, billing country name, fatura ülke kodu, land \
         rechnungsadresse, rechnungsadresse land, pays facturation, país de facturación, paese di fatturazione, \
         nazione di fatturazione, factuurland, kraj do faktury, billing address country, billing address country \
         region, país de faturação, país de faturamento",
    ),
    (
        Field::BillingAddressLine1,
        "billing address, bill to address, billing street, invoice address, fatura adresi, billing street \
         address, fatura adres, fatura adresi 1, rechnungsadresse, rechnungsstraße, adresse de facturation, \
         billing street 1, billing address street, billing street address 1, bill to street, bill to address 1, \
         invoice street, invoice address 1, invoice address line 1, fatura adres 1, fatura adresi satırı 1, \
         rechnungsanschrift, rechnungsstraße und hausnummer, straße rechnungsadresse, rechnungsadresse straße, \
         rechnungsadresse 1, adresse facturation, adresse de facturation 1, rue de facturation, dirección de \
         facturación, calle de facturación, indirizzo di fatturazione, indirizzo fatturazione, via di \
         fatturazione, factuuradres, factuurstraat, adres do faktury, ulica do faktury, morada de faturação, \
         endereço de faturamento",
    ),
    (
        Field::BillingAddressLine2,
        "billing address 2, bill to address 2, fatura adresi 2, billing street 2, invoice address 2, invoice \
         address line 2, bill to street 2, fatura adres 2, rechnungsadresse 2, rechnungsadresszusatz, adresse de \
         facturation 2, complément d'adresse de facturation, dirección de facturación 2, indirizzo di fatturazione \
         2, factuuradres 2",
    ),
    (
        Field::BillingPostalCode,
        "billing zip, billing postcode, bill to zip, bill to postcode, fatura posta kodu, billing zip code, \
         billing zip postal code, billing postal zip code, fatura pk, rechnungs plz, code postal de facturation, \
         billing postal code zip, bill to zip code, invoice zip, invoice postcode, invoice postal code, fatura \
         posta kod, rechnungspostleitzahl, plz rechnungsadresse, postleitzahl rechnungsadresse, rechnungsadresse \
         plz, cp de facturation, code postal facturation, código postal de facturación, cp de facturación, cap di \
         fatturazione, codice postale di fatturazione, factuurpostcode, kod pocztowy do faktury, billing address \
         postal code, billing address zip, billing address postcode, código postal de faturação, cep de \
         faturamento",
    ),
    (
        Field::BillingLocality,
        "billing city, invoice city, fatura şehri, fatura ilçesi, billing town, billing town city, billing city \
         town, fatura şehir, fatura ilçe, rechnungsort, ville de facturation, invoice town, bill to town, ort \
         rechnungsadresse, rechnungsadresse ort, rechnungsstadt, ville facturation, ciudad de facturación, \
         localidad de facturación, población de facturación, città di fatturazione, comune di fatturazione, \
         factuurplaats, miasto do faktury, miejscowość do faktury, billing address city, cidade de faturamento, \
         localidade de faturação",
    ),
    (
        Field::BillingSubdivision,
        "billing state, billing province, fatura ili, billing state province, billing state region, billing \
         region, fatura il, bill to province, bill to region, invoice state, billing county, provincia de \
         facturación, provincia di fatturazione, rechnungsbundesland, factuurprovincie, billing address state, \
         billing address province, billing address state province",
    ),
    (
        Field::Language,
        "lang, preferred language, dil, invoice language, fatura dili, sprache, korrespondenzsprache, sprachcode, \
         langue, idioma, lingua, taal, język",
    ),
    (
        Field::Currency,
        "currency code, billing currency, döviz, döviz cinsi, invoice currency, customer currency, döviz kodu, \
         döviz türü, para birimi kodu, währung, währungscode, devise, moneda, divisa, valuta, waluta, moeda",
    ),
    (
        Field::TaxNumber,
        "tax no, vat, vat id, vat no, vat number, tin, tax identification number, vergi no, vergi numarası, vergi \
         kimlik no, vergi kimlik numarası, vkn, vkn tckn, kdv no, kdv numarası, ust idnr, ust id, umsatzsteuer \
         id, n tva, no tva, tva, numéro de tva, n de tva, n tva intracommunautaire, vat registration number, vat \
         registration no, vat registration, vat reg no, vat reg number, vat identification number, vat \
         identification no, vatin, vat tax id, tax vat number, tax id vat, tax reg no, tax registration number, \
         tax registration no, tax identification no, taxpayer id, taxpayer identification number, company vat, \
         company vat number, business vat id, eu vat number, eu vat id, gstin, vergi kimlik, vergi tc no, vergi \
         no tc no, vkn no, vergi numara, ust idnummer, umsatzsteuer id nr, umsatzsteuer identifikationsnummer, eu \
         ust id, mwst nr, mwst nummer, mehrwertsteuernummer, uid nummer, uid nr, atu nummer, numéro tva, tva \
         intracommunautaire, numéro de tva intracommunautaire, numéro tva intracommunautaire, n tva intra, tva \
         intra, nif, cif, nif cif, cif nif, número de identificación fiscal, identificación fiscal, rfc, cuit, \
         ruc, partita iva, p iva, numero partita iva, numero di partita iva, btw nummer, btw nr, btw id, btw \
         identificatienummer, nip, numer nip, nr nip, n tva intracom, nipc, número de contribuinte, número de \
         identificação fiscal, cnpj, cnpj cpf, cpf cnpj",
    ),
    (
        Field::PurchaseOrderReference,
        "po, po number, po reference, purchase order, purchase order number, sipariş no, satın alma siparişi, po \
         no, po ref, purchase order no, purchase order ref, customer po, customer po number, satın alma sipariş no, \
         bestellnummer, bestellnr, bon de commande, numéro de bon de commande, n de bon de commande, orden de \
         compra, número de orden de compra, ordine di acquisto, numero ordine di acquisto, inkoopordernummer, numer \
         zamówienia",
    ),
];

/// Heads that mean a field where no other column says it more plainly: a code beside a name, a mobile.
pub const GIVING_WAY: &[(Field, &str)] = &[
    (
        Field::CompanyName,
        "empresa, entreprise, azienda, impresa, bedrijf, onderneming, kundenname, nom du client, nom client, \
         nombre del cliente, nome cliente, klantnaam, nazwa klienta, nazwa kontrahenta, client name, müşteri \
         ismi, cari isim, cari hesap adı, kurum adı, kuruluş adı, işletme adı, firmierung, firma 1, nome do \
         cliente",
    ),
    (
        Field::RegistrationNumber,
        "siret, n siret, numéro siret, regon, numer regon, mersis no, mersis numarası, hrb, numéro rcs",
    ),
    (
        Field::CompanyCountry,
        "country code, country iso, country iso code, country iso 2, country region code, default address country \
         code, ülke kodu, ländercode, ländercode iso, länderkürzel, landcode, code pays, código de país, código \
         país, codice paese, codice nazione, kod kraju, länderkennzeichen, landeskennzeichen, ülke iso kodu, land \
         iso, country id, country id name, po country",
    ),
    (
        Field::CompanyAddressLine1,
        "registered address, company address, domicilio fiscal, dirección fiscal, domicilio, açık adres, cadde, \
         firma adresi, şirket adresi, straat, ulica, po address line 1, rua",
    ),
    (
        Field::CompanyLocality,
        "commune, localité, localidad, municipio, comune, località, miejscowość, vestigingsplaats, ortschaft, po \
         city, localidade",
    ),
    (
        Field::CompanySubdivision,
        "region, county, province code, default address province code, regione, state code, comunidad autónoma, \
         state id, state id name, po region, distrito",
    ),
    (Field::BillToName, "billing name"),
    (Field::BillingSubdivision, "billing state code"),
    (Field::BillingPostalCode, "billing code"),
    (Field::CompanyPostalCode, "po postal code"),
    (Field::ContactFirstName, "primary contact first name, billing first name"),
    (Field::ContactLastName, "primary contact last name, billing last name"),
    (
        Field::BillingEmail,
        "email 1, email address 1, work email, business email, e posta 1, contact email, company email, main email, \
         invoice email, billing email address, invoice email address, fatura mail, fatura mail adresi, rechnungs e \
         mail, e mail für rechnungen, email de facturation, email de facturación, email di fatturazione, factuur e \
         mail, email do faktury",
    ),
    (
        Field::BillingPhone,
        "mobile, mobile phone, mobile number, cell, cell phone, main phone, business phone, work phone, office \
         phone, phone 1, telephone 1, gsm, gsm no, cep, cep tel, cep telefonu, cep no, iş telefonu, sabit \
         telefon, telefon 1, tel 1, handy, handynummer, mobil, mobilnummer, mobiltelefon, telefon mobil, telefon \
         geschäftlich, festnetz, portable, téléphone portable, mobile professionnel, téléphone fixe, móvil, \
         teléfono móvil, teléfono 1, cellulare, mobiel, mobiel nummer, telefon komórkowy, komórka, contact phone, \
         contact number, company phone, rufnummer, default address phone, billing phone number, mobile phone \
         number, telemóvel, celular, telefone celular",
    ),
    (Field::BillingCountry, "billing country code"),
    (Field::BillingAddressLine1, "billing address 1"),
    (Field::Language, "language code, customer language, correspondence language, dil kodu"),
    (Field::Currency, "currency iso code, account currency"),
    (
        Field::TaxNumber,
        "tckn, tckn no, tc no, tc kimlik no, tc kimlik numarası, steuernummer, steuer nr, codice fiscale, rut, \
         nit, gst number, gst no, ein, abn, nif iva, número de iva, codice iva, nip ue, numer vat, nr vat, cod \
         fiscale",
    ),
];
