//! What files call a record's values in further languages, and in programs whose heads say what a column is of: Magento's
//! `_address_city`, Stripe's `Card Address City`, lexoffice's `Ort 1`, Netsis' `CARI_ILCE`, Mikro's `Adres İl`.

use model::customers::Field;

/// Heads that mean one field.
pub const FURTHER: &[(Field, &str)] = &[
    (
        Field::CompanyName,
        "název firmy, obchodní jméno, název společnosti, cégnév, cég neve, denumire firmă, denumire, \
         наименование, наименование организации, название компании, название, компания, организация, фирма, \
         назва компанії, компанія, επωνυμία, επωνυμία επιχείρησης, naziv tvrtke, tvrtka, naziv firme, naziv \
         podjetja, podjetje, företag, företagsnamn, firmanavn, virksomhed, virksomhedsnavn, foretak, \
         foretaksnavn, bedriftsnavn, yritys, yrityksen nimi, şirkət, şirkətin adı, nama perusahaan, tên công \
         ty, اسم الشركة, الشركة, שם החברה, 会社名, 公司名称, 公司, 회사명, 상호, address company, organization 1 name, \
         firma adı ünvanı, firma unvanı adı soyadı, cari hesap unvan",
    ),
    (
        Field::CompanyCountry,
        "země, ország, țara, ţara, страна, країна, държава, χώρα, država, maa, ölkə, negara, quốc gia, \
         الدولة, البلد, מדינה, 国, 国家, 국가, address country id, card address country, country id code, land 1, \
         iş ülkesi bölgesi, iş ülke bölge, adres ülke, cari ülke, cari ülke kodu",
    ),
    (
        Field::CompanyAddressLine1,
        "ulice, ulice a číslo, utca, utca házszám, adresa, адрес, адреса, διεύθυνση, gatuadress, gata, \
         gateadresse, katuosoite, osoite, alamat, địa chỉ, العنوان, כתובת, 住所, 地址, 주소, card address line1, \
         straße 1, adres cadde, iş caddesi, iş adresi, cari adres, cari adres 1",
    ),
    (Field::CompanyAddressLine2, "card address line2, cari adres 2"),
    (
        Field::CompanyPostalCode,
        "psč, irányítószám, cod poștal, cod poştal, индекс, почтовый индекс, поштовий індекс, пощенски код, \
         ταχυδρομικός κώδικας, τκ, poštanski broj, poštna številka, postnummer, postnr, postinumero, kode \
         pos, mã bưu điện, الرمز البريدي, מיקוד, 郵便番号, 邮编, 邮政编码, 우편번호, address postcode, card address zip, \
         plz 1, iş posta kodu, adres posta kodu, cari posta kodu",
    ),
    (
        Field::CompanyLocality,
        "město, obec, város, település, oraș, oraş, localitate, город, місто, град, πόλη, grad, mjesto, \
         poststed, postitoimipaikka, kaupunki, şəhər, kota, thành phố, المدينة, עיר, 市区町村, 城市, 도시, card \
         address city, ort 1, iş şehri, adres ilçe, cari ilçe",
    ),
    (
        Field::CompanySubdivision,
        "megye, județ, judeţ, область, νομός, županija, provinsi, tỉnh, المحافظة, 都道府県, 省, 省份, 시 도, address \
         region, card address state, iş ili, adres il, cari il, il şehir, şehir il",
    ),
    (
        Field::BillingPhone,
        "telefonszám, телефон, τηλέφωνο, telefonní číslo, puhelin, puhelinnumero, telepon, điện thoại, \
         الهاتف, טלפון, 電話番号, 电话, 전화번호, address telephone, phone office, cari tel, cari telefon",
    ),
    (
        Field::BillingEmail,
        "e mail cím, электронная почта, эл почта, e post, sähköposti, البريد الإلكتروني, メールアドレス, 邮箱, 电子邮件, \
         이메일",
    ),
    (
        Field::TaxNumber,
        "dič, adószám, cui, cod fiscal, инн, αφμ, momsregistreringsnummer, moms nr, cvr, cvr nr, cvr nummer, \
         oib, pib, davčna številka, y tunnus, alv numero, npwp, mã số thuế, الرقم الضريبي, 税号, 纳税人识别号, \
         사업자등록번호, taxvat, vergi numarası tckn, vergi no tckn, vergi tc kimlik no, tckn vkn, vergi daire no, \
         cari vergi no",
    ),
    (
        Field::RegistrationNumber,
        "ičo, cégjegyzékszám, nr reg com, огрн, єдрпоу, matični broj, organisationsnummer, \
         organisasjonsnummer, org nr, رقم السجل التجاري, 法人番号, 统一社会信用代码",
    ),
    (Field::BillingAddressLine1, "billing address 1 2"),
];

/// Heads that give way where another column means their field more plainly, and what they mean then: beside `İlçe` a `Şehir` is
/// the province, beside a company a customer is whoever signs. `None` where they are not looked at.
pub const LESS_PLAIN: &[(Field, Option<Field>, &str)] = &[
    (Field::CompanyLocality, Some(Field::CompanySubdivision), "şehir"),
    (Field::BillingLocality, Some(Field::BillingSubdivision), "fatura şehri, fatura şehir"),
    (Field::CompanyName, None, "customer name, account name, müşteri adı, müşteri unvanı, cari adı"),
    (Field::BillingEmail, None, "email, email address, eposta, eposta adresi"),
    (Field::BillingPhone, None, "phone, phone number, telefon, telefon no, telefon numarası"),
];
