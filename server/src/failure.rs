//! Why the program ends with an error.

use std::error::Error as StdError;

/// Why the program ends with an error, for whoever started it.
pub type Failure = Box<dyn StdError + Send + Sync>;
