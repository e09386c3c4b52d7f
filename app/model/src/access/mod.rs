//! Who may do what: the whole policy on one page, pure, the same in the browser and on the server.

use crate::language::Language;
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;
use uuid::Uuid;

/// What somebody is trusted with. A person may hold several; rights add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, staff included.
    GlobalAdmin,
    /// Customers' accounts and their permissions to buy.
    AdminAgent,
    /// Customers' accounts.
    SalesAgent,
    /// Reads only.
    HelpdeskAgent,
    /// Sees everything, the log too, and changes nothing.
    Auditor,
}

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// See the list, an account and its history.
    SeeCustomers,
    /// Update company details and billing information.
    UpdateCustomer,
    /// Add a customer.
    AddCustomer,
    /// Remove a customer, and bring one back.
    RemoveCustomer,
    /// Erase what names people of a customer.
    ErasePersonal,
    /// Give or remove a customer's permission to buy.
    SetPermission,
    /// See staff and their roles.
    SeePeople,
    /// Add, correct and disable staff, set their roles.
    KeepPeople,
    /// Agree to somebody else's change, or refuse it, where the policy of changes names their role.
    ApproveChange,
    /// Take back a change that was made.
    UndoChange,
    /// Cancel or move a change of somebody else that waits; everybody may their own.
    CancelChange,
    /// See the log: who did what, to whichever customer or colleague.
    SeeLog,
    /// Take the log along as a file.
    ExportLog,
}

/// The roles of one person, each once, in the order of [`Role::ALL`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Role>")]
pub struct Roles(Vec<Role>);

impl From<Vec<Role>> for Roles {
    fn from(roles: Vec<Role>) -> Self {
        Self::of(&roles)
    }
}

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// Which member of staff.
    pub id: Uuid,
    /// Their name as shown.
    pub name: String,
    /// What they are trusted with.
    pub roles: Roles,
    /// The language they chose, if they did.
    pub language: Option<Language>,
    /// The colours they chose.
    pub theme: Theme,
    /// Whether they must choose a new password before anything else.
    pub must_change_password: bool,
}

/// The colours of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the person's system says.
    #[default]
    System,
    /// Dark text on light.
    Light,
    /// Light text on dark.
    Dark,
}

impl Role {
    /// Every role, the most trusted first.
    pub const ALL: [Self; 5] =
        [Self::GlobalAdmin, Self::AdminAgent, Self::SalesAgent, Self::HelpdeskAgent, Self::Auditor];

    /// The role's name in the database, in forms and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::GlobalAdmin => "global_admin",
            Self::AdminAgent => "admin_agent",
            Self::SalesAgent => "sales_agent",
            Self::HelpdeskAgent => "helpdesk_agent",
            Self::Auditor => "auditor",
        }
    }

    /// The role of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// The policy. Source: Partner Center's pages disagree about agents; ours is the table in `docs/roles.md`.
    #[must_use]
    pub(crate) fn allows(self, action: Action) -> bool {
        match action {
            Action::SeeCustomers => true,
            Action::UpdateCustomer | Action::AddCustomer => {
                matches!(self, Self::GlobalAdmin | Self::AdminAgent | Self::SalesAgent)
            }
            Action::SetPermission
            | Action::RemoveCustomer
            | Action::ApproveChange
            | Action::UndoChange
            | Action::CancelChange => {
                matches!(self, Self::GlobalAdmin | Self::AdminAgent)
            }
            Action::KeepPeople | Action::ErasePersonal => matches!(self, Self::GlobalAdmin),
            Action::SeePeople => matches!(self, Self::GlobalAdmin | Self::Auditor),
            Action::SeeLog => matches!(self, Self::GlobalAdmin | Self::AdminAgent | Self::Auditor),
            Action::ExportLog => matches!(self, Self::GlobalAdmin | Self::Auditor),
        }
    }
}

impl Roles {
    /// The set of some roles.
    #[must_use]
    pub fn of(roles: &[Role]) -> Self {
        Self(Role::ALL.into_iter().filter(|role| roles.contains(role)).collect())
    }

    /// The set that [`Roles::names`] wrote; names that are no role any more are left out.
    #[must_use]
    pub fn of_names(names: &str) -> Self {
        Self::of(&names.split(',').filter_map(Role::of_name).collect::<Vec<_>>())
    }

    /// The names with commas between them.
    #[must_use]
    pub fn names(&self) -> String {
        self.0.iter().map(|role| role.name()).collect::<Vec<_>>().join(",")
    }

    /// Whether a role is held.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    /// Whether none is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The roles held.
    pub fn iter(&self) -> impl Iterator<Item = Role> {
        self.0.iter().copied()
    }
}

/// Whether somebody may do something: the one place that decides.
#[must_use]
pub fn may(viewer: &Viewer, action: Action) -> bool {
    !viewer.must_change_password && viewer.roles.iter().any(|role| role.allows(action))
}

/// An action as a type, so that a [`Permit`] for one is no permit for another.
pub trait Act {
    /// The action.
    const ACTION: Action;
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident),*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name;
        impl Act for $name {
            const ACTION: Action = Action::$name;
        }
    )*};
}
acts! {
    /// [`Action::SeeCustomers`].
    SeeCustomers,
    /// [`Action::UpdateCustomer`].
    UpdateCustomer,
    /// [`Action::AddCustomer`].
    AddCustomer,
    /// [`Action::RemoveCustomer`].
    RemoveCustomer,
    /// [`Action::ErasePersonal`].
    ErasePersonal,
    /// [`Action::SetPermission`].
    SetPermission,
    /// [`Action::SeePeople`].
    SeePeople,
    /// [`Action::KeepPeople`].
    KeepPeople,
    /// [`Action::ApproveChange`].
    ApproveChange,
    /// [`Action::UndoChange`].
    UndoChange,
    /// [`Action::CancelChange`].
    CancelChange,
    /// [`Action::SeeLog`].
    SeeLog,
    /// [`Action::ExportLog`].
    ExportLog
}

/// The proof that somebody was asked for and may do `A`: writing functions take one, and only [`permit`] makes it.
#[derive(Debug)]
pub struct Permit<A: Act> {
    staff_id: Uuid,
    act: PhantomData<A>,
}

impl<A: Act> Permit<A> {
    /// Who may.
    #[must_use]
    pub fn staff_id(&self) -> Uuid {
        self.staff_id
    }
}

/// Why somebody may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// Nobody is signed in.
    SignedOut,
    /// A new password must be chosen first.
    MustChangePassword,
    /// The person may not.
    Forbidden,
}

/// Asks whether somebody may do `A`.
///
/// # Errors
/// `SignedOut` if nobody is signed in, `MustChangePassword` or `Forbidden` if they may not.
pub fn permit<A: Act>(viewer: Option<&Viewer>) -> Result<Permit<A>, Denied> {
    let viewer = viewer.ok_or(Denied::SignedOut)?;
    if viewer.must_change_password {
        return Err(Denied::MustChangePassword);
    }
    if !may(viewer, A::ACTION) {
        return Err(Denied::Forbidden);
    }
    Ok(Permit { staff_id: viewer.id, act: PhantomData })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewer(roles: &[Role]) -> Viewer {
        Viewer {
            id: Uuid::nil(),
            name: String::new(),
            roles: Roles::of(roles),
            language: None,
            theme: Theme::System,
            must_change_password: false,
        }
    }

    #[test]
    fn follows_the_table_of_roles() {
        use Action::{
            AddCustomer, ApproveChange, CancelChange, ErasePersonal, ExportLog, KeepPeople, RemoveCustomer,
            SeeCustomers, SeeLog, SeePeople, SetPermission, UndoChange, UpdateCustomer,
        };
        let all = [
            SeeCustomers,
            UpdateCustomer,
            SetPermission,
            KeepPeople,
            ApproveChange,
            UndoChange,
            CancelChange,
            SeeLog,
            ExportLog,
            SeePeople,
            AddCustomer,
            RemoveCustomer,
            ErasePersonal,
        ];
        let allowed = |role| all.map(|action| u8::from(may(&viewer(&[role]), action)));
        assert_eq!(allowed(Role::GlobalAdmin), [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        assert_eq!(allowed(Role::AdminAgent), [1, 1, 1, 0, 1, 1, 1, 1, 0, 0, 1, 1, 0]);
        assert_eq!(allowed(Role::SalesAgent), [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0]);
        assert_eq!(allowed(Role::HelpdeskAgent), [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(allowed(Role::Auditor), [1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0]);
    }

    #[test]
    fn refuses_everything_to_somebody_without_a_role() {
        assert!(!may(&viewer(&[]), Action::SeeCustomers));
    }

    #[test]
    fn refuses_everything_until_the_password_is_changed() {
        let mut admin = viewer(&[Role::GlobalAdmin]);
        admin.must_change_password = true;
        assert!(!may(&admin, Action::SeeCustomers));
        assert_eq!(permit::<super::SeeCustomers>(Some(&admin)).err(), Some(Denied::MustChangePassword));
    }

    #[test]
    fn adds_rights_up() {
        let both = viewer(&[Role::HelpdeskAgent, Role::SalesAgent]);
        assert!(may(&both, Action::UpdateCustomer));
        assert_eq!(both.roles.names(), "sales_agent,helpdesk_agent");
        assert_eq!(Roles::of_names("sales_agent,nonsense,helpdesk_agent"), both.roles);
    }
}
