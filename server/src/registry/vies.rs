//! VIES, the European Union's register of VAT IDs, by its REST form.
//!
//! Source: the Commission's description `swagger_publicVAT.yaml` of `check-vat-number`, and what callers met: a state
//! that is busy answers 200 with `actionSucceed: false` and a code in `errorWrappers`; a blocked caller is told
//! `valid: false` with a `userError` that is not `INVALID` (annuaire-entreprises-data-gouv-fr/site#475). Both are no
//! answer about the number.

use crate::outgoing::client;
use desk::registry::queue::Registered;
use desk::rules::numbers::VatId;
use reqwest::Client;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// An answer of VIES is a kilobyte; what is longer is none.
const MAX_ANSWER_BYTES: usize = 65_536;
const MAX_NAME_CHARS: usize = 400;
const MAX_ADDRESS_CHARS: usize = 1_000;
const MAX_CODE_CHARS: usize = 60;

/// How to reach VIES.
#[derive(Clone, Debug)]
pub struct ViesSettings {
    /// Where its REST form is, without the last slash.
    pub url: String,
    /// The partner's own VAT ID: with it VIES proves that the question was asked.
    pub requester: Option<VatId>,
    /// How long an answer is waited for.
    pub patience: Duration,
}

/// VIES.
#[derive(Clone, Debug)]
pub struct Vies {
    client: Client,
    settings: ViesSettings,
}

/// What VIES said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It knows the number.
    Valid(Registered),
    /// It does not know the number.
    Invalid(Registered),
    /// Nothing about the number: why, in its word or ours.
    Nothing(String),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Question<'a> {
    country_code: &'a str,
    vat_number: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    requester_member_state_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    requester_number: Option<&'a str>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Reply {
    country_code: String,
    vat_number: String,
    valid: Option<bool>,
    name: Option<String>,
    address: Option<String>,
    request_identifier: Option<String>,
    user_error: Option<String>,
    action_succeed: Option<bool>,
    error_wrappers: Vec<ErrorWrapper>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ErrorWrapper {
    error: String,
}

impl Vies {
    /// VIES at an address.
    ///
    /// # Errors
    /// A sentence if this machine has no usable certificates.
    pub fn new(settings: ViesSettings) -> Result<Self, String> {
        let client = client(settings.patience)?;
        Ok(Self { client, settings })
    }

    /// Asks about a number.
    pub async fn ask(&self, vat_id: &VatId) -> Said {
        let requester = self.settings.requester.as_ref();
        let question = Question {
            country_code: vat_id.state,
            vat_number: &vat_id.number,
            requester_member_state_code: requester.map(|own| own.state),
            requester_number: requester.map(|own| own.number.as_str()),
        };
        match self.fetch(&question).await {
            Ok((status, body)) => read(vat_id, status, &body),
            Err(why) => Said::Nothing(why.to_owned()),
        }
    }

    async fn fetch(&self, question: &Question<'_>) -> Result<(u16, Vec<u8>), &'static str> {
        let word = |error: reqwest::Error| {
            // With its causes: a name that is not found, a certificate that is not known, a proxy in between.
            tracing::debug!(?error, "VIES could not be reached");
            if error.is_timeout() { "TIMEOUT" } else { "UNREACHABLE" }
        };
        let url = format!("{}/check-vat-number", self.settings.url);
        let mut answer = self.client.post(url).json(question).send().await.map_err(word)?;
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(word)? {
            body.extend_from_slice(&chunk);
            if body.len() > MAX_ANSWER_BYTES {
                return Err("TOO_LONG");
            }
        }
        Ok((answer.status().as_u16(), body))
    }
}

/// Reads an answer. Only a whole and plain one says something about the number.
fn read(vat_id: &VatId, status: u16, body: &[u8]) -> Said {
    let Ok(reply) = serde_json::from_slice::<Reply>(body) else {
        return Said::Nothing(if status == 200 { "MALFORMED".to_owned() } else { format!("HTTP_{status}") });
    };
    if let Some(code) = reply.error_wrappers.first().map(|wrapper| tidy(&wrapper.error, MAX_CODE_CHARS)) {
        return Said::Nothing(if code.is_empty() { "UNNAMED".to_owned() } else { code });
    }
    if status != 200 || reply.action_succeed == Some(false) {
        return Said::Nothing(format!("HTTP_{status}"));
    }
    let user_error = tidy(reply.user_error.as_deref().unwrap_or_default(), MAX_CODE_CHARS);
    if !matches!(user_error.as_str(), "" | "VALID" | "INVALID") {
        return Said::Nothing(user_error);
    }
    if reply.country_code != vat_id.state || reply.vat_number != vat_id.number {
        return Said::Nothing("ANOTHER_NUMBER".to_owned());
    }
    let told = |text: Option<String>, max_chars| {
        let text = tidy(text.as_deref().unwrap_or_default(), max_chars);
        if text.chars().all(|letter| letter == '-') { String::new() } else { text }
    };
    let registered = Registered {
        name: told(reply.name, MAX_NAME_CHARS),
        address: told(reply.address, MAX_ADDRESS_CHARS),
        request_identifier: told(reply.request_identifier, 100),
    };
    match (reply.valid, user_error.as_str()) {
        (Some(true), "" | "VALID") => Said::Valid(registered),
        (Some(false), "" | "INVALID") => Said::Invalid(registered),
        _ => Said::Nothing("MALFORMED".to_owned()),
    }
}

/// Text from outside: lines of printable characters, and no more than can be kept.
fn tidy(text: &str, max_chars: usize) -> String {
    let is_shown = |letter: &char| letter.is_whitespace() || !model::fields::is_forbidden(*letter);
    let shown: String = text.chars().filter(is_shown).collect();
    let lines = shown.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n").chars().take(max_chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(status: u16, body: &str) -> Said {
        let vat_id = VatId { state: "DE", number: "136695976".to_owned() };
        read(&vat_id, status, body.as_bytes())
    }

    #[test]
    fn reads_the_name_the_address_and_the_proof() {
        let body = r#"{"countryCode":"DE","vatNumber":"136695976","valid":true,"name":" Lale  GmbH ","address":"Weg 1\n10115 BERLIN","requestIdentifier":"WAPIAAAA"}"#;
        let right = Registered {
            name: "Lale GmbH".into(),
            address: "Weg 1\n10115 BERLIN".into(),
            request_identifier: "WAPIAAAA".into(),
        };
        assert_eq!(said(200, body), Said::Valid(right));
    }

    #[test]
    fn knows_that_a_state_tells_no_names() {
        let body = r#"{"countryCode":"DE","vatNumber":"136695976","valid":false,"name":"---","address":"---"}"#;
        assert_eq!(said(200, body), Said::Invalid(Registered::default()));
    }

    #[test]
    fn takes_no_outage_for_an_answer() {
        for (status, body, word) in [
            (200, r#"{"actionSucceed":false,"errorWrappers":[{"error":"MS_UNAVAILABLE"}]}"#, "MS_UNAVAILABLE"),
            (200, r#"{"actionSucceed":false}"#, "HTTP_200"),
            (
                200,
                r#"{"countryCode":"DE","vatNumber":"136695976","valid":false,"userError":"IP_BLOCKED"}"#,
                "IP_BLOCKED",
            ),
            (200, r#"{"countryCode":"DE","vatNumber":"136695977","valid":true}"#, "ANOTHER_NUMBER"),
            (200, r#"{"countryCode":"DE","vatNumber":"136695976"}"#, "MALFORMED"),
            (200, r#"{"countryCode":"DE","vatNumber":"136695976","valid":true,"userError":"INVALID"}"#, "MALFORMED"),
            (500, r#"{"countryCode":"DE","vatNumber":"136695976","valid":false}"#, "HTTP_500"),
            (503, "<html>maintenance</html>", "HTTP_503"),
            (200, "<html>maintenance</html>", "MALFORMED"),
            (200, "", "MALFORMED"),
        ] {
            assert_eq!(said(status, body), Said::Nothing(word.into()), "{body}");
        }
    }

    #[test]
    fn keeps_nothing_that_hides_or_is_endless() {
        let text = format!("a\u{202e}b\0{}", "x".repeat(2_000));
        assert_eq!(tidy(&text, 10), "abxxxxxxxx");
        assert_eq!(tidy("\u{200b}\0\nA\u{ad}B\r\n \u{2060} \n", 10), "AB");
    }
}
