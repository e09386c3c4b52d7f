//! Who may do what about a change that waits, and about one that was made.

use crate::access::{Action, Roles, Viewer, may};
use crate::changes::SetState;
use crate::limits::CONTACT_WINDOW_US;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A change request, as far as it matters for who may do what about it.
#[derive(Clone, Copy, Debug)]
pub struct OfRequest<'a> {
    /// Whose request it is.
    pub author_id: Uuid,
    /// Where it stands; in a state that this version has no name for nobody does anything about it.
    pub state: Option<SetState>,
    /// Whether it changes company details or billing information, which can be typed anew.
    pub is_text: bool,
    /// Whether it was submitted anew already.
    pub is_replaced: bool,
    /// Whom the policy of changes names.
    pub reviewers: &'a Roles,
}

/// What somebody may do about a change request now.
#[expect(clippy::struct_excessive_bools, reason = "things that somebody may or may not do, in any mixture")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MayDo {
    /// Agree or refuse.
    pub decide: bool,
    /// They would, but it is their own.
    pub is_own: bool,
    /// It is theirs.
    pub is_author: bool,
    /// Move it to another date, or take it back.
    pub cancel: bool,
    /// Submit it anew, otherwise: one's own only.
    pub change: bool,
}

/// What somebody may do about a request. Nobody decides about their own.
#[must_use]
pub fn may_do(viewer: Option<&Viewer>, of: OfRequest<'_>) -> MayDo {
    let Some(viewer) = viewer else { return MayDo::default() };
    let is_own = viewer.id == of.author_id;
    let may_update = may(viewer, Action::UpdateCustomer);
    let is_open = of.state.is_some_and(SetState::is_open);
    // What could not be made, or was refused, can be submitted anew, like what waits.
    let is_anew = is_open || matches!(of.state, Some(SetState::Refused | SetState::Rejected));
    let change = is_own && of.is_text && may_update && is_anew && !of.is_replaced;
    if !is_open {
        return MayDo { change, is_author: is_own, ..MayDo::default() };
    }
    let reviews = of.state == Some(SetState::Waiting)
        && may(viewer, Action::ApproveChange)
        && of.reviewers.iter().any(|role| viewer.roles.has(role));
    let cancel = may(viewer, Action::CancelChange) || (is_own && may_update);
    MayDo { decide: reviews && !is_own, is_own: reviews && is_own, is_author: is_own, cancel, change }
}

/// Whether somebody may take a change back that was made: whoever may undo, and whoever may update while a changed billing
/// e-mail is not older than a week. `contact_age_us` is its age, none where the change is another.
#[must_use]
pub fn may_undo(viewer: &Viewer, contact_age_us: Option<i64>) -> bool {
    let is_open = contact_age_us.is_some_and(|age_us| age_us <= CONTACT_WINDOW_US);
    may(viewer, Action::UndoChange) || (is_open && may(viewer, Action::UpdateCustomer))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Role, Theme};

    fn viewer(id: u128, role: Role) -> Viewer {
        Viewer {
            id: Uuid::from_u128(id),
            name: String::new(),
            roles: Roles::of(&[role]),
            language: None,
            theme: Theme::System,
            must_change_password: false,
        }
    }

    fn of(state: impl Into<Option<SetState>>, reviewers: &Roles) -> OfRequest<'_> {
        OfRequest { author_id: Uuid::from_u128(1), state: state.into(), is_text: true, is_replaced: false, reviewers }
    }

    #[test]
    fn nobody_decides_about_their_own() {
        let reviewers = Roles::of(&[Role::AdminAgent]);
        let may = |id, role, state: SetState| may_do(Some(&viewer(id, role)), of(state, &reviewers));
        let own = may(1, Role::AdminAgent, SetState::Waiting);
        assert_eq!(own, MayDo { decide: false, is_own: true, is_author: true, cancel: true, change: true });
        assert!(may(2, Role::AdminAgent, SetState::Waiting).decide);
        // The policy names others, the role decides nothing, nothing waits.
        assert!(!may(2, Role::GlobalAdmin, SetState::Waiting).decide);
        assert!(!may(2, Role::SalesAgent, SetState::Waiting).decide);
        assert!(!may(2, Role::AdminAgent, SetState::Scheduled).decide);
        assert_eq!(may(2, Role::AdminAgent, SetState::Applied), MayDo::default());
        assert_eq!(may_do(None, of(SetState::Waiting, &reviewers)), MayDo::default());
    }

    #[test]
    fn an_author_keeps_their_own_and_admins_everybodys() {
        let reviewers = Roles::default();
        let may = |id, role, state: SetState| may_do(Some(&viewer(id, role)), of(state, &reviewers));
        assert!(may(1, Role::SalesAgent, SetState::Scheduled).cancel);
        assert!(!may(2, Role::SalesAgent, SetState::Scheduled).cancel);
        assert!(
            may(2, Role::AdminAgent, SetState::Scheduled).cancel
                && !may(2, Role::AdminAgent, SetState::Scheduled).change
        );
        assert!(
            may(1, Role::SalesAgent, SetState::Refused).change
                && !may(1, Role::HelpdeskAgent, SetState::Refused).change
        );
    }

    #[test]
    fn nobody_does_anything_about_a_state_that_a_newer_program_knows() {
        let reviewers = Roles::of(&[Role::GlobalAdmin]);
        for id in [1, 2] {
            let may = may_do(Some(&viewer(id, Role::GlobalAdmin)), of(None::<SetState>, &reviewers));
            assert_eq!(may, MayDo { is_author: id == 1, ..MayDo::default() });
        }
    }

    #[test]
    fn whoever_may_update_takes_a_contact_back_within_a_week() {
        let sales = viewer(1, Role::SalesAgent);
        assert!(may_undo(&sales, Some(CONTACT_WINDOW_US)));
        assert!(!may_undo(&sales, Some(CONTACT_WINDOW_US + 1)) && !may_undo(&sales, None));
        assert!(may_undo(&viewer(1, Role::AdminAgent), None));
        assert!(!may_undo(&viewer(1, Role::HelpdeskAgent), Some(0)));
    }
}
