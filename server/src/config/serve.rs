//! How to serve: the settings of the server itself.

use super::HeadSettings;
use crate::router::{Clock, trusting};
use clap::Args;
use desk::rules::numbers::{VatId, vat_id};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Whose e-mails are no customer's where nothing else is said.
pub const USUALLY_BLOCKED: &str = "microsoft.com";
/// Where a server listens where nothing else is said.
pub(super) const USUALLY_AT: &str = "127.0.0.1:3000";

/// How to serve.
#[expect(clippy::struct_excessive_bools, reason = "settings that are on or off, in any mixture")]
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// Where to listen
    #[arg(long, env = "DEFTER_LISTEN", value_parser = listen, default_value = USUALLY_AT)]
    pub listen: SocketAddr,
    /// How people reach the server, for example <https://defter.example>; behind https cookies are Secure
    #[arg(long, env = "DEFTER_PUBLIC_URL", value_parser = public_url)]
    pub public_url: Option<String>,
    /// Believe the last address of X-Forwarded-For: a proxy of your own stands before the server and sets it
    #[arg(long, env = "DEFTER_TRUST_PROXY", value_parser = clap::builder::BoolishValueParser::new(), num_args = 0..=1, default_value = "false", default_missing_value = "true")]
    pub trust_proxy: bool,
    /// Log each request: its method, path without what is looked for, status and time; no person and no address
    #[arg(long, env = "DEFTER_ACCESS_LOG", value_parser = clap::builder::BoolishValueParser::new(), num_args = 0..=1, default_value = "false", default_missing_value = "true")]
    pub access_log: bool,
    /// Domains that no customer's e-mail is at, with commas between them; the partner's own never is
    #[arg(long, env = "DEFTER_BLOCKED_EMAIL_DOMAINS", value_delimiter = ',', value_parser = domain, default_value = USUALLY_BLOCKED)]
    pub blocked_email_domains: Vec<String>,
    /// Ask VIES, the European Union's register, about VAT IDs; nothing waits for it
    #[arg(long, env = "DEFTER_VIES", value_parser = clap::builder::BoolishValueParser::new(), num_args = 0..=1, default_value = "false", default_missing_value = "true")]
    pub vies: bool,
    /// The partner's own VAT ID, for example DE136695976: with it VIES proves that it was asked
    #[arg(long, env = "DEFTER_VIES_REQUESTER", value_parser = own_vat_id)]
    pub vies_requester: Option<VatId>,
    /// Where VIES is
    #[arg(long, env = "DEFTER_VIES_URL", value_parser = url, default_value = "https://ec.europa.eu/taxation_customs/vies/rest-api")]
    pub vies_url: String,
    /// Where mails go out, with links to --public-url: `smtps://USER:PASSWORD@HOST`, or `smtp://HOST:587?tls=required`
    #[arg(long, env = "DEFTER_SMTP_URL", hide_env_values = true, requires = "mail_from", requires = "public_url")]
    pub smtp_url: Option<String>,
    /// Mails into a folder instead, one file each, while one develops
    #[arg(long, env = "DEFTER_MAIL_FOLDER", conflicts_with = "smtp_url")]
    pub mail_folder: Option<PathBuf>,
    /// Who mails are from: Defter <desk@partner.example>
    #[arg(long, env = "DEFTER_MAIL_FROM")]
    pub mail_from: Option<String>,
    /// A folder that the log's signed head is written into once a day
    #[arg(long, env = "DEFTER_HEAD_FOLDER")]
    pub head_folder: Option<PathBuf>,
    /// An e-mail address that the log's signed head is sent to once a day
    #[arg(long, env = "DEFTER_HEAD_MAIL", value_parser = email)]
    pub head_mail: Option<String>,
    /// A URL that the log's signed head is posted to once a day, as JSON
    #[arg(long, env = "DEFTER_HEAD_WEBHOOK", value_parser = url)]
    pub head_webhook: Option<String>,
    /// Listen beyond this machine although a demo password still works
    #[arg(long, env = "DEFTER_ALLOW_DEMO", value_parser = clap::builder::BoolishValueParser::new(), num_args = 0..=1, default_value = "false", default_missing_value = "true")]
    pub allow_demo: bool,
    /// For tests: a file with the whole seconds that the clock is ahead; a flag only, so that no environment brings it
    #[arg(long, hide = true)]
    pub test_clock: Option<PathBuf>,
}

impl Serve {
    /// Which setting lets others than this machine's people reach the server, as a part of a sentence.
    #[must_use]
    pub fn seen_by_others(&self) -> Option<String> {
        if !self.listen.ip().is_loopback() {
            return Some(format!("--listen {} lets other machines reach this server", self.listen));
        }
        let url = self.public_url.as_deref().filter(|_| self.is_public())?;
        Some(format!("--public-url {url} says that others reach this server"))
    }

    /// Whether the address people use is one that others can reach.
    #[must_use]
    pub fn is_public(&self) -> bool {
        let host = self
            .public_url
            .as_deref()
            .and_then(|url| url.parse::<http::Uri>().ok())
            .and_then(|url| url.host().map(str::to_owned));
        host.is_some_and(|host| !matches!(host.as_str(), "localhost" | "127.0.0.1" | "[::1]"))
    }

    /// The clock to go by. One that a file steers would let whoever writes the file decide when changes are made and
    /// what time the log notes: it is for a server that nobody but this machine's tests reach.
    ///
    /// # Errors
    /// A sentence where others could reach the server.
    pub fn clock(&self) -> Result<Clock, String> {
        let Some(file) = &self.test_clock else { return Ok(Clock::system()) };
        let is_for_tests = self.allow_demo && self.listen.ip().is_loopback() && !self.is_public() && !self.trust_proxy;
        if is_for_tests {
            tracing::warn!(file = %file.display(), "the clock is a test's: times in the log are not the system's");
            Ok(Clock::ahead_by(file.clone()))
        } else {
            Err("the setting --test-clock is for tests: with --allow-demo, on a loopback address, behind no proxy"
                .into())
        }
    }

    /// How people reach the server, without a slash at the end.
    #[must_use]
    pub fn origin(&self) -> String {
        origin(self.public_url.as_deref(), self.listen)
    }

    /// Where the log's signed head goes.
    #[must_use]
    pub fn heads(&self) -> HeadSettings {
        HeadSettings {
            folder: self.head_folder.clone(),
            mail: self.head_mail.clone(),
            webhook: self.head_webhook.clone(),
            ..HeadSettings::default()
        }
    }

    /// The settings that are noted in the log: by name, and only whether those are set that hold a secret.
    #[must_use]
    pub fn noted(&self) -> Vec<(String, String)> {
        let path = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
        let is_set = |is_set: bool| if is_set { "set".to_owned() } else { String::new() };
        let all = [
            ("listen", self.listen.to_string()),
            ("public_url", self.public_url.clone().unwrap_or_default()),
            ("trust_proxy", self.trust_proxy.to_string()),
            ("access_log", self.access_log.to_string()),
            ("blocked_email_domains", self.blocked_email_domains.join(",")),
            ("vies", self.vies.to_string()),
            ("smtp_url", is_set(self.smtp_url.is_some())),
            ("mail_folder", path(&self.mail_folder)),
            ("head_folder", path(&self.head_folder)),
            ("head_mail", self.head_mail.clone().unwrap_or_default()),
            ("head_webhook", is_set(self.head_webhook.is_some())),
            ("allow_demo", self.allow_demo.to_string()),
            ("test_clock", path(&self.test_clock)),
        ];
        all.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name.to_owned(), text)).collect()
    }

    /// Whether people reach the server by https.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}

pub(super) fn listen(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "it is an address and a port, such as 127.0.0.1:3000 or [::]:3000".to_owned())
}

fn email(text: &str) -> Result<String, String> {
    model::fields::EMAIL.parse(text).ok().flatten().ok_or_else(|| "it is no e-mail address".to_owned())
}

fn own_vat_id(text: &str) -> Result<VatId, String> {
    let (state, _) = text.trim().split_at_checked(2).ok_or("it begins with the two letters of its state")?;
    let country = match state.to_ascii_uppercase().as_str() {
        "EL" => "GR".to_owned(),
        "XI" => "GB".to_owned(),
        other => other.to_owned(),
    };
    vat_id(&country, text).ok_or_else(|| "it is no VAT ID of the European Union, such as DE136695976".to_owned())
}

fn url(text: &str) -> Result<String, String> {
    let uri: http::Uri = text.parse().map_err(|_| "it is no URL".to_owned())?;
    let is_web = matches!(uri.scheme_str(), Some("http" | "https")) && uri.query().is_none();
    if is_web {
        Ok(text.trim_end_matches('/').to_owned())
    } else {
        Err("it begins with https:// or http://".to_owned())
    }
}

pub(super) fn domain(text: &str) -> Result<String, String> {
    model::fields::DOMAIN.parse(text).ok().flatten().ok_or_else(|| "it is no domain, such as lale.example".to_owned())
}

/// How people reach a server, without a slash at the end. One that listens at every address of its machine is reached there by
/// the machine's own name.
pub(crate) fn origin(public_url: Option<&str>, listen: SocketAddr) -> String {
    match public_url {
        Some(url) => url.to_owned(),
        None if listen.ip().is_unspecified() => format!("http://localhost:{}", listen.port()),
        None => format!("http://{listen}"),
    }
}

/// An origin as browsers send it (RFC 6454, 6.2): in small letters and without a usual port. What they never send would be
/// trusted in vain.
pub(super) fn public_url(url: &str) -> Result<String, String> {
    let uri: http::Uri = url.parse().map_err(|_| "it is no URL".to_owned())?;
    // A fragment is not kept at all.
    let is_alone = uri.path() == "/" && uri.query().is_none() && !url.contains('#');
    origin_of(&uri)
        .filter(|origin| is_alone && trusting(origin).is_ok())
        .ok_or_else(|| "it is http:// or https:// and a host in ASCII, without a name or a path".to_owned())
}

fn origin_of(uri: &http::Uri) -> Option<String> {
    let (scheme, usual) = match uri.scheme_str()? {
        "https" => ("https", 443),
        "http" => ("http", 80),
        _ => return None,
    };
    let authority = uri.authority()?;
    let host = authority.host();
    let is_bare = match authority.port_u16() {
        Some(port) => authority.as_str() == format!("{host}:{port}"),
        None => authority.as_str() == host,
    };
    let port = authority.port_u16().filter(|port| *port != usual).map(|port| format!(":{port}")).unwrap_or_default();
    is_bare.then(|| format!("{scheme}://{}{port}", host.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use crate::config::{Command, Config};
    use clap::Parser;

    #[test]
    fn an_origin_that_no_browser_sends_is_refused() {
        for wrong in [
            "",
            "defter.example",
            "ftp://defter.example",
            "https://",
            "https://defter.example/desk",
            "https://defter.example//",
            "https://defter.example?a",
            "https://defter.example/#a",
            "https://ada@defter.example",
            "https://b\u{fc}ro.example",
            "https://defter.example:port",
            "https://defter.example:",
            "https://defter.example:99999",
            "null",
            "*",
        ] {
            assert!(super::public_url(wrong).is_err(), "{wrong}");
        }
        for (url, origin) in [
            ("https://defter.example", "https://defter.example"),
            ("https://defter.example/", "https://defter.example"),
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
            ("https://[::1]:8443/", "https://[::1]:8443"),
            ("https://Defter.Example:443", "https://defter.example"),
            ("http://defter.example:80/", "http://defter.example"),
            ("http://defter.example:443", "http://defter.example:443"),
            ("https://xn--bro-hoa.example", "https://xn--bro-hoa.example"),
        ] {
            assert_eq!(super::public_url(url).as_deref(), Ok(origin));
        }
    }

    #[test]
    fn the_setting_that_lets_others_in_is_named() {
        for (arguments, named) in [
            (&["--listen", "127.0.0.1:3000"][..], None),
            (&["--public-url", "http://localhost:3000"], None),
            (&["--listen", "0.0.0.0:3000"], Some("--listen 0.0.0.0:3000 ")),
            (&["--listen", "[::]:3000", "--public-url", "https://defter.example"], Some("--listen [::]:3000 ")),
            (&["--public-url", "https://defter.example"], Some("--public-url https://defter.example ")),
        ] {
            let all = ["defter", "serve"].into_iter().chain(arguments.iter().copied());
            let Ok(Command::Serve(settings)) = Config::try_parse_from(all).map(|config| config.command) else {
                panic!("not to serve: {arguments:?}");
            };
            let seen = settings.seen_by_others();
            assert_eq!(seen.is_some(), named.is_some(), "{seen:?}");
            assert!(named.is_none_or(|named| seen.is_some_and(|seen| seen.starts_with(named))), "{arguments:?}");
        }
    }

    fn refused(arguments: &[&str]) -> Option<String> {
        let all = ["defter", "serve", "--test-clock", "ahead"].into_iter().chain(arguments.iter().copied());
        match Config::try_parse_from(all).map(|config| config.command) {
            Ok(Command::Serve(settings)) => settings.clock().err(),
            other => Some(format!("not to serve: {other:?}")),
        }
    }

    #[test]
    fn a_clock_that_tests_move_is_refused_where_others_reach_the_server() {
        for arguments in [
            vec![],
            vec!["--listen", "127.0.0.1:0"],
            vec!["--allow-demo", "--listen", "0.0.0.0:3000"],
            vec!["--allow-demo", "--listen", "[::]:3000"],
            vec!["--allow-demo", "--public-url", "https://defter.example"],
            vec!["--allow-demo", "--trust-proxy"],
        ] {
            assert!(refused(&arguments).is_some_and(|why| why.contains("--test-clock")), "{arguments:?}");
        }
        for address in ["127.0.0.1:3000", "[::1]:3000"] {
            assert_eq!(refused(&["--allow-demo", "--listen", address]), None);
        }
    }
}
