//! The table of `docs/roles.md` is what the program does: made here, compared with the page, written anew where they differ.

use crate::support::TestResult;
use model::access::{Action, Role, Roles, Theme, Viewer, may};
use std::fmt::Write as _;
use uuid::Uuid;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/roles.md");
const BEGIN: &str = "<!-- table: written by server/tests/roles.rs -->\n";
const END: &str = "<!-- table: end -->";

/// Every action in the order of the page; [`in_words`] does not compile while it lacks one.
const ACTIONS: [Action; 13] = [
    Action::SeeCustomers,
    Action::AddCustomer,
    Action::UpdateCustomer,
    Action::SetPermission,
    Action::RemoveCustomer,
    Action::ErasePersonal,
    Action::ApproveChange,
    Action::CancelChange,
    Action::UndoChange,
    Action::SeePeople,
    Action::KeepPeople,
    Action::SeeLog,
    Action::ExportLog,
];

fn in_words(action: Action) -> &'static str {
    match action {
        Action::SeeCustomers => "See customers, their accounts, history and requests",
        Action::AddCustomer => "Add a customer",
        Action::RemoveCustomer => "Remove a customer, restore one",
        Action::ErasePersonal => "Erase personal values of a customer",
        Action::UpdateCustomer => "Update company details and billing information",
        Action::SetPermission => "Give or remove a permission to buy",
        Action::ApproveChange => "Approve or reject somebody else's request",
        Action::CancelChange => "Cancel or move somebody else's request",
        Action::UndoChange => "Undo a change",
        Action::SeePeople => "See staff and their roles",
        Action::KeepPeople => "Add, correct and disable staff, set roles, reset passwords",
        Action::SeeLog => "See Activity, the log",
        Action::ExportLog => "Export the log",
    }
}

fn viewer(role: Role) -> Viewer {
    Viewer {
        id: Uuid::nil(),
        name: String::new(),
        roles: Roles::of(&[role]),
        language: None,
        theme: Theme::System,
        must_change_password: false,
    }
}

fn table() -> Result<String, std::fmt::Error> {
    let mut table = String::from("| |");
    for role in Role::ALL {
        write!(table, " `{}` |", role.name())?;
    }
    table.push_str("\n|---|");
    table.push_str(&"---|".repeat(Role::ALL.len()));
    table.push('\n');
    for action in ACTIONS {
        write!(table, "| {} |", in_words(action))?;
        for role in Role::ALL {
            table.push_str(if may(&viewer(role), action) { " yes |" } else { " |" });
        }
        table.push('\n');
    }
    Ok(table)
}

#[test]
fn the_page_of_roles_says_what_the_program_does() -> TestResult {
    let page = std::fs::read_to_string(PAGE)?;
    let (before, rest) = page.split_once(BEGIN).ok_or("docs/roles.md lacks the line that begins its table")?;
    let (told, after) = rest.split_once(END).ok_or("docs/roles.md lacks the line that ends its table")?;
    let table = table()?;
    if told != table {
        std::fs::write(PAGE, format!("{before}{BEGIN}{table}{END}{after}"))?;
    }
    assert_eq!(told, table, "the table was written anew: look at its diff and commit it");
    Ok(())
}
