//! An SMTP server, spoken to command by command: which of them it refuses says whose fault it is. A wrong password must not
//! cost a mail, and a recipient that is none must not be asked for three days.

use super::bounded::connect;
use super::post::NotSent;
use lettre::Message;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, AsyncTokioStream, Certificate, Tls, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::{Response, Severity};
use lettre::transport::smtp::{Error, SMTP_PORT, SUBMISSION_PORT, SUBMISSIONS_PORT};
use reqwest::Url;
use std::error::Error as _;
use std::time::Duration;

/// How long a server may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(5);

/// The one reply to `DATA` after which a message is taken (RFC 5321, 4.3.2).
const GO_ON: u16 = 354;

/// Replies that are about who sends, whatever was asked: a command out of order (RFC 5321, 4.2.2), no encryption or no sign-in
/// (RFC 3207, 4; RFC 4954, 6).
const ABOUT_SENDER: [u16; 5] = [503, 530, 534, 535, 538];

/// Details of the status 5.7 that are about who sends, whatever was read of the mail: no sign-in, or one that is too weak or not
/// encrypted; signatures, names and addresses that prove nothing (IANA, SMTP Enhanced Status Codes; RFC 4954, 6; RFC 7372, 3).
const DETAILS_ABOUT_SENDER: [u16; 10] = [8, 9, 11, 20, 21, 22, 23, 24, 25, 26];

/// A server, and how it is signed in to.
#[derive(Clone, Debug)]
pub(super) struct Smtp {
    host: String,
    port: u16,
    tls: Tls,
    credentials: Option<Credentials>,
    hello: ClientId,
}

impl Smtp {
    /// The server of a URL, as lettre reads such URLs; none where it is no such URL.
    pub(super) fn of_url(url: &str) -> Option<Self> {
        let url = Url::parse(url).ok()?;
        let host = url.host_str()?.trim_matches(['[', ']']).to_owned();
        let tls = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
        let parameters = || TlsParameters::new(host.clone()).ok();
        let (port, tls) = match (url.scheme(), tls.as_deref()) {
            ("smtp", None) => (SMTP_PORT, Tls::None),
            ("smtp", Some("required")) => (SUBMISSION_PORT, Tls::Required(parameters()?)),
            ("smtp", Some("opportunistic")) => (SUBMISSION_PORT, Tls::Opportunistic(parameters()?)),
            ("smtps", _) => (SUBMISSIONS_PORT, Tls::Wrapper(parameters()?)),
            _ => return None,
        };
        let credentials = match url.password() {
            Some(password) => Some(Credentials::new(decoded(url.username())?, decoded(password)?)),
            None => None,
        };
        let name = url.path().trim_matches('/');
        let hello = if name.is_empty() { ClientId::default() } else { ClientId::Domain(name.to_owned()) };
        Some(Self { host, port: url.port().unwrap_or(port), tls, credentials, hello })
    }

    /// The same, believing one more certificate; none where it is no certificate.
    pub(super) fn trusting(self, certificate: &[u8]) -> Option<Self> {
        let certificate = Certificate::from_der(certificate.to_vec()).ok()?;
        let parameters = TlsParameters::builder(self.host.clone()).add_root_certificate(certificate).build().ok()?;
        let tls = match self.tls {
            Tls::None => Tls::None,
            Tls::Opportunistic(_) => Tls::Opportunistic(parameters),
            Tls::Required(_) => Tls::Required(parameters),
            Tls::Wrapper(_) => Tls::Wrapper(parameters),
        };
        Some(Self { tls, ..self })
    }

    /// Hands a mail over; whoever calls ends it after a while.
    pub(super) async fn send(&self, message: &Message) -> Result<(), NotSent> {
        let wrapper = if let Tls::Wrapper(parameters) = &self.tls { Some(parameters.clone()) } else { None };
        let stream = connect(&self.host, self.port, wrapper).await?;
        let mut connection = self.begin(stream).await.map_err(|error| of_sender(&error))?;
        let tried = hand_over(&mut connection, message).await;
        // The mail is taken or not by now: nobody waits for the goodbye.
        tokio::spawn(async move { tokio::time::timeout(GOODBYE, connection.abort()).await });
        tried
    }

    /// Says hello, encrypts and signs in.
    async fn begin(&self, stream: Box<dyn AsyncTokioStream>) -> Result<AsyncSmtpConnection, Error> {
        let mut connection = AsyncSmtpConnection::connect_with_transport(stream, &self.hello).await?;
        match &self.tls {
            Tls::Required(parameters) => connection.starttls(parameters.clone(), &self.hello).await?,
            Tls::Opportunistic(parameters) if connection.can_starttls() => {
                connection.starttls(parameters.clone(), &self.hello).await?;
            }
            _ => {}
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }
}

/// The part of a URL without its percent signs.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|code| *first == b'%' && code.iter().all(u8::is_ascii_hexdigit));
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            bytes.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

async fn hand_over(connection: &mut AsyncSmtpConnection, message: &Message) -> Result<(), NotSent> {
    let (envelope, text) = (message.envelope(), message.formatted());
    let is_ascii = envelope.from().into_iter().chain(envelope.to()).all(|address| address.to_string().is_ascii());
    let mut parameters = Vec::new();
    if !is_ascii {
        offers(connection, Extension::SmtpUtfEight, "SMTPUTF8")?;
        parameters.push(MailParameter::SmtpUtfEight);
    }
    if !text.is_ascii() {
        offers(connection, Extension::EightBitMime, "8BITMIME")?;
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    let mail = Mail::new(envelope.from().cloned(), parameters);
    require_done(&connection.command(mail).await.map_err(|error| of_sender(&error))?)?;
    for to in envelope.to() {
        let rcpt = Rcpt::new(to.clone(), Vec::new());
        require_done(&connection.command(rcpt).await.map_err(|error| of_mail(&error, Asked::Recipient))?)?;
    }
    let said = connection.command(Data).await.map_err(|error| of_sender(&error))?;
    require(&said, said.has_code(GO_ON))?;
    require_done(&connection.message(&text).await.map_err(|error| of_mail(&error, Asked::Text))?)
}

/// What answers something else neither takes nor refuses: lettre tells refusals only.
fn require(said: &Response, is_due: bool) -> Result<(), NotSent> {
    if is_due { Ok(()) } else { Err(NotSent::Later(format!("the server answered {} out of turn", said.code()))) }
}

fn require_done(said: &Response) -> Result<(), NotSent> {
    require(said, said.code().severity == Severity::PositiveCompletion)
}

fn offers(connection: &AsyncSmtpConnection, extension: Extension, name: &str) -> Result<(), NotSent> {
    let is_offered = connection.server_info().supports_feature(extension);
    if is_offered { Ok(()) } else { Err(NotSent::Refused(format!("the mail needs {name}, which the server lacks"))) }
}

/// What went wrong before anything was asked of the mail: whatever the server answers, another try may succeed.
pub(super) fn of_sender(error: &Error) -> NotSent {
    // What this side makes of it too: a certificate that is not believed, no way to sign in that both know.
    let is_refused = error.is_permanent() || error.is_client() || error.is_tls() || is_unbelieved(error);
    if is_refused { NotSent::Refused(error.to_string()) } else { NotSent::Later(error.to_string()) }
}

/// Whether the server's certificate is not believed: lettre takes whatever ends a handshake for a connection that failed.
fn is_unbelieved(error: &Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        let tls = inner.and_then(|inner| inner.downcast_ref::<rustls::Error>());
        if matches!(tls, Some(rustls::Error::InvalidCertificate(_))) {
            return true;
        }
        cause = error.source();
    }
    false
}

/// What of a mail a server was asked to take.
#[derive(Clone, Copy, Debug)]
enum Asked {
    Recipient,
    Text,
}

/// What went wrong with the recipient or the message.
fn of_mail(error: &Error, asked: Asked) -> NotSent {
    let code = error.status().map(|code| code.to_string().parse().unwrap_or_default()).unwrap_or_default();
    if error.is_permanent() && !is_about_sender(code, &error.to_string(), asked) {
        return NotSent::Never(error.to_string());
    }
    of_sender(error)
}

/// Whether a refusal is about who sends, and not about the mail: by its code; by its enhanced status, of which the subject 7
/// is "security or policy" (RFC 3463, 3.8), such as `554 5.7.1 Relay access denied`; where it has none, by the word. Of a text
/// that was read such a policy is what is said of the text, but where it names the sender or a relay.
fn is_about_sender(code: u16, text: &str, asked: Asked) -> bool {
    let mut words = text.split(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '.' | '-')));
    let status = words.clone().find_map(|word| {
        let parts: Vec<u16> = word.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
        <[u16; 3]>::try_from(parts).ok().filter(|parts| parts[0] == 5)
    });
    let is_relay = |word: &str| matches!(word.to_lowercase().trim_matches('.'), "relay" | "relaying" | "relayed");
    let is_of_sender = match (status, asked) {
        (None, _) => words.any(is_relay),
        (Some([_, 7, _]), Asked::Recipient) => true,
        (Some([_, 7, detail]), Asked::Text) => DETAILS_ABOUT_SENDER.contains(&detail) || words.any(is_relay),
        (Some(_), _) => false,
    };
    ABOUT_SENDER.contains(&code) || is_of_sender
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_urls_that_the_setting_names() {
        for (url, port, has_tls, signs_in) in [
            ("smtp://mail.example", 25, false, false),
            ("smtp://127.0.0.1:2525", 2525, false, false),
            ("smtp://user:secret@mail.example?tls=required", 587, true, true),
            ("smtp://mail.example?tls=opportunistic", 587, true, false),
            ("smtps://user:secret@mail.example", 465, true, true),
            ("smtps://mail.example:1465", 1465, true, false),
        ] {
            let read = Smtp::of_url(url).map(|smtp| {
                (smtp.host.contains('/'), smtp.port, !matches!(smtp.tls, Tls::None), smtp.credentials.is_some())
            });
            assert_eq!(read, Some((false, port, has_tls, signs_in)), "{url}");
        }
        for url in ["", "mail.example", "https://mail.example", "smtp://", "smtp://mail.example?tls=yes"] {
            assert!(Smtp::of_url(url).is_none(), "{url}");
        }
    }

    #[test]
    fn reads_passwords_of_any_letters() {
        let smtp = Smtp::of_url("smtp://desk%40partner.example:p%C3%A4ss%20w+rd%2F%25@mail.example");
        let expected = Credentials::new("desk@partner.example".to_owned(), "päss w+rd/%".to_owned());
        assert!(smtp.is_some_and(|smtp| smtp.credentials == Some(expected)));
    }

    #[test]
    fn tells_a_refusal_of_the_sender_from_one_of_the_mail() {
        for (code, text) in [
            (530, "5.7.0 Must issue a STARTTLS command first"),
            (530, "Authentication required"),
            (535, "5.7.8 authentication failed"),
            (503, "Bad sequence of commands"),
            (554, "5.7.1 <elif@lale.example>: Relay access denied"),
            (553, "sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"),
            (550, "relay not permitted"),
            (550, "Relaying denied."),
            (550, "5.7.26 Unauthenticated e-mail from partner.example is not accepted"),
        ] {
            assert!(is_about_sender(code, text, Asked::Recipient), "{code} {text}");
        }
        for (code, text) in [
            (550, "5.1.1 <elif@lale.example>: no such user here"),
            (550, "no such user at relay.lale.example"),
            (551, "User not local"),
            (552, "5.2.2 Mailbox full"),
            (552, "5.3.4 Message too big"),
            (554, "5.6.0 the message is malformed, said 5.7.1.2"),
            (556, "5.1.10 the domain takes no mail, as 192.0.2.7 relays"),
        ] {
            assert!(!is_about_sender(code, text, Asked::Recipient), "{code} {text}");
            assert!(!is_about_sender(code, text, Asked::Text), "{code} {text}");
        }
    }

    #[test]
    fn a_text_that_was_read_is_what_a_policy_is_about() {
        for (code, text) in [
            (550, "5.7.1 message content rejected"),
            (554, "5.7.1 Message rejected as spam by Content Filtering"),
            (552, "5.7.0 This message was blocked because its content presents a potential security issue"),
            (550, "5.7.2 no list of mine is written to so"),
            (554, "5.7.7 the message is not as it was signed"),
            (550, "message content rejected"),
        ] {
            assert!(!is_about_sender(code, text, Asked::Text), "{code} {text}");
        }
        for (code, text) in [
            (550, "5.7.26 unauthenticated mail is not accepted"),
            (550, "5.7.20 no DKIM signature that passes"),
            (550, "5.7.25 the address has no name"),
            (554, "5.7.8 authentication failed"),
            (530, "5.7.0 Authentication required"),
            (554, "5.7.1 <elif@lale.example>: Relay access denied"),
            (550, "relay not permitted"),
        ] {
            assert!(is_about_sender(code, text, Asked::Text), "{code} {text}");
        }
    }
}
