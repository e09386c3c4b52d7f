//! Every setting, read here and nowhere else: flags over environment over defaults.

mod serve;

pub use serve::Serve;

use crate::check::{Charset, Format};
use app::own_file::own_file;
use clap::{Args, Parser, Subcommand};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// The settings that the environment may hold. Any other name that begins so is a mistake, and said to be one.
const KNOWN: [&str; 17] = [
    "DEFTER_ALLOW_DEMO",
    "DEFTER_BLOCKED_EMAIL_DOMAINS",
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

/// A setting of earlier versions: whoever still has it means a policy that would silently count no more.
const MOVED_POLICY: &str = "DEFTER_CHANGE_POLICY";

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
    /// Makes a key of this machine's own for a log that has entries already: for another server, or where the old key is lost
    #[arg(long, global = true)]
    pub new_log_key: bool,
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
    Serve(Box<Serve>),
    /// Brings the database up to date
    Migrate,
    /// Adds customers: the demo, or many made-up ones
    Seed(Seed),
    /// Keeps staff
    #[command(subcommand)]
    User(User),
    /// The log of everything that was done: verify, export, sign, erase, key
    #[command(subcommand)]
    Audit(Audit),
    /// Which changes wait for a second person: set a table, or show the one in force
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Sets what the partner itself is; says what it is where nothing is named
    Partner(Partner),
    /// Holds records against the rules of their countries without storing anything; ends with 0 for clean, 1 for findings, 2 for what could not be read or held nothing
    Check(Check),
}

impl Command {
    /// Whether a database that is not there is made: who reads one in the wrong folder should hear of it.
    #[must_use]
    pub fn makes_database(&self) -> bool {
        matches!(self, Self::Serve(_) | Self::Migrate | Self::Seed(_) | Self::Partner(_) | Self::User(User::Add { .. }))
    }
}

/// What to do about the change policy.
#[derive(Clone, Debug, Subcommand)]
pub enum PolicyCommand {
    /// Puts a table in force, on every server of the database; docs/change-policy.md says how it is written
    Set {
        /// The table
        #[arg(long)]
        file: PathBuf,
    },
    /// Prints the table in force
    Show,
}

/// What to set about the partner.
#[derive(Args, Clone, Debug)]
pub struct Partner {
    /// Its name: it stands in the mails that billing contacts get
    #[arg(long)]
    pub name: Option<String>,
    /// Its own domain, for example partner.example: no customer's e-mail is there
    #[arg(long)]
    pub domain: Option<String>,
    /// Its country, two letters of ISO 3166-1, for example TR
    #[arg(long)]
    pub country: Option<String>,
    /// The time zone that times are shown and dates of changes are given in, for example Europe/Istanbul
    #[arg(long)]
    pub time_zone: Option<String>,
}

/// What to do about the log.
#[derive(Clone, Debug, Subcommand)]
pub enum Audit {
    /// Walks the log from its first entry and names the first that is not as it was written; ends with 0 for whole, 1 for not
    Verify {
        /// A head that was kept elsewhere: with it the newest entries cannot be cut off unseen
        #[arg(long)]
        head: Option<PathBuf>,
        /// The public key of another server of the same database (`defter audit key` there); may be given several times
        #[arg(long)]
        other_key: Vec<String>,
        /// Holds every account and the staff against the log too: what was changed around it is found
        #[arg(long)]
        accounts: bool,
    },
    /// Writes what a third party needs to check the log without this program, as JSON lines
    Export {
        /// The file to write, a new one; standard output without it
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Signs the newest entry now
    Sign {
        /// The file to write the head into, a new one; standard output without it
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Erases what the log says of the people of a customer, or of a member of staff; the chain stays whole
    Erase {
        /// The customer's ID
        #[arg(long, required_unless_present = "person", conflicts_with = "person")]
        customer: Option<Uuid>,
        /// The e-mail of somebody on the staff
        #[arg(long)]
        person: Option<String>,
        /// Asks nothing back
        #[arg(long)]
        yes: bool,
    },
    /// Says in the log that the clock had been ahead and is right now: `verify` goes on, and new entries have the right time
    Clock {
        /// Asks nothing back
        #[arg(long)]
        yes: bool,
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
    /// The encoding of the file, for example windows-1254 or, of DOS, ibm857; without it a byte-order mark or the letters themselves say it
    #[arg(long, value_parser = Charset::named, conflicts_with = "stored")]
    pub encoding: Option<Charset>,
    /// Prints a JSON line a record, and the summary as the last line of standard error
    #[arg(long)]
    pub json: bool,
    /// Domains that no customer's e-mail is at, with commas between them; with --stored the partner's own never is
    #[arg(long, env = "DEFTER_BLOCKED_EMAIL_DOMAINS", value_delimiter = ',', value_parser = serve::domain, default_value = serve::USUALLY_BLOCKED)]
    pub blocked_email_domains: Vec<String>,
    /// Every customer in the database instead of a file
    #[arg(long)]
    pub stored: bool,
    /// Writes what was found to a file, to hold later rules against; ends with 0 then
    #[arg(long, requires = "stored")]
    pub keep: Option<PathBuf>,
    /// Prints only what differs from a file that an older version kept
    #[arg(long, requires = "stored")]
    pub against: Option<PathBuf>,
}

/// Which customers to add.
#[derive(Args, Clone, Debug)]
pub struct Seed {
    /// One partner, 500 customers, five staff; only into an empty database
    #[arg(long, conflicts_with_all = ["customers", "seed"])]
    pub demo: bool,
    /// Leaves a database that already holds customers as it is, and says nothing
    #[arg(long)]
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
    /// Adds somebody; asks for the password, or reads it from standard input where nobody can be asked
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
    /// Sets somebody's password, asked for as `add` does, and signs them out
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
        if std::env::var_os(MOVED_POLICY).is_some() {
            clap::Error::raw(
                clap::error::ErrorKind::UnknownArgument,
                format!(
                    "the environment sets {MOVED_POLICY}; the change policy is kept in the database now, the same for every server: \
                     `defter policy set --file FILE`, then take the setting away\n"
                ),
            )
            .exit();
        }
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

fn unknown_setting(names: impl Iterator<Item = String>) -> Option<String> {
    names.into_iter().find(|name| name.starts_with("DEFTER_") && !KNOWN.contains(&name.as_str()))
}

/// The file of a database; none where it is a server's.
#[must_use]
pub fn database_file(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:")?.trim_start_matches("//");
    Some(PathBuf::from(path.split('?').next().unwrap_or_default()))
}

/// A database's URL as it is opened. Checked after the other settings and not by them: their complaint would print the
/// password.
///
/// # Errors
/// What is wrong with it, without what it holds.
pub fn database_url(url: &str, makes_it: bool) -> Result<String, String> {
    if let Some(path) = url.strip_prefix("sqlite:") {
        if path.is_empty() {
            return Err("name the file after sqlite:".to_owned());
        }
        if path.contains(":memory:") || path.contains("mode=memory") {
            return Err("a database in memory ends with its first connection; name a file after sqlite:".to_owned());
        }
        // A database that is not there is made; its folder too.
        let file = database_file(url).unwrap_or_default();
        if !makes_it && !file.exists() {
            return Err(format!("there is no database at {}", file.display()));
        }
        let key = PathBuf::from(format!("{}.log-key", file.display()));
        if !file.exists() && key.exists() {
            return Err(format!(
                "there is the key of a log at {} and no database beside it: put the database back, or take the key away for a new one",
                key.display()
            ));
        }
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(|error| format!("its folder cannot be made: {error}"))?;
        }
        if path.contains('?') {
            return Ok(url.to_owned());
        }
        make_own(&file).map_err(|error| format!("its file cannot be made: {error}"))?;
        return Ok(format!("{url}?mode=rwc"));
    }
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok(url.to_owned());
    }
    Err("it begins with sqlite: or postgres://".to_owned())
}

/// A new database is its owner's alone: `SQLite` gives what stands beside it the same rights.
fn make_own(file: &Path) -> std::io::Result<()> {
    match own_file().create_new(true).open(file) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_a_database_that_is_none_without_saying_its_password() {
        for url in ["mysql://user:secret@x", "sqlite:", "sqlite::memory:", "sqlite:x?mode=memory", ""] {
            let complaint = database_url(url, true).err().unwrap_or_default();
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
