//! What the kinds of the log's entries are called.

use crate::texts::Texts;
use model::audit::Kind;

/// What a kind is called.
#[must_use]
pub fn kind_name(kind: Kind, texts: Texts) -> &'static str {
    match kind {
        Kind::CustomerUpdate => texts.kind_customer_update(),
        Kind::CustomerPermission => texts.kind_customer_permission(),
        Kind::CustomerUndo => texts.kind_customer_undo(),
        Kind::CustomerAdd => texts.kind_customer_add(),
        Kind::CustomerTakenOver => texts.kind_customer_taken_over(),
        Kind::CustomerRemove => texts.kind_customer_remove(),
        Kind::CustomerRestore => texts.kind_customer_restore(),
        Kind::ChangeAsk => texts.kind_change_ask(),
        Kind::ChangeSchedule => texts.kind_change_schedule(),
        Kind::ChangeApprove => texts.kind_change_approve(),
        Kind::ChangeReject => texts.kind_change_reject(),
        Kind::ChangeMove => texts.kind_change_move(),
        Kind::ChangeCancel => texts.kind_change_cancel(),
        Kind::ChangeRefuse => texts.kind_change_refuse(),
        Kind::MailSent => texts.kind_mail_sent(),
        Kind::MailGivenUp => texts.kind_mail_given_up(),
        Kind::SignIn => texts.kind_sign_in(),
        Kind::SignOut => texts.kind_sign_out(),
        Kind::SignInRefused => texts.kind_sign_in_refused(),
        Kind::AccessRefused => texts.kind_access_refused(),
        Kind::PersonAdd => texts.kind_person_add(),
        Kind::PersonUpdate => texts.kind_person_update(),
        Kind::PersonPassword => texts.kind_person_password(),
        Kind::ProfileUpdate => texts.kind_profile_update(),
        Kind::ProfilePassword => texts.kind_profile_password(),
        Kind::SettingsStart => texts.kind_settings_start(),
        Kind::CommandRun => texts.kind_command_run(),
        Kind::LogRead => texts.kind_log_read(),
        Kind::LogExport => texts.kind_log_export(),
        Kind::LogHead => texts.kind_log_head(),
        Kind::SetupLink => texts.kind_setup_link(),
        Kind::PartnerSet => texts.kind_partner_set(),
        Kind::PolicySet => texts.kind_policy_set(),
        Kind::LogClock => texts.kind_log_clock(),
        Kind::LogDailyHead => texts.kind_log_daily_head(),
        Kind::LogErase => texts.kind_log_erase(),
    }
}
