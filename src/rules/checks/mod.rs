//! The checks: how the rules decide.
//!
//! To add one:
//!
//! 1. `src/rules/checks/<name>.rs` with `pub(super) fn check(cx: &Context, out: &mut Findings)`. Ask `cx.post` (actions,
//!    timeline, causes …), never the Markdown syntax; a fact that is not read yet is read in `src/postmortem/`. Report
//!    each thing with `out.report(span, message).help("what to write instead")`. A check over actions reports one
//!    finding an action; the linter makes one of them. Numbers, words and thresholds are the page's: `cx.settings()`,
//!    `cx.phrases("list")`.
//! 2. `mod <name>;` and a line in [`CHECKS`], both in alphabetical order.
//! 3. The rule's page, `rules/<id>.md`, with `check: <name>`. Its examples are the tests: `cargo test --test rules`.
//!
//! Profiles, statuses, silencers, order and fingerprints are the linter's: a check says what is so, and nothing else.

mod action_wording;
mod after_final;
mod ambiguous_zone;
mod announced_count;
mod ask_for;
mod asked_units;
mod blamed_person;
mod broken_link;
mod cause_ends;
mod cause_is_symptom;
mod cause_without_action;
mod cause_without_safeguard;
mod circular_why;
mod compound_action;
mod conflict_markers;
mod counterfactual;
mod dangling_reference;
mod date_disagreement;
mod departed_owner;
mod disordered_milestones;
mod disordered_timeline;
mod duplicate_action;
mod duplicate_action_id;
mod duplicate_id;
mod duration_mismatch;
mod earlier_sign;
mod elsewhere;
mod empty_section;
mod ephemeral_evidence;
mod evidence_time_mismatch;
mod expiring_link;
mod explained_term;
mod extents;
mod fact_disagreement;
mod flat_priorities;
mod hedged_cause;
mod hidden_text;
mod hotlinked_image;
mod image_without_text;
mod impact_numbers;
mod implausible_date;
mod implausible_due_date;
mod incident_day;
pub(crate) mod instants;
mod judgement_in_timeline;
mod judgement_word;
#[cfg(test)]
mod language_tests;
mod late_detection;
mod lead_up;
mod long_summary;
mod many_owners;
mod missing_cause;
mod missing_detection;
mod missing_evidence;
mod missing_image;
mod missing_metadata;
mod missing_milestone;
mod missing_role;
mod missing_section;
mod missing_timeline;
mod named_person;
mod named_things;
mod names;
mod narrow_actions;
mod no_actions;
mod notices;
mod open_elsewhere;
mod open_end;
mod overdue_action;
mod percent_without_base;
mod personal_data;
mod phrases;
mod placeholder_text;
mod proper;
mod repair_only_actions;
mod repeat_with_open_actions;
mod repeats;
mod require;
mod role_conflict;
mod same_person;
mod secret;
mod severities;
mod shallow_cause;
mod shouting;
mod single_cause;
mod slipped_dates;
mod stale;
mod state_disagreement;
mod stated_as;
mod stems;
mod suggestions;
mod team_owned_action;
mod thin_impact;
mod timeline_gap;
mod timeline_starts_at_alert;
mod title_tells_cause;
mod together;
mod told_elsewhere;
mod told_end;
mod told_parts;
mod too_many_actions;
mod trails;
mod unanswered_impact;
mod unanswered_items;
mod unanswered_tests;
mod unbounded_monitoring;
mod uncounted_customers;
mod undated_action;
mod undeclared_repeat;
mod undefined_term;
mod understated_severity;
mod unexplained_detection;
mod unexplained_repeat;
mod unheeded_detection;
mod unknown_key;
mod unknown_value;
mod unowned_action;
mod unpresented;
mod unproven_done;
mod unreadable_front_matter;
mod unreviewed;
mod untracked_action;
mod vague_quantity;
mod vanished_action;
mod weak_actions;
mod wrong_type;
mod zoneless_timeline;

use super::Context;
use crate::diagnostic::Findings;

/// How a rule decides.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Check {
    /// A function of one document.
    Document(fn(&Context, &mut Findings)),
    /// The linter decides when the other rules have run.
    Linter,
}

/// Every check by the name that pages call it.
#[rustfmt::skip]
const CHECKS: &[(&str, Check)] = &[
    ("ambiguous-zone", Check::Document(ambiguous_zone::check)),
    ("bad-silencer", Check::Linter),
    ("blamed-person", Check::Document(blamed_person::check)),
    ("broken-link", Check::Document(broken_link::check)),
    ("cause-ends-at-person", Check::Document(cause_ends::at_person)),
    ("cause-is-symptom", Check::Document(cause_is_symptom::check)),
    ("cause-out-of-reach", Check::Document(cause_ends::out_of_reach)),
    ("cause-without-action", Check::Document(cause_without_action::check)),
    ("cause-without-safeguard", Check::Document(cause_without_safeguard::check)),
    ("circular-why", Check::Document(circular_why::check)),
    ("compound-action", Check::Document(compound_action::check)),
    ("conflict-markers", Check::Document(conflict_markers::check)),
    ("counterfactual", Check::Document(counterfactual::check)),
    ("dangling-reference", Check::Document(dangling_reference::check)),
    ("date-disagreement", Check::Document(date_disagreement::check)),
    ("departed-owner", Check::Document(departed_owner::check)),
    ("disordered-milestones", Check::Document(disordered_milestones::check)),
    ("disordered-timeline", Check::Document(disordered_timeline::check)),
    ("duplicate-action", Check::Document(duplicate_action::check)),
    ("duplicate-action-id", Check::Document(duplicate_action_id::check)),
    ("duplicate-id", Check::Document(duplicate_id::check)),
    ("duration-mismatch", Check::Document(duration_mismatch::check)),
    ("empty-section", Check::Document(empty_section::check)),
    ("ephemeral-evidence", Check::Document(ephemeral_evidence::check)),
    ("evidence-time-mismatch", Check::Document(evidence_time_mismatch::check)),
    ("expiring-link", Check::Document(expiring_link::check)),
    ("fact-disagreement", Check::Document(fact_disagreement::check)),
    ("flat-priorities", Check::Document(flat_priorities::check)),
    ("grand-rewrite", Check::Document(action_wording::grand)),
    ("hedged-cause", Check::Document(hedged_cause::check)),
    ("hidden-text", Check::Document(hidden_text::check)),
    ("hotlinked-image", Check::Document(hotlinked_image::check)),
    ("image-without-text", Check::Document(image_without_text::check)),
    ("implausible-date", Check::Document(implausible_date::check)),
    ("implausible-due-date", Check::Document(implausible_due_date::check)),
    ("judgement-in-timeline", Check::Document(judgement_in_timeline::check)),
    ("judgement-word", Check::Document(judgement_word::check)),
    ("late-detection", Check::Document(late_detection::check)),
    ("long-summary", Check::Document(long_summary::check)),
    ("lowered-severity", Check::Document(after_final::lowered)),
    ("many-owners", Check::Document(many_owners::check)),
    ("missing-cause", Check::Document(missing_cause::check)),
    ("missing-detection", Check::Document(missing_detection::check)),
    ("missing-evidence", Check::Document(missing_evidence::check)),
    ("missing-image", Check::Document(missing_image::check)),
    ("missing-metadata", Check::Document(missing_metadata::check)),
    ("missing-milestone", Check::Document(missing_milestone::check)),
    ("missing-role", Check::Document(missing_role::check)),
    ("missing-section", Check::Document(missing_section::check)),
    ("missing-timeline", Check::Document(missing_timeline::check)),
    ("named-person", Check::Document(named_person::check)),
    ("narrow-actions", Check::Document(narrow_actions::check)),
    ("no-actions", Check::Document(no_actions::check)),
    ("not-stated", Check::Linter),
    ("objectless-action", Check::Document(action_wording::objectless)),
    ("open-elsewhere", Check::Document(open_elsewhere::check)),
    ("open-end", Check::Document(open_end::check)),
    ("open-ended-action", Check::Document(action_wording::open_ended)),
    ("overdue-action", Check::Document(overdue_action::check)),
    ("past-tense-action", Check::Document(action_wording::past_tense)),
    ("people-fixing-action", Check::Document(action_wording::people_fixing)),
    ("percent-without-base", Check::Document(percent_without_base::check)),
    ("personal-data", Check::Document(personal_data::check)),
    ("phrases", Check::Document(phrases::check)),
    ("placeholder-text", Check::Document(placeholder_text::check)),
    ("reopened-action", Check::Document(trails::reopened)),
    ("repair-only-actions", Check::Document(repair_only_actions::check)),
    ("repeat-with-open-actions", Check::Document(repeat_with_open_actions::check)),
    ("require", Check::Document(require::check)),
    ("rewritten-final", Check::Document(after_final::rewritten)),
    ("role-conflict", Check::Document(role_conflict::check)),
    ("secret", Check::Document(secret::check)),
    ("shallow-cause", Check::Document(shallow_cause::check)),
    ("shouting", Check::Document(shouting::check)),
    ("single-cause", Check::Document(single_cause::check)),
    ("slipped-due-date", Check::Document(trails::slipped)),
    ("stale-draft", Check::Document(stale::draft)),
    ("stale-live", Check::Document(stale::live)),
    ("state-disagreement", Check::Document(state_disagreement::check)),
    ("team-owned-action", Check::Document(team_owned_action::check)),
    ("timeline-gap", Check::Document(timeline_gap::check)),
    ("timeline-starts-at-alert", Check::Document(timeline_starts_at_alert::check)),
    ("title-tells-cause", Check::Document(title_tells_cause::check)),
    ("too-many-actions", Check::Document(too_many_actions::check)),
    ("unanswered-impact", Check::Document(unanswered_impact::check)),
    ("unbounded-monitoring", Check::Document(unbounded_monitoring::check)),
    ("uncounted-customers", Check::Document(uncounted_customers::check)),
    ("undated-action", Check::Document(undated_action::check)),
    ("undeclared-repeat", Check::Document(undeclared_repeat::check)),
    ("undefined-term", Check::Document(undefined_term::check)),
    ("understated-severity", Check::Document(understated_severity::check)),
    ("unexplained-detection", Check::Document(unexplained_detection::check)),
    ("unexplained-repeat", Check::Document(unexplained_repeat::check)),
    ("unheeded-detection", Check::Document(unheeded_detection::check)),
    ("unknown-key", Check::Document(unknown_key::check)),
    ("unknown-value", Check::Document(unknown_value::check)),
    ("unowned-action", Check::Document(unowned_action::check)),
    ("unpresented", Check::Document(unpresented::check)),
    ("unproven-done", Check::Document(unproven_done::check)),
    ("unquantified-impact", Check::Document(impact_numbers::unquantified)),
    ("unreadable-front-matter", Check::Document(unreadable_front_matter::check)),
    ("unreviewed", Check::Document(unreviewed::check)),
    ("untracked-action", Check::Document(untracked_action::check)),
    ("unused-silencer", Check::Linter),
    ("unverifiable-action", Check::Document(action_wording::unverifiable)),
    ("vague-action", Check::Document(action_wording::vague)),
    ("vague-quantity", Check::Document(vague_quantity::check)),
    ("vanished-action", Check::Document(vanished_action::check)),
    ("weak-actions", Check::Document(weak_actions::check)),
    ("wrong-type", Check::Document(wrong_type::check)),
    ("zoneless-timeline", Check::Document(zoneless_timeline::check)),
];

/// The check of this name.
pub(crate) fn named(name: &str) -> Option<Check> {
    let at = CHECKS.binary_search_by_key(&name, |(name, _)| name).ok()?;
    CHECKS.get(at).map(|(_, check)| *check)
}

/// The checks that a team's own rule may name; the others are made for the page of one rule.
const FOR_TEAMS: [&str; 2] = ["phrases", "require"];

/// The check of this name, if a team's own rule may have it.
pub(super) fn for_teams(name: &str) -> Option<Check> {
    FOR_TEAMS.contains(&name).then(|| named(name)).flatten()
}

/// The names of all checks.
pub fn names() -> impl Iterator<Item = &'static str> {
    CHECKS.iter().map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    #[test]
    fn checks_are_in_alphabetical_order() {
        assert!(super::names().is_sorted());
    }
}
