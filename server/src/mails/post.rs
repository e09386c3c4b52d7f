//! Whoever takes a mail: an SMTP server, or a folder.

use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::time::Duration;

/// How long a whole exchange with the server may take, from connecting to its last word: less than the lease of a mail, so that
/// no second server sends what this one still tries. The library's own limit ends with the connection's beginning.
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
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(AsyncFileTransport<Tokio1Executor>),
}

/// Why nobody took a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSent {
    /// Perhaps later.
    Later(String),
    /// Never: the address is none, or the server refuses for good.
    Never(String),
}

impl Post {
    /// By SMTP, to the server of a URL: `smtps://user:password@mail.example` or `smtp://mail.example:587?tls=required`.
    ///
    /// # Errors
    /// A URL or an address that is none.
    pub fn smtp(url: &str, from: &str) -> Result<Self, String> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| {
            "the setting --smtp-url is no URL of a mail server, such as smtps://user:password@mail.example".to_owned()
        })?;
        Ok(Self { from: mailbox(from)?, way: Way::Smtp(builder.timeout(Some(PATIENCE)).build()), patience: PATIENCE })
    }

    /// The same, giving up after another while.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
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
    /// Why nobody took it.
    pub async fn send(&self, to: &str, subject: &str, text: &str) -> Result<(), NotSent> {
        let never = |why: String| NotSent::Never(why);
        let message = Message::builder()
            .from(self.from.clone())
            .to(mailbox(to).map_err(never)?)
            .subject(subject)
            .message_id(None)
            .header(ContentType::TEXT_PLAIN)
            .body(text.to_owned())
            .map_err(|error| NotSent::Never(error.to_string()))?;
        tokio::time::timeout(self.patience, self.hand_over(message))
            .await
            .unwrap_or_else(|_| Err(NotSent::Later(format!("no answer within {} s", self.patience.as_secs()))))
    }

    async fn hand_over(&self, message: Message) -> Result<(), NotSent> {
        match &self.way {
            Way::Smtp(smtp) => match smtp.send(message).await {
                Ok(_) => Ok(()),
                Err(error) if error.is_permanent() => Err(NotSent::Never(error.to_string())),
                Err(error) => Err(NotSent::Later(error.to_string())),
            },
            Way::Folder(folder) => match folder.send(message).await {
                Ok(_) => Ok(()),
                Err(error) => Err(NotSent::Later(error.to_string())),
            },
        }
    }
}

fn mailbox(address: &str) -> Result<Mailbox, String> {
    address.parse().map_err(|_| format!("{address} is no e-mail address"))
}
