//! The form of a country: made on the server, fetched once and kept by the browser.

use crate::wire::Error;
use model::countries::CountryForm;
use model::language::Language;

/// The form of a country.
///
/// # Errors
/// None here: the tables are the server's own.
#[cfg(feature = "ssr")]
pub async fn fetch_form(country: String, language: Language) -> Result<CountryForm, Error> {
    Ok(desk::rules::country_form(&country, language))
}

/// The form of a country. The address names the rules' version, so that browsers keep the answer for good.
///
/// # Errors
/// `Unreachable` if no answer comes.
#[cfg(not(feature = "ssr"))]
pub async fn fetch_form(country: String, language: Language) -> Result<CountryForm, Error> {
    // What a browser's request holds must not be sent to another thread; there is none.
    send_wrapper::SendWrapper::new(async move {
        let path = crate::routes::country_form(&country, language);
        let answer = gloo_net::http::Request::get(&path).send().await.map_err(|_| Error::Unreachable)?;
        answer.json().await.map_err(|_| Error::Unreachable)
    })
    .await
}
