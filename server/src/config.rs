//! Every setting, read here and nowhere else: flags over environment over defaults.

use crate::audit::HeadSettings;
use crate::check::Format;
use app::rules::numbers::{VatId, vat_id};
use clap::{Args, Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;
use uuid::Uuid;

/// The settings that the environment may hold. Any other name that begins so is a mistake, and said to be one.
const KNOWN: [&str; 18] = [
    "DEFTER_ALLOW_DEMO",
    "DEFTER_BLOCKED_EMAIL_DOMAINS",
    "DEFTER_CHANGE_POLICY",
    "DEFTER_DATABASE_URL",
    "DEFTER_HEAD_FOLDER",
    "DEFTER_HEAD_MAIL",
    "DEFTER_HEAD_WEBHOOK",
    "DEFTER_LISTEN",
    "DEFTER_LOG",
    "DEFTER_LOG_KEY",
    "DEFTER_MAIL_FOLDER",
    "DEFTER_MAIL_FROM",
    "DEFTER_PUBLIC_URL",
    "DEFTER_SMTP_URL",
    "DEFTER_TRUST_PROXY",
    "DEFTER_VIES",
    "DEFTER_VIES_REQUESTER",
    "DEFTER_VIES_URL",
];

/// Keeps customers' account information right.
#[derive(Debug, Parser)]
#[command(name = "defter", version)]
pub struct Config {
    /// The database: sqlite:PATH or <postgres://USER:PASSWORD@HOST/NAME>
    #[arg(
        long,
        env = "DEFTER_DATABASE_URL",
        global = true,
        default_value = "sqlite:data/defter.db",
        hide_env_values = true
    )]
    pub database_url: String,
    /// The key that seals and signs the log; a file beside the database without it, made at the first start
    #[arg(long, env = "DEFTER_LOG_KEY", global = true)]
    pub log_key: Option<PathBuf>,
    /// What is logged, as tracing's filters say it
    #[arg(long, env = "DEFTER_LOG", global = true, default_value = "info")]
    pub log: String,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What the program does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Brings the database up to date, then serves
    Serve(Serve),
    /// Brings the database up to date
    Migrate,
    /// Adds customers: the demo, or many made-up ones
    Seed(Seed),
    /// Keeps staff
    #[command(subcommand)]
    User(User),
    /// The log of everything that was done: verify, export, sign
    #[command(subcommand)]
    Audit(Audit),
    /// Sets what the partner itself is
    Partner {
        /// The time zone that dates of changes are given in, for example Europe/Istanbul
        #[arg(long)]
        time_zone: String,
    },
    /// Holds records against the rules of their countries without storing anything; ends with 0 for clean, 1 for findings, 2 for what could not be read
    Check(Check),
}

/// What to do about the log.
#[derive(Clone, Debug, Subcommand)]
pub enum Audit {
    /// Walks the log from its first entry and names the first that is not as it was written; ends with 0 for whole, 1 for not
    Verify {
        /// A head that was kept elsewhere: with it the newest entries cannot be cut off unseen
        #[arg(long)]
        head: Option<PathBuf>,
    },
    /// Writes what a third party needs to check the log without this program, as JSON lines
    Export {
        /// The file to write; standard output without it
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Signs the newest entry now
    Sign {
        /// The file to write the head into; standard output without it
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Erases what the log says of the people of a customer; the chain stays whole
    Erase {
        /// The customer's ID
        #[arg(long)]
        customer: Uuid,
    },
    /// Prints the public half of this machine's key
    Key,
}

/// What to check.
#[derive(Args, Clone, Debug)]
pub struct Check {
    /// The file to read; standard input without it
    #[arg(long, conflicts_with = "stored")]
    pub file: Option<PathBuf>,
    /// How records are written; by the file's name without it
    #[arg(long, value_enum, conflicts_with = "stored")]
    pub format: Option<Format>,
    /// Prints a JSON line a record, and the summary on standard error
    #[arg(long)]
    pub json: bool,
    /// Every customer in the database instead of a file
    #[arg(long)]
    pub stored: bool,
    /// Writes what was found to a file, to hold later rules against
    #[arg(long, requires = "stored")]
    pub keep: Option<PathBuf>,
    /// Prints only what differs from a file that an older version kept
    #[arg(long, requires = "stored")]
    pub against: Option<PathBuf>,
}

/// How to serve.
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// Where to listen
    #[arg(long, env = "DEFTER_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// How people reach the server, for example <https://defter.example>; behind https cookies are Secure
    #[arg(long, env = "DEFTER_PUBLIC_URL", value_parser = public_url)]
    pub public_url: Option<String>,
    /// Believe the last address of X-Forwarded-For: a proxy of your own stands before the server and sets it
    #[arg(long, env = "DEFTER_TRUST_PROXY", value_parser = clap::builder::BoolishValueParser::new(), num_args = 0..=1, default_value = "false", default_missing_value = "true")]
    pub trust_proxy: bool,
    /// Domains that no customer's e-mail is at, with commas between them; the partner's own never is
    #[arg(long, env = "DEFTER_BLOCKED_EMAIL_DOMAINS", value_delimiter = ',', value_parser = domain, default_value = "microsoft.com")]
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
    /// The table of which changes wait for a second person; docs/change-policy.md says how it is written
    #[arg(long, env = "DEFTER_CHANGE_POLICY")]
    pub change_policy: Option<PathBuf>,
    /// Where mails go out: smtps://USER:PASSWORD@HOST, or smtp://HOST:587?tls=required
    #[arg(long, env = "DEFTER_SMTP_URL", hide_env_values = true, requires = "mail_from")]
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
    #[arg(long, env = "DEFTER_HEAD_MAIL")]
    pub head_mail: Option<String>,
    /// A URL that the log's signed head is posted to once a day, as JSON
    #[arg(long, env = "DEFTER_HEAD_WEBHOOK", value_parser = url)]
    pub head_webhook: Option<String>,
    /// Listen beyond this machine although a demo password still works
    #[arg(long, env = "DEFTER_ALLOW_DEMO", value_parser = clap::builder::BoolishValueParser::new(), num_args = 0..=1, default_value = "false", default_missing_value = "true")]
    pub allow_demo: bool,
}

/// Which customers to add.
#[derive(Args, Clone, Debug)]
pub struct Seed {
    /// One partner, 500 customers, four staff; only into an empty database
    #[arg(long, conflicts_with_all = ["customers", "seed"])]
    pub demo: bool,
    /// Leaves a database that already holds customers as it is, and says nothing
    #[arg(long, requires = "demo")]
    pub if_empty: bool,
    /// So many made-up customers
    #[arg(long, required_unless_present = "demo", value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    pub customers: Option<u64>,
    /// Where chance begins: the same number makes the same customers
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// What to do about staff.
#[derive(Clone, Debug, Subcommand)]
pub enum User {
    /// Adds somebody; reads the password from standard input
    Add {
        /// What they sign in with
        #[arg(long)]
        email: String,
        /// Their name
        #[arg(long)]
        name: String,
        /// A role: `global_admin`, `admin_agent`, `sales_agent`, `helpdesk_agent` or `auditor`; may be given several times
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
    },
    /// Lists everybody
    List,
    /// Disables somebody and signs them out
    Disable {
        /// What they sign in with
        #[arg(long)]
        email: String,
    },
    /// Sets somebody's password, read from standard input, and signs them out
    SetPassword {
        /// What they sign in with
        #[arg(long)]
        email: String,
    },
}

impl Config {
    /// Reads flags and environment. On a mistake it says which setting is wrong and ends the program.
    #[must_use]
    pub fn read() -> Self {
        if let Some(name) = unknown_setting(std::env::vars_os().filter_map(|(name, _)| name.into_string().ok())) {
            clap::Error::raw(
                clap::error::ErrorKind::UnknownArgument,
                format!("the environment sets {name}, which is no setting of Defter; there are {}\n", KNOWN.join(", ")),
            )
            .exit();
        }
        Self::parse()
    }
}

impl Serve {
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

    /// How people reach the server, without a slash at the end.
    #[must_use]
    pub fn origin(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen))
    }

    /// Where the log's signed head goes.
    #[must_use]
    pub fn heads(&self) -> HeadSettings {
        HeadSettings {
            folder: self.head_folder.clone(),
            mail: self.head_mail.clone(),
            webhook: self.head_webhook.clone(),
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
            ("blocked_email_domains", self.blocked_email_domains.join(",")),
            ("vies", self.vies.to_string()),
            ("change_policy", path(&self.change_policy)),
            ("smtp_url", is_set(self.smtp_url.is_some())),
            ("mail_folder", path(&self.mail_folder)),
            ("head_folder", path(&self.head_folder)),
            ("head_mail", self.head_mail.clone().unwrap_or_default()),
            ("head_webhook", is_set(self.head_webhook.is_some())),
            ("allow_demo", self.allow_demo.to_string()),
        ];
        all.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name.to_owned(), text)).collect()
    }

    /// Whether people reach the server by https.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}

fn unknown_setting(names: impl Iterator<Item = String>) -> Option<String> {
    names.into_iter().find(|name| name.starts_with("DEFTER_") && !KNOWN.contains(&name.as_str()))
}

/// A database's URL as it is opened. Checked after the other settings and not by them: their complaint would print the
/// password.
///
/// # Errors
/// What is wrong with it, without what it holds.
pub fn database_url(url: &str) -> Result<String, String> {
    if let Some(path) = url.strip_prefix("sqlite:") {
        if path.is_empty() {
            return Err("name the file after sqlite:".to_owned());
        }
        if path.contains(":memory:") || path.contains("mode=memory") {
            return Err("a database in memory ends with its first connection; name a file after sqlite:".to_owned());
        }
        // A database that is not there is made; its folder too.
        let file = path.trim_start_matches("//").split('?').next().unwrap_or_default();
        if let Some(folder) = std::path::Path::new(file).parent() {
            std::fs::create_dir_all(folder).map_err(|error| format!("its folder cannot be made: {error}"))?;
        }
        return Ok(if path.contains('?') { url.to_owned() } else { format!("{url}?mode=rwc") });
    }
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok(url.to_owned());
    }
    Err("it begins with sqlite: or postgres://".to_owned())
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

fn domain(text: &str) -> Result<String, String> {
    app::fields::DOMAIN.parse(text).ok().flatten().ok_or_else(|| "it is no domain, such as lale.example".to_owned())
}

fn public_url(url: &str) -> Result<String, String> {
    let uri: http::Uri = url.parse().map_err(|_| "it is no URL".to_owned())?;
    let is_origin = matches!(uri.scheme_str(), Some("http" | "https"))
        && uri.authority().is_some()
        && uri.path() == "/"
        && uri.query().is_none();
    if is_origin {
        Ok(url.trim_end_matches('/').to_owned())
    } else {
        Err("it is http:// or https:// and a host, without a path".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_a_database_that_is_none_without_saying_its_password() {
        for url in ["mysql://user:secret@x", "sqlite:", "sqlite::memory:", "sqlite:x?mode=memory", ""] {
            let complaint = database_url(url).err().unwrap_or_default();
            assert!(!complaint.is_empty() && !complaint.contains("secret"), "{url}: {complaint}");
        }
    }

    #[test]
    fn finds_the_setting_that_does_not_exist() {
        let names = |names: &[&str]| unknown_setting(names.iter().map(|name| (*name).to_owned()));
        assert_eq!(names(&["PATH", "DEFTER_LISTEN"]), None);
        assert_eq!(names(&["DEFTER_LISTEN", "DEFTER_PORT"]), Some("DEFTER_PORT".into()));
    }

    #[test]
    fn refuses_settings_that_make_no_sense() {
        for arguments in [
            vec!["defter", "serve", "--listen", "3000"],
            vec!["defter", "serve", "--public-url", "defter.example"],
            vec!["defter", "serve", "--public-url", "https://defter.example/path"],
            vec!["defter", "serve", "--vies-requester", "DE136695977"],
            vec!["defter", "serve", "--vies-requester", "é"],
            vec!["defter", "serve", "--vies-url", "ec.europa.eu"],
            vec!["defter", "seed"],
            vec!["defter", "seed", "--customers", "0"],
            vec!["defter", "seed", "--demo", "--customers", "5"],
        ] {
            assert!(Config::try_parse_from(&arguments).is_err(), "{arguments:?}");
        }
        for arguments in [
            vec!["--public-url", "https://defter.example/"],
            vec!["--vies-requester", "DE 136 695 976"],
            vec!["--vies-requester", "EL094259216"],
            vec!["--vies-requester", "XI980780684", "--vies-url", "http://127.0.0.1:9/rest-api/"],
        ] {
            let all = ["defter", "serve"].into_iter().chain(arguments);
            assert!(Config::try_parse_from(all.clone()).is_ok(), "{:?}", all.collect::<Vec<_>>());
        }
    }
}
