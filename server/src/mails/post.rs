//! Whoever takes a mail: an SMTP server, or a folder.

use super::smtp::Smtp;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{AsyncFileTransport, AsyncTransport, Message, Tokio1Executor};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::time::Duration;

/// How long a whole exchange with the server may take, from connecting to its last word: less than the lease of a mail, so that
/// no second server sends what this one still tries. The library has no limit of its own for it.
pub(super) const PATIENCE: Duration = Duration::from_secs(45);

/// Takes mails.
#[derive(Clone, Debug)]
pub struct Post {
    from: Mailbox,
    way: Way,
    patience: Duration,
}

#[derive(Clone, Debug)]
enum Way {
    Smtp(Smtp),
    Folder(AsyncFileTransport<Tokio1Executor>),
}

/// Why nobody took a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSent {
    /// Perhaps later.
    Later(String),
    /// Perhaps later, once somebody has set it right: the server refuses whoever sends, not this mail.
    Refused(String),
    /// Never: the address is none, or the server refuses this recipient or this message for good.
    Never(String),
}

impl NotSent {
    /// The same without anybody's address: what other servers say repeats them.
    fn without_addresses(self, to: &str) -> Self {
        match self {
            Self::Later(why) => Self::Later(without_addresses(&why, to)),
            Self::Refused(why) => Self::Refused(without_addresses(&why, to)),
            Self::Never(why) => Self::Never(without_addresses(&why, to)),
        }
    }
}

impl Post {
    /// By SMTP, to the server of a URL: `smtps://user:password@mail.example` or `smtp://mail.example:587?tls=required`.
    ///
    /// # Errors
    /// A URL or an address that is none.
    pub fn smtp(url: &str, from: &str) -> Result<Self, String> {
        let smtp = Smtp::of_url(url)
            .ok_or("the setting --smtp-url is no URL of a mail server, such as smtps://user:password@mail.example")?;
        Ok(Self { from: mailbox(from)?, way: Way::Smtp(smtp), patience: PATIENCE })
    }

    /// The same, giving up after another while.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// The same, believing a certificate beside those that every machine does: DER (X.509).
    ///
    /// # Errors
    /// A certificate that is none.
    pub fn trusting(self, certificate: &[u8]) -> Result<Self, String> {
        let way = match self.way {
            Way::Smtp(smtp) => Way::Smtp(smtp.trusting(certificate).ok_or("this is no certificate")?),
            folder @ Way::Folder(_) => folder,
        };
        Ok(Self { way, ..self })
    }

    /// Into a folder, one file a mail.
    ///
    /// # Errors
    /// A folder that cannot be made, an address that is none.
    pub fn folder(folder: &Path, from: &str) -> Result<Self, String> {
        // Mails name people: a new folder is its owner's alone.
        let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(|error| format!("the setting --mail-folder: {}: {error}", folder.display()))?;
        Ok(Self { from: mailbox(from)?, way: Way::Folder(AsyncFileTransport::new(folder)), patience: PATIENCE })
    }

    /// Sends a mail of plain text.
    ///
    /// # Errors
    /// Why nobody took it, without anybody's address.
    pub async fn send(&self, to: &str, subject: &str, text: &str) -> Result<(), NotSent> {
        let message = self.message(to, subject, text).map_err(NotSent::Never);
        let sent = match message {
            Ok(message) => tokio::time::timeout(self.patience, self.hand_over(message))
                .await
                .unwrap_or_else(|_| Err(NotSent::Later(format!("no answer within {} s", self.patience.as_secs())))),
            Err(never) => Err(never),
        };
        sent.map_err(|why| why.without_addresses(to))
    }

    fn message(&self, to: &str, subject: &str, text: &str) -> Result<Message, String> {
        Message::builder()
            .from(self.from.clone())
            .to(mailbox(to)?)
            .subject(subject)
            .message_id(None)
            .header(ContentType::TEXT_PLAIN)
            .body(text.to_owned())
            .map_err(|error| error.to_string())
    }

    async fn hand_over(&self, message: Message) -> Result<(), NotSent> {
        match &self.way {
            Way::Smtp(smtp) => smtp.send(&message).await,
            Way::Folder(folder) => match folder.send(message).await {
                Ok(_) => Ok(()),
                Err(error) => Err(NotSent::Later(error.to_string())),
            },
        }
    }
}

/// What a server said, with the code and without whom it names: the program's log is no place for customers' people.
fn without_addresses(said: &str, to: &str) -> String {
    let local = to.rsplit_once('@').map_or(to, |(local, _)| local).to_lowercase();
    let names = |word: &str| {
        let word = word.to_lowercase();
        word.contains('@') || word.trim_matches(|letter: char| !letter.is_alphanumeric()) == local
    };
    said.split_whitespace().map(|word| if names(word) { "…" } else { word }).collect::<Vec<_>>().join(" ")
}

fn mailbox(address: &str) -> Result<Mailbox, String> {
    address.parse().map_err(|_| format!("{address} is no e-mail address"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_said_names_nobody() {
        for (said, expected) in [
            (
                "permanent error (550): 5.1.1 <Elif.Kaya@lale.example>: unknown",
                "permanent error (550): 5.1.1 … unknown",
            ),
            ("permanent error (550): mailbox elif.kaya, is unknown", "permanent error (550): mailbox … is unknown"),
            ("transient error (450): 4.2.0 busy", "transient error (450): 4.2.0 busy"),
            ("elif.kaya@lale.example is no e-mail address", "… is no e-mail address"),
        ] {
            assert_eq!(without_addresses(said, "elif.kaya@lale.example"), expected);
        }
    }
}
