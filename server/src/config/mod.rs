//! Every setting, read here and nowhere else: flags over environment over defaults.

mod charset;
mod commands;
mod database;
mod format;
mod heads;
mod rights;
mod serve;

pub use charset::Charset;
pub use commands::{Audit, Check, Command, Partner, PolicyCommand, Seed, SetupLink, User};
pub use database::{database_file, database_url};
pub use format::Format;
pub use heads::HeadSettings;
pub use rights::{database_refused, file_refused, files_refused};
pub use serve::Serve;
pub(crate) use serve::origin;

use clap::Parser;
use std::path::PathBuf;
use tracing::level_filters::LevelFilter;

/// The settings that the environment may hold. Any other name that begins so is a mistake, and said to be one.
const KNOWN: [&str; 18] = [
    "DEFTER_ACCESS_LOG",
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

/// The first word of what is to be logged that stands where a level does and is none: tracing takes it for the name of a part of
/// the program, and logs nothing else.
#[must_use]
pub fn no_level(log: &str) -> Option<&str> {
    let words = log.split(',').map(str::trim).filter(|word| !word.is_empty());
    words.filter(|word| !word.contains(['=', '[', ':'])).find(|word| word.parse::<LevelFilter>().is_err())
}

fn unknown_setting(names: impl Iterator<Item = String>) -> Option<String> {
    names.into_iter().find(|name| name.starts_with("DEFTER_") && !KNOWN.contains(&name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_setting_that_does_not_exist() {
        let names = |names: &[&str]| unknown_setting(names.iter().map(|name| (*name).to_owned()));
        assert_eq!(names(&["PATH", "DEFTER_LISTEN"]), None);
        assert_eq!(names(&["DEFTER_LISTEN", "DEFTER_PORT"]), Some("DEFTER_PORT".into()));
    }

    #[test]
    fn what_stands_for_a_level_is_one() {
        for (log, word) in [
            ("wran", "wran"),
            ("info,sqlx=debug,wran", "wran"),
            ("server", "server"),
            ("warning", "warning"),
            ("info warn", "info warn"),
            (" , eror", "eror"),
        ] {
            assert_eq!(no_level(log), Some(word), "{log}");
        }
        for log in
            ["", "off", "warn", "WARN", "Info,sqlx=debug", "sqlx=off", "server::serve", "info, app[request]=trace"]
        {
            assert_eq!(no_level(log), None, "{log}");
        }
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
