//! What the program can be told to do, and the flags of each command; those of `serve` stand beside it.

use super::serve::{self, Serve};
use super::{Charset, Format};
use clap::{Args, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;
use uuid::Uuid;

/// What the program does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Brings the database up to date, then serves
    Serve(Box<Serve>),
    /// Brings the database up to date
    Migrate,
    /// Adds customers: the demo, or many made-up ones
    Seed(Seed),
    /// Copies an `SQLite` database into a new file while it is served, and checks the copy; `PostgreSQL` has `pg_dump`
    Backup {
        /// The file to write, a new one
        file: PathBuf,
    },
    /// Makes a link that sets up, in the browser, an installation on which nobody is; an earlier one ends
    SetupLink(SetupLink),
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
        matches!(
            self,
            Self::Serve(_)
                | Self::Migrate
                | Self::Seed(_)
                | Self::SetupLink(_)
                | Self::Partner(_)
                | Self::User(User::Add { .. })
        )
    }

    /// Whether it is for nothing without a database that can be written.
    #[must_use]
    pub fn writes(&self) -> bool {
        matches!(self, Self::Serve(_)) || self.appends()
    }

    /// Whether it cannot do without an entry of its own in the log, as serving cannot. A copy and a check are made all the same.
    #[must_use]
    pub fn appends(&self) -> bool {
        !matches!(
            self,
            Self::Serve(_)
                | Self::Backup { .. }
                | Self::Audit(Audit::Verify { .. } | Audit::Key)
                | Self::Policy(PolicyCommand::Show)
                | Self::Partner(Partner { name: None, domain: None, country: None, time_zone: None })
                | Self::User(User::List)
        )
    }
}

/// Where the link leads.
#[derive(Args, Clone, Debug)]
pub struct SetupLink {
    /// Where the server listens
    #[arg(long, env = "DEFTER_LISTEN", value_parser = serve::listen, default_value = serve::USUALLY_AT)]
    pub listen: SocketAddr,
    /// How people reach the server, for example <https://defter.example>
    #[arg(long, env = "DEFTER_PUBLIC_URL", value_parser = serve::public_url)]
    pub public_url: Option<String>,
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
