//! Every bound that a person can meet, in one place: how many, how long, how far. What only the machine meets (patience with a
//! database, pages of a walk) stands where it is used.

/// Microseconds of a minute.
const MINUTE_US: i64 = 60 * 1_000_000;
/// Microseconds of a day.
const DAY_US: i64 = 24 * 60 * MINUTE_US;

// Changes (docs/change-policy.md).

/// Requests of one person that wait at one customer: each stands on its account's page.
pub const OPEN_REQUESTS: u64 = 20;
/// So long what somebody changed of a customer counts as one with what they change now, where the policy looks for fields that
/// change together, in microseconds: a day.
pub const TOGETHER_US: i64 = DAY_US;
/// Customers that one person changes within so long are changed at once, in microseconds: nobody reads so many accounts in that
/// time, and a program that has their session does not read.
pub const MANY_CUSTOMERS_US: i64 = 10 * MINUTE_US;
/// Changes of one customer's billing e-mail by one person within [`EMAIL_CHANGES_S`]: nobody corrects it more often, and each
/// tells two people. Others, and taking back, are never held up by it.
pub const EMAIL_CHANGES: u64 = 10;
/// The time of [`EMAIL_CHANGES`], in seconds: an hour.
pub const EMAIL_CHANGES_S: u32 = 3_600;
/// Changes are planned at most so far ahead, in microseconds: five years.
pub const FARTHEST_DATE_US: i64 = 5 * 366 * DAY_US;
/// So long after a billing e-mail changed whoever may update customers may take it back, in microseconds: a week.
pub const CONTACT_WINDOW_US: i64 = 7 * DAY_US;
/// So long somebody whom a colleague made or changed, or gave roles or a password, is no second person beside them, in
/// microseconds: a week.
pub const DEPENDENT_US: i64 = 7 * DAY_US;
/// Rules of a new change policy: a submit is held against each of them, and there are far fewer things to name.
pub const POLICY_RULES: usize = 1_000;
/// Bytes of a new change policy, with its comments: the log keeps the whole text, and each start of a server notes it anew.
pub const POLICY_BYTES: usize = 64 * 1_024;

// Drafts.

/// Characters of a draft: far above any form that can be submitted.
pub const DRAFT_CHARS: usize = 20_000;
/// Drafts of one person and customer: more tabs than anybody types in. The oldest goes.
pub const DRAFTS_OF_CUSTOMER: u64 = 8;
/// Drafts of one person over all customers; the oldest go.
pub const DRAFTS_OF_PERSON: u64 = 200;

// Sign-in and passwords.

/// Characters of a password, at least.
pub const PASSWORD_CHARS: usize = 10;
/// A one-time password is worth something for so long, in microseconds: a day.
pub const ONE_TIME_US: i64 = DAY_US;
/// A session ends after so long without a request, in microseconds: half a day.
pub const SESSION_IDLE_US: i64 = DAY_US / 2;
/// A session ends after so long whatever happens, in microseconds: a day.
pub const SESSION_US: i64 = DAY_US;
/// Failed attempts to sign in older than this are forgotten, in microseconds: a quarter of an hour.
pub const ATTEMPTS_US: i64 = 15 * MINUTE_US;
/// Wrong passwords that everybody types now and then.
pub const FREE_PER_PAIR: i64 = 5;
/// Attempts at one account from everywhere: high, because whoever knows an e-mail could use them up against its owner.
pub const FREE_PER_ACCOUNT: i64 = 100;
/// Attempts from one address: an office of people may be behind it.
pub const FREE_PER_ADDRESS: i64 = 30;
/// The longest wait, in seconds: long enough against guessing, short enough that nobody can lock a colleague out.
pub const ATTEMPT_WAIT_S: i64 = 60;

// The list of customers (decision 17).

/// Candidates up to so many are all looked at and sorted.
pub const FEW_ROWS: u64 = 2_000;
/// So many if they must meet another part of the question too: 20 ms, from a cold disk some 300. Of more, the first.
pub const SOME_ROWS: u64 = 5_000;
/// So many places of the order are walked for one page: 20 ms, from a cold disk some 500.
pub const WALKED_ROWS: u64 = 4_000;

// Requests.

/// Bytes that a request may carry: a form of every field at its longest, percent-encoded, is a third of it.
pub const BODY_BYTES: usize = 256 * 1_024;
/// Turns of one person at one time: a browser asks for six things at once, and few people have two.
pub const TURNS_OF_PERSON: usize = 8;
/// Streams of events at one time: a quarter of the connections there may be. Who comes then goes without.
pub const STREAMS: usize = 1_024;
/// Streams of one browser: it has six connections to a server for all of its tabs together. A newer stream ends the oldest; whoever
/// comes back to that tab hears the newest first. Two, so that there is room for two sessions of one browser.
pub const STREAMS_OF_BROWSER: usize = 2;
/// Streams of one person: more tabs than anybody looks at, and too few to take everybody else's.
pub const STREAMS_OF_PERSON: usize = 32;
/// Refusals of one person that the log notes within a minute.
pub const REFUSALS_NOTED: usize = 20;
