//! The way back from a customer's page.

use crate::routes;
use crate::texts::Texts;
use crate::ui::Crumb;
use crate::way_back::customers_left;
use uuid::Uuid;

/// The way back to the list, and to a customer's account.
pub fn customer_trail(account: Option<(Uuid, &str)>, texts: Texts) -> Vec<Crumb> {
    let mut trail = vec![Crumb::new(customers_left(account.map(|(id, _)| id)), texts.customers_title())];
    if let Some((id, name)) = account {
        trail.push(Crumb::new(routes::account(id), name));
    }
    trail
}
