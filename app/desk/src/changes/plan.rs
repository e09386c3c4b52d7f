//! What a proposal would do to a customer: pure, and the only answer to that question. A review, the question of a conflict, the
//! preview of an undo, a request's page and a date that comes show a plan; `commit` writes one.

use super::alike::with_alike;
use super::consequences::{consequences, of_added};
use super::wishes::{Wishes, is_closed, merged, reviewed, standing_change, touched, wishes_of_text};
use crate::customers::{Snapshot, given_text};
use crate::rules;
use crate::rules::emails::moves_to_foreign;
use crate::settings::Policy;
use model::changes::{Circumstances, Conflict, Consequence, Fate, Merged, Ruling, UndoField, Verdict, Wish};
use model::customers::{Alike, CustomerText, Field, FieldChange, Reviewed, Standing};
use model::field_errors::FieldErrors;
use model::fields::Problem;

/// What somebody proposes about one customer.
#[derive(Clone, Copy, Debug)]
pub struct Proposal<'a> {
    /// What they want.
    pub wishes: Wishes<'a>,
    /// Why; what the rules warn of needs it.
    pub reason: &'a str,
    /// When it is to be made, in microseconds since 1970, UTC; at once where nothing is said.
    pub moment_us: Option<i64>,
}

/// What the policy asks about a proposal's author, beside the change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// What they, or whoever could be them, changed of the same customer a moment ago, or asked for and waits.
    pub recent: Vec<FieldChange>,
    /// How many other customers they changed, or asked to change, a moment ago.
    pub others: u64,
}

/// All that a plan is made with, beside the customer and the proposal.
#[derive(Clone, Copy, Debug)]
pub struct World<'a> {
    /// The rules and the change policy.
    pub policy: &'a Policy,
    /// The customer at the version that the proposal stands on.
    pub base: &'a Snapshot,
    /// What the policy asks about the author.
    pub author: &'a Author,
    /// Others who have what a customer has who is added or brought back (`customers::alike`).
    pub alike: &'a [Alike],
}

/// What a proposal would do to a customer as it is now.
#[must_use]
pub fn plan(now: Snapshot, proposal: &Proposal<'_>, world: &World<'_>) -> Plan {
    let Proposal { wishes, reason, moment_us } = *proposal;
    let difference = Difference::of(now, wishes, world.base, world.policy).beside(world.alike);
    difference.ruled(reason, moment_us, world.policy, world.author)
}

/// What a proposal makes different: what it changes, and what stands against it. The first half of a plan, from which it is seen
/// what the policy must be told about its author.
#[derive(Clone, Debug)]
pub struct Difference {
    now: Snapshot,
    /// The account as it was typed, on top of what is stored.
    text: CustomerText,
    /// What the rules make of it and say about it; none where no field of the account changes.
    reviewed: Reviewed,
    changes: Vec<FieldChange>,
    conflicts: Vec<Conflict>,
    undoing: Vec<UndoField>,
    /// Whether the customer takes nothing of the kind, as it stands.
    is_closed: bool,
}

impl Difference {
    /// What some wishes make different, of a customer as it is now, on top of what their author saw.
    #[must_use]
    pub fn of(now: Snapshot, wishes: Wishes<'_>, base: &Snapshot, policy: &Policy) -> Self {
        let is_closed = is_closed(now.standing(), wishes);
        match wishes {
            Wishes::Add(typed) => {
                let reviewed = typed.reviewed.clone();
                let mut changes = now.text().changes_to(&reviewed.text);
                changes.extend(standing_change(now.standing(), Standing::Active));
                let (conflicts, undoing) = (Vec::new(), Vec::new());
                Self { text: typed.text.clone(), reviewed, changes, conflicts, undoing, now, is_closed }
            }
            // Nobody else changed anything: what was typed is what would be stored.
            Wishes::Text(typed) if base.version() == now.version() && base.unknown().is_empty() => {
                let reviewed = rules::since(typed.reviewed.clone(), now.text());
                let changes = now.text().changes_to(&reviewed.text);
                let (conflicts, undoing) = (Vec::new(), Vec::new());
                Self { text: typed.text.clone(), reviewed, changes, conflicts, undoing, now, is_closed }
            }
            Wishes::Text(typed) => {
                let wishes = wishes_of_text(base, &now, typed, policy);
                let merged = merged(&now, &wishes, policy);
                Self::whole(now, merged, (Vec::new(), is_closed), policy)
            }
            Wishes::Standing(to) => {
                let wishes = standing_change(base.standing(), to);
                let wishes: Vec<FieldChange> = wishes.into_iter().filter(|_| !is_closed).collect();
                let merged = merged(&now, &touched(&wishes), policy);
                Self::whole(now, merged, (Vec::new(), is_closed), policy)
            }
            Wishes::Permission(field, is_given) => {
                let (old, new) = (base.get(field).to_owned(), given_text(is_given).to_owned());
                let change = FieldChange { field: field.name().to_owned(), old, new };
                let merged = merged(&now, &[Wish { change, is_touched: true }], policy);
                Self::whole(now, merged, (Vec::new(), is_closed), policy)
            }
            Wishes::Asked(changes) => {
                let merged = merged(&now, &touched(changes), policy);
                Self::whole(now, merged, (Vec::new(), is_closed), policy)
            }
            Wishes::Undo(change) => Self::undo(now, change, is_closed, policy),
        }
    }

    /// The opposite of a change, less what was edited since and what today's rules refuse.
    fn undo(now: Snapshot, change: &[FieldChange], is_closed: bool, policy: &Policy) -> Self {
        let (mut all, mut undoing) = (Merged::default(), Vec::new());
        for FieldChange { field, old, new } in change {
            let was = FieldChange { field: field.clone(), old: new.clone(), new: old.clone() };
            let own = merged(&now, &touched(std::slice::from_ref(&was)), policy);
            let fate = match (own.changes.is_empty(), own.conflicts.is_empty()) {
                (false, _) => Fate::Undone,
                (true, true) => Fate::Same,
                (true, false) => Fate::Edited,
            };
            all.changes.extend(own.changes);
            let change = FieldChange { old: now.named(field).to_owned(), ..was };
            undoing.push(UndoField { change, fate, finding: None });
        }
        // What stood there before can be wrong by today's rules: that attribute is kept, with the reason.
        let errors = reviewed(&now, now.after(&all.changes).text(), policy).errors();
        for field in undoing.iter_mut().filter(|field| field.fate == Fate::Undone) {
            if let Some(finding) = errors.find(&field.change.field) {
                (field.fate, field.finding) = (Fate::Refused, Some(finding.clone()));
            }
        }
        let is_undone = |change: &FieldChange| {
            undoing.iter().any(|field| field.change.field == change.field && field.fate == Fate::Undone)
        };
        all.changes.retain(is_undone);
        Self::whole(now, all, (undoing, is_closed), policy)
    }

    fn whole(now: Snapshot, merged: Merged, (undoing, is_closed): (Vec<UndoField>, bool), policy: &Policy) -> Self {
        let Merged { changes, conflicts } = merged;
        let mine = conflicts.iter().map(|conflict| FieldChange {
            field: conflict.field.clone(),
            old: conflict.theirs.clone(),
            new: conflict.mine.clone(),
        });
        let wanted: Vec<FieldChange> = changes.iter().cloned().chain(mine).collect();
        let text = now.after(&wanted).text().clone();
        let is_typed = |change: &FieldChange| Field::of_name(&change.field).is_none_or(Field::is_of_text);
        let (fields, others): (Vec<FieldChange>, Vec<FieldChange>) = changes.into_iter().partition(is_typed);
        if fields.is_empty() && conflicts.is_empty() {
            let reviewed = Reviewed { text: text.clone(), findings: Vec::new() };
            return Self { now, text, reviewed, changes: others, conflicts, undoing, is_closed };
        }
        let reviewed = reviewed(&now, &text, policy);
        let mut changes = now.text().changes_to(&reviewed.text);
        changes.extend(others);
        Self { now, text, reviewed, changes, conflicts, undoing, is_closed }
    }

    /// The same beside others who have what the customer has: each is found at its field.
    #[must_use]
    pub fn beside(self, alike: &[Alike]) -> Self {
        let reviewed = with_alike(self.reviewed, alike);
        Self { reviewed, ..self }
    }

    /// Whether the customer takes nothing of the kind: one that was removed is only brought back.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// The text whose likes are looked for: of one who is added or brought back, as it would be stored.
    #[must_use]
    pub fn text_to_compare(&self) -> Option<&CustomerText> {
        let is_to_be_active = matches!(Standing::change_in(&self.changes), Some((_, Standing::Active)));
        is_to_be_active.then_some(&self.reviewed.text)
    }

    /// The account as it was typed, on top of what is stored.
    #[must_use]
    pub fn text(&self) -> &CustomerText {
        &self.text
    }

    /// What would change, from what is stored now.
    #[must_use]
    pub fn changes(&self) -> &[FieldChange] {
        &self.changes
    }

    /// What both sides changed, differently.
    #[must_use]
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// Whether the rules let it be stored, for this reason.
    ///
    /// # Errors
    /// What cannot be saved, and a reason that is missing where a warning is overridden.
    pub fn accept(&self, reason: &str) -> Result<(), FieldErrors> {
        rules::accept(&self.reviewed, reason)?;
        // Nobody is removed without a word to those who look for them.
        let is_removal = matches!(Standing::change_in(&self.changes), Some((_, Standing::Removed)));
        if is_removal && reason.trim().is_empty() {
            return Err(FieldErrors::one("reason", Problem::Missing));
        }
        Ok(())
    }

    /// The plan, once it is known what the policy asks about the author.
    #[must_use]
    pub fn ruled(self, reason: &str, moment_us: Option<i64>, policy: &Policy, author: &Author) -> Plan {
        let of =
            Circumstances { customers: 1 + author.others, is_email_foreign: self.is_email_foreign(&author.recent) };
        let ruling = policy.changes.ruling(&self.changes, &author.recent, of);
        let course = self.course(reason, moment_us, ruling.verdict);
        Plan { difference: self, ruling, course }
    }

    /// Whether the billing e-mail moves to a foreign domain. One that its author, or whoever could be them, gave the company a moment
    /// ago is not yet the company's own.
    fn is_email_foreign(&self, recent: &[FieldChange]) -> bool {
        let is_new = recent.iter().any(|change| change.field == Field::Domain.name());
        let own = if is_new { "" } else { self.now.get(Field::Domain) };
        moves_to_foreign(self.now.text(), own, self.reviewed.text.get(Field::BillingEmail))
    }

    fn course(&self, reason: &str, moment_us: Option<i64>, verdict: Verdict) -> Course {
        if self.is_closed {
            return Course::Closed;
        }
        if !self.conflicts.is_empty() {
            return Course::Conflict;
        }
        if let Err(errors) = self.accept(reason) {
            return Course::Blocked(errors);
        }
        let Some(first) = self.changes.first() else { return Course::Unchanged };
        match (verdict, moment_us) {
            (Verdict::Never, _) => Course::Never(FieldErrors::one(&first.field, Problem::NeverChanged)),
            (Verdict::Review, _) => Course::SecondPerson,
            (Verdict::Auto, Some(_)) => Course::OnDate,
            (Verdict::Auto, None) => Course::Now,
        }
    }
}

/// What becomes of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Course {
    /// The customer takes nothing of the kind: it was removed, or was never added.
    Closed,
    /// Others changed the same attributes: somebody must say which value counts.
    Conflict,
    /// The rules refuse it.
    Blocked(FieldErrors),
    /// Nothing differs.
    Unchanged,
    /// The policy lets nobody change it.
    Never(FieldErrors),
    /// It waits for a second person.
    SecondPerson,
    /// It waits for its date.
    OnDate,
    /// It is made at once.
    Now,
}

/// What a proposal would do.
#[derive(Clone, Debug)]
pub struct Plan {
    difference: Difference,
    ruling: Ruling,
    course: Course,
}

impl Plan {
    /// The customer as it is now.
    #[must_use]
    pub fn now(&self) -> &Snapshot {
        &self.difference.now
    }

    /// The account as it was typed, on top of what is stored.
    #[must_use]
    pub fn text(&self) -> &CustomerText {
        self.difference.text()
    }

    /// What the rules make of it and say about it.
    #[must_use]
    pub fn reviewed(&self) -> &Reviewed {
        &self.difference.reviewed
    }

    /// What would change, from what is stored now.
    #[must_use]
    pub fn changes(&self) -> &[FieldChange] {
        self.difference.changes()
    }

    /// What both sides changed, differently.
    #[must_use]
    pub fn conflicts(&self) -> &[Conflict] {
        self.difference.conflicts()
    }

    /// What becomes of each attribute of a change that is undone.
    #[must_use]
    pub fn undoing(&self) -> &[UndoField] {
        &self.difference.undoing
    }

    /// What the policy says.
    #[must_use]
    pub fn ruling(&self) -> &Ruling {
        &self.ruling
    }

    /// What becomes of it.
    #[must_use]
    pub fn course(&self) -> &Course {
        &self.course
    }

    /// What follows from it.
    #[must_use]
    pub fn consequences(&self, policy: &Policy) -> Vec<Consequence> {
        let all = consequences(self.now().text(), &self.reviewed().text, policy.surroundings());
        if self.now().standing() == Standing::Asked { of_added(all) } else { all }
    }
}
