//! What roles are called.

use crate::texts::Texts;
use model::access::{Role, Roles, Viewer};

/// The roles of somebody in words.
#[must_use]
pub fn role_names(viewer: &Viewer, texts: Texts) -> String {
    roles_text(&viewer.roles, texts)
}

/// Roles in words.
#[must_use]
pub fn roles_text(roles: &Roles, texts: Texts) -> String {
    roles.iter().map(|role| role_name(role, texts)).collect::<Vec<_>>().join(", ")
}

/// A role in words.
#[must_use]
pub fn role_name(role: Role, texts: Texts) -> &'static str {
    match role {
        Role::GlobalAdmin => texts.role_global_admin(),
        Role::AdminAgent => texts.role_admin_agent(),
        Role::SalesAgent => texts.role_sales_agent(),
        Role::HelpdeskAgent => texts.role_helpdesk_agent(),
        Role::Auditor => texts.role_auditor(),
    }
}
