//! A page's data, asked before the page is rendered. Such a page is written in one go; a page that waits for its data is written
//! in parts, which costs a fifth more (decision 17).

use crate::wire::Error;
use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

type Answer = Arc<dyn Any + Send + Sync>;

/// What a page will ask for, with the answer.
#[derive(Clone, Debug)]
pub struct AskedFirst {
    key: String,
    answer: Result<Answer, Error>,
    is_missed: Arc<AtomicBool>,
}

impl AskedFirst {
    /// The answer to what a page asks under a key.
    #[must_use]
    pub fn new<T: Send + Sync + 'static>(key: String, answer: Result<T, Error>) -> Self {
        Self { key, answer: answer.map(|value| Arc::new(value) as Answer), is_missed: Arc::default() }
    }

    /// Whether a page asked for something else, so that it could not be written in one go.
    #[must_use]
    pub fn is_missed(&self) -> bool {
        self.is_missed.load(Ordering::Relaxed)
    }

    /// The answer, if it is to what a page asks.
    pub(super) fn answer<T: Send + Sync + 'static>(&self, key: &str) -> Option<Result<Arc<T>, Error>> {
        let found = match &self.answer {
            _ if key != self.key => None,
            Ok(value) => Arc::clone(value).downcast::<T>().ok().map(Ok),
            Err(error) => Some(Err(error.clone())),
        };
        if found.is_none() {
            self.is_missed.store(true, Ordering::Relaxed);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_only_what_was_asked_and_remembers_what_was_not() {
        let first = AskedFirst::new("?search=lale".to_owned(), Ok(7_u64));
        assert_eq!(first.answer::<u64>("?search=lale"), Some(Ok(Arc::new(7))));
        assert!(!first.is_missed());
        assert_eq!(first.answer::<u64>("?search=gül"), None);
        assert!(first.is_missed());
        let other = AskedFirst::new(String::new(), Ok(7_u64));
        assert_eq!(other.answer::<String>(""), None, "another page's");
        assert!(other.is_missed());
        let refused = AskedFirst::new::<u64>(String::new(), Err(Error::Forbidden));
        assert_eq!(refused.answer::<u64>(""), Some(Err(Error::Forbidden)));
    }
}
