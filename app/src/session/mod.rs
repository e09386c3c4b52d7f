//! Signing in and out.

mod api;
#[cfg(feature = "ssr")]
mod cookie;
#[cfg(feature = "ssr")]
mod posted;
#[cfg(feature = "ssr")]
mod sign_in_here;
mod sign_in_page;

#[cfg(feature = "ssr")]
pub(crate) use api::keep_session;
pub use api::{choose_language, sign_in, sign_out};
#[cfg(feature = "ssr")]
pub(crate) use cookie::session_cookie;
#[cfg(feature = "ssr")]
pub use cookie::{browser_of_cookies, language_of_cookies, session_of_cookies};
#[cfg(feature = "ssr")]
pub(crate) use posted::{post_language, post_sign_in, post_sign_out};

#[cfg(feature = "ssr")]
pub(crate) use sign_in_here::{mark_cookie, sign_in_here};
#[cfg(feature = "ssr")]
pub(crate) use sign_in_page::LanguageSwitch;
pub use sign_in_page::SignInPage;
#[cfg(feature = "ssr")]
pub(crate) use sign_in_page::check_sign_in;
