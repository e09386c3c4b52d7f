//! Roles out of a form.

use crate::form::Typed;
use model::access::{Role, Roles};

/// The form's name for a role's box.
#[must_use]
pub fn role_field(role: Role) -> String {
    format!("role_{}", role.name())
}

/// The roles that a form ticks.
#[must_use]
pub fn typed_roles(typed: &Typed) -> Roles {
    Roles::of(&Role::ALL.into_iter().filter(|role| !typed.get(&role_field(*role)).is_empty()).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_ticked_roles() {
        let typed = Typed::new(vec![("role_sales_agent".into(), "true".into()), ("role_owner".into(), "true".into())])
            .unwrap_or_default();
        assert_eq!(typed_roles(&typed), Roles::of(&[Role::SalesAgent]));
    }
}
