//! What a proposal would do to a customer: pure, and the only answer to that question. A review, the question of a conflict, the
//! preview of an undo, a request's page and a date that comes show a plan; `commit` writes one.

use super::consequences::consequences;
use crate::customers::{Snapshot, given_text};
use crate::rules::{self, Extent};
use model::changes::{Conflict, Consequence, Fate, Merged, Ruling, UndoField, Verdict, Wish, merge};
use model::customers::{CustomerText, Field, FieldChange, Reviewed};
use model::field_errors::FieldErrors;
use model::fields::Problem;

/// What somebody wants of a customer's attributes.
#[derive(Clone, Copy, Debug)]
pub enum Wishes<'a> {
    /// Company details and billing information that read so, by whoever saw the version that the plan stands on.
    Text(&'a Typed),
    /// A permission to buy given or removed.
    Permission(Field, bool),
    /// What was asked for before: each attribute from what it was then.
    Asked(&'a [FieldChange]),
    /// Attributes as they were before a change, which is given here. What was edited since is kept: undoing asks nobody.
    Undo(&'a [FieldChange]),
}

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
    pub policy: &'a crate::settings::Policy,
    /// The customer at the version that the proposal stands on.
    pub base: &'a Snapshot,
    /// What the policy asks about the author.
    pub author: &'a Author,
}

/// What a proposal would do to a customer as it is now.
#[must_use]
pub fn plan(now: Snapshot, proposal: &Proposal<'_>, world: &World<'_>) -> Plan {
    let Proposal { wishes, reason, moment_us } = *proposal;
    Difference::of(now, wishes, world.base, world.policy).ruled(reason, moment_us, world.policy, world.author)
}

/// A typed text, with what the rules make of it: both are known before a customer is held.
#[derive(Clone, Debug)]
pub struct Typed {
    text: CustomerText,
    reviewed: Reviewed,
}

impl Typed {
    /// Of what somebody typed.
    #[must_use]
    pub fn of(text: &CustomerText, policy: &crate::settings::Policy) -> Self {
        Self { text: text.clone(), reviewed: rules::review(text, Extent::Account, &policy.emails) }
    }
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
}

impl Difference {
    /// What some wishes make different, of a customer as it is now, on top of what their author saw.
    #[must_use]
    pub fn of(now: Snapshot, wishes: Wishes<'_>, base: &Snapshot, policy: &crate::settings::Policy) -> Self {
        match wishes {
            // Nobody else changed anything: what was typed is what would be stored.
            Wishes::Text(typed) if base.version() == now.version() && base.unknown().is_empty() => {
                let reviewed = rules::since(typed.reviewed.clone(), now.text());
                let changes = now.text().changes_to(&reviewed.text);
                let (conflicts, undoing) = (Vec::new(), Vec::new());
                Self { text: typed.text.clone(), reviewed, changes, conflicts, undoing, now }
            }
            Wishes::Text(typed) => {
                let wishes = wishes_of_text(base, &now, typed, policy);
                let merged = merged(&now, &wishes, policy);
                Self::whole(now, merged, Vec::new(), policy)
            }
            Wishes::Permission(field, is_given) => {
                let (old, new) = (base.get(field).to_owned(), given_text(is_given).to_owned());
                let change = FieldChange { field: field.name().to_owned(), old, new };
                let merged = merged(&now, &[Wish { change, is_touched: true }], policy);
                Self::whole(now, merged, Vec::new(), policy)
            }
            Wishes::Asked(changes) => {
                let merged = merged(&now, &touched(changes), policy);
                Self::whole(now, merged, Vec::new(), policy)
            }
            Wishes::Undo(change) => Self::undo(now, change, policy),
        }
    }

    /// The opposite of a change, less what was edited since and what today's rules refuse.
    fn undo(now: Snapshot, change: &[FieldChange], policy: &crate::settings::Policy) -> Self {
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
        Self::whole(now, all, undoing, policy)
    }

    fn whole(now: Snapshot, merged: Merged, undoing: Vec<UndoField>, policy: &crate::settings::Policy) -> Self {
        let Merged { changes, conflicts } = merged;
        let mine = conflicts.iter().map(|conflict| FieldChange {
            field: conflict.field.clone(),
            old: conflict.theirs.clone(),
            new: conflict.mine.clone(),
        });
        let wanted: Vec<FieldChange> = changes.iter().cloned().chain(mine).collect();
        let text = now.after(&wanted).text().clone();
        let (permissions, fields): (Vec<FieldChange>, Vec<FieldChange>) =
            changes.into_iter().partition(|change| Field::permission_of_name(&change.field).is_some());
        if fields.is_empty() && conflicts.is_empty() {
            let reviewed = Reviewed { text: text.clone(), findings: Vec::new() };
            return Self { now, text, reviewed, changes: permissions, conflicts, undoing };
        }
        let reviewed = reviewed(&now, &text, policy);
        let mut changes = now.text().changes_to(&reviewed.text);
        changes.extend(permissions);
        Self { now, text, reviewed, changes, conflicts, undoing }
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
        rules::accept(self.reviewed.clone(), reason).map(|_| ())
    }

    /// The plan, once it is known what the policy asks about the author.
    #[must_use]
    pub fn ruled(
        self,
        reason: &str,
        moment_us: Option<i64>,
        policy: &crate::settings::Policy,
        author: &Author,
    ) -> Plan {
        let ruling = policy.changes.ruling(&self.changes, &author.recent, 1 + author.others);
        let course = self.course(reason, moment_us, ruling.verdict);
        Plan { difference: self, ruling, course }
    }

    fn course(&self, reason: &str, moment_us: Option<i64>, verdict: Verdict) -> Course {
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
    pub fn consequences(&self, policy: &crate::settings::Policy) -> Vec<Consequence> {
        consequences(self.now().text(), &self.reviewed().text, policy.surroundings())
    }
}

fn touched(changes: &[FieldChange]) -> Vec<Wish> {
    changes.iter().cloned().map(|change| Wish { change, is_touched: true }).collect()
}

/// What of a typed text is a wish: where it differs from what the person began from. Where values were erased since nobody knows
/// any more what stood there, so whoever typed something else than what is stored is asked.
fn wishes_of_text(base: &Snapshot, now: &Snapshot, typed: &Typed, policy: &crate::settings::Policy) -> Vec<Wish> {
    let tidied = rules::review(base.text(), Extent::Account, &policy.emails).text;
    let Typed { text, reviewed } = typed;
    let wish = |change: FieldChange| {
        let is_same =
            |field: Field| text.get(field) == base.get(field) || reviewed.text.get(field) == tidied.get(field);
        let is_touched = Field::of_name(&change.field).is_some_and(|field| !is_same(field));
        Wish { change, is_touched }
    };
    let mut all: Vec<Wish> = base.text().changes_to(&reviewed.text).into_iter().map(wish).collect();
    for field in base.unknown().iter().filter_map(|name| Field::of_name(name)) {
        all.retain(|wish| wish.change.field != field.name());
        let (stored, wanted) = (now.get(field), text.get(field));
        if stored != wanted {
            let change =
                FieldChange { field: field.name().to_owned(), old: UNKNOWN.to_owned(), new: wanted.to_owned() };
            all.push(Wish { change, is_touched: true });
        }
    }
    all
}

/// No text of an attribute: control characters are refused everywhere.
const UNKNOWN: &str = "\u{0}";

/// Merges wishes into a customer; what the rules make the same of two texts is no difference.
fn merged(now: &Snapshot, wishes: &[Wish], policy: &crate::settings::Policy) -> Merged {
    let tidy = |field: Option<Field>, value: &str| match field.filter(|field| !field.is_permission()) {
        Some(field) => {
            let mut text = now.text().clone();
            text.set(field, value);
            rules::review(&text, Extent::Account, &policy.emails).text.get(field).to_owned()
        }
        None => value.to_owned(),
    };
    let same = |name: &str, one: &str, other: &str| {
        let field = Field::of_name(name);
        let (one, other) = (tidy(field, one), tidy(field, other));
        one == other || (field.is_some_and(Field::is_code) && one.to_lowercase() == other.to_lowercase())
    };
    merge(wishes, |name| now.named(name), same)
}

fn reviewed(now: &Snapshot, text: &CustomerText, policy: &crate::settings::Policy) -> Reviewed {
    rules::since(rules::review(text, Extent::Account, &policy.emails), now.text())
}
