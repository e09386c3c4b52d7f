//! What things are called on every page: fields, roles, rules, kinds of entries, problems. Sentences only, no piece of a page.

mod act;
mod labels;
mod log;
mod phone;
mod policy;
mod problem;
#[cfg(feature = "ssr")]
mod refusal;
mod roles;

pub use act::act_text;
pub use labels::{field_hint, field_label, group_label, name_label, review_label, standing_name, value_text};
pub use log::kind_name;
pub use phone::{call_href, mail_href, phone_text, read_text};
pub use policy::{rule_text, verdict_text};
pub use problem::{alike_sentence, problem_sentence};
#[cfg(feature = "ssr")]
pub use refusal::refusal_text;
pub use roles::{role_name, role_names, roles_text};
