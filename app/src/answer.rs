//! What follows an ordinary form post.

use crate::posted::Posted;
use http::HeaderValue;

/// What follows a post.
#[derive(Debug)]
pub enum Answer {
    /// Done: another page.
    Redirect(String),
    /// Done: another page, and a cookie to keep.
    RedirectWith(String, Vec<HeaderValue>),
    /// The page again.
    Page(Posted),
}
