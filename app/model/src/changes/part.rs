//! What somebody says about a change beside its attributes, as findings name it. Which field of a form it is typed in, each door knows.

/// What is said about a request: why it is rejected or cancelled.
pub const NOTE: &str = "note";
/// When a change is to be made.
pub const MOMENT: &str = "moment";
