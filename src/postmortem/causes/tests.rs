//! The forms of a causal analysis and where they end, on our own fiction.

use super::*;
use crate::postmortem::sections;

fn causes(source: &str) -> Causes {
    let doc = Document::parse(source.to_owned());
    let sections = sections::read(&doc, &[]);
    read(&doc, &sections, None)
}

/// Texts, whether a leaf, and the item above.
fn items(causes: &Causes) -> Vec<(&str, bool, Option<usize>)> {
    let items = causes.items.iter();
    items.map(|i| (i.text.as_str(), i.leaf, i.parent)).collect()
}

#[test]
fn because_lists_are_chains_and_a_second_list_is_a_second_chain() {
    let found = causes(
        "# T\n\n## Whys\n\n* the site was down\n* ...because the disk was full\n* ...because nobody rotates logs\n\n###\n\n* mails were late\n* because the queue has no alert\n",
    );
    assert_eq!(found.form, CauseForm::WhyChain);
    assert_eq!(found.depth, Some(2));
    assert_eq!(
        items(&found),
        [
            ("the site was down", false, None),
            ("...because the disk was full", false, Some(0)),
            ("...because nobody rotates logs", true, Some(1)),
            ("mails were late", false, None),
            ("because the queue has no alert", true, Some(3)),
        ]
    );
}

#[test]
fn a_list_of_something_else_is_none_of_causes() {
    let text = |lead: &str| {
        format!(
            "# T\n\n## Root cause\n\nThe gateway did not check who signed a token.\n\n{lead}\n\n- somebody makes a key pair and signs a token with it\n- the gateway accepts the token and hands out a session\n"
        )
    };
    let form = |lead| causes(&text(lead)).form;
    assert_eq!(
        form("An attack could have looked like this:"),
        CauseForm::Prose
    );
    assert_eq!(form("Two things contributed:"), CauseForm::Factors);
}

#[test]
fn without_a_section_the_conclusion_tells_the_causes() {
    let text = |end: &str| {
        format!(
            "# T\n\n## Summary\n\nThe hub was down, caused by a full disk.\n\n## Timeline\n\n- 09:02 down\n\n## Conclusion\n\n{end}\n"
        )
    };
    let told = causes(&text("Nothing rotated the logs, and there was no alert."));
    assert_eq!(told.form, CauseForm::Prose);
    assert_eq!(told.ends_at, Some(EndsAt::System));
    let listed = causes(&text(
        "This was caused by two factors:\n\n1. one node in development\n2. no test in staging",
    ));
    assert_eq!(listed.form, CauseForm::Factors);
    assert_eq!(listed.depth, Some(2));
    let thanks = causes(&text("We thank everybody for their patience."));
    assert!(thanks.items[0].text.starts_with("The hub was down"));
}

#[test]
fn what_went_wrong_with_the_response_is_no_cause() {
    let text = |wrong: &str| {
        format!(
            "# T\n\n## Summary\n\nThe gateway answered 503 to everybody.\n\n## What went wrong\n\n{wrong}\n"
        )
    };
    let response = "- It took 40 minutes before we noticed\n- The alert only went to two of us";
    assert_eq!(causes(&text(response)).form, CauseForm::None);
    let both = format!(
        "{response}\n- The gateway had no limit\n- A key was misspelt\n- Nothing checks the keys"
    );
    assert_eq!(causes(&text(&both)).depth, Some(3));
}

#[test]
fn what_a_provider_says_of_itself_is_outside() {
    for text in [
        "Azure was not able to detach the disk from the old node.",
        "AWS say that the root cause was a race condition in their health checks.",
    ] {
        let found = causes(&format!("# T\n\n## Root cause\n\n{text}\n"));
        assert_eq!(found.ends_at, Some(EndsAt::External), "{text}");
    }
}

#[test]
fn a_plan_gives_no_reason_and_a_fault_does() {
    let found = causes(
        "# T\n\nThe new balancer came with a wrong setting that blocked old keys. Its misconfiguration of tokens that blocked them was told at once.\n\nSince we will move again in May, we write to everybody before.\n",
    );
    assert_eq!(found.items.len(), 1);
    assert!(found.items[0].text.starts_with("The new balancer"));
}

#[test]
fn questions_with_answers_on_the_same_line() {
    let found = causes(
        "# T\n\n## Root cause\n\n1. Why did it answer 503? The ledger refused.\n2. Why did it refuse? **C1** It takes any key.\n   - no-action: it is retired in May\n",
    );
    assert_eq!(found.form, CauseForm::WhyChain);
    assert_eq!(
        items(&found),
        [
            ("The ledger refused.", false, None),
            ("It takes any key.", true, Some(0))
        ]
    );
    assert_eq!(found.items[1].id.as_deref(), Some("C1"));
    assert!(found.items[1].no_action.is_some());
}

#[test]
fn a_tree_of_answers_and_bold_questions() {
    let found = causes(
        "# T\n\n## The Five Whys\n\n- downloads broke\n\n  **Why did they break?**\n\n  - the URL was wrong\n\n    **Why was it wrong?**\n\n    - a missing test\n  - the cache was cold\n",
    );
    assert_eq!(
        items(&found),
        [
            ("downloads broke", false, None),
            ("the URL was wrong", false, Some(0)),
            ("a missing test", true, Some(1)),
            ("the cache was cold", true, Some(0)),
        ]
    );
}

#[test]
fn numbered_steps_paragraphs_and_tables_under_a_heading_of_whys() {
    let numbered = causes("# T\n\n## 5 Whys\n\n1. it broke\n2. the key expired\n3. no reminder\n");
    assert_eq!(
        (numbered.form, numbered.depth),
        (CauseForm::WhyChain, Some(3))
    );
    let paragraphs = causes(
        "# T\n\n## Five whys\n\n**Why did it break?**\n\nThe key expired.\n\n**Why did it expire?**\n\nThere is no reminder.\n",
    );
    assert_eq!(
        items(&paragraphs),
        [
            ("The key expired.", false, None),
            ("There is no reminder.", true, Some(0))
        ]
    );
    let table = causes(
        "# T\n\n## Five whys\n\n| Question | Answer |\n|--|--|\n| Why did it break? | The key expired |\n| Why? | No reminder |\n",
    );
    assert_eq!((table.form, table.items.len()), (CauseForm::WhyChain, 2));
    let lines = causes(
        "# T\n\n## Root cause\n\nWhy 1: it was full\nWhy 2: logs grew\nWhy 3: no rotation\n",
    );
    assert_eq!((lines.form, lines.depth), (CauseForm::WhyChain, Some(3)));
}

#[test]
fn a_single_item_or_question_is_no_chain() {
    assert_ne!(
        causes("# T\n\n## Whys\n\n* it broke\n").form,
        CauseForm::WhyChain
    );
    let prose = causes("# T\n\n## Root cause\n\nWhy did nobody see it? The graph was hidden.\n");
    assert_eq!(prose.form, CauseForm::Prose);
}

#[test]
fn lists_are_factors_and_stories_are_prose() {
    let factors = causes("# T\n\n## Contributing factors\n\n- a single node\n- no alert\n");
    assert_eq!((factors.form, factors.depth), (CauseForm::Factors, Some(2)));
    let inline = causes("# T\n\n**Root causes:** Haste, poor communication\n");
    assert_eq!(
        (inline.form, inline.ends_at),
        (CauseForm::Factors, Some(EndsAt::Person))
    );
    let story = causes(
        "# T\n\n## Details of the incident\n\n- at first the pool was full\n- then it was emptied\n",
    );
    assert_eq!(story.form, CauseForm::Prose);
    let cued =
        causes("# T\n\n## Details of the incident\n\nTwo failures combined:\n\n- one\n- two\n");
    assert_eq!(cued.form, CauseForm::Factors);
}

#[test]
fn a_document_without_a_section_about_causes() {
    let summary = causes("# T\n\n## Summary\n\nIt was caused by a full disk.\n");
    assert_eq!(
        (summary.form, summary.ends_at),
        (CauseForm::Prose, Some(EndsAt::Symptom))
    );
    let wrong = causes("# T\n\n## Summary\n\nIt broke.\n\n## What went wrong\n\n- a\n- b\n- c\n");
    assert_eq!(wrong.form, CauseForm::Factors);
    let none = causes("# T\n\n## Summary\n\nIt broke.\n");
    assert_eq!((none.form, none.ends_at), (CauseForm::None, None));
}

#[test]
fn ends() {
    for (text, want) in [
        (
            "The on-call forgot to renew the certificate",
            EndsAt::Person,
        ),
        ("Human error", EndsAt::Person),
        ("Tom forgot about it after the move", EndsAt::Person),
        ("All 40 connections were in use", EndsAt::Symptom),
        ("It retries with no pause and no budget", EndsAt::System),
        ("There was a tight budget", EndsAt::External),
        ("Lack of people", EndsAt::External),
        (
            "The migration was lacking developer capacity and had no test",
            EndsAt::System,
        ),
        ("Insufficient resources on the node", EndsAt::System),
        (
            "Tom forgot it; there is no reminder and no check",
            EndsAt::System,
        ),
        (
            "The prompt makes it easy to delete the wrong cluster",
            EndsAt::System,
        ),
        ("An outage at AWS", EndsAt::External),
        ("A bug in the parser", EndsAt::Symptom),
        ("The cause is still unknown", EndsAt::Unclear),
    ] {
        let found = causes(&format!("# T\n\n## Contributing factors\n\n- {text}\n"));
        assert_eq!(found.ends_at, Some(want), "{text}");
    }
}

#[test]
fn chains_under_headings_of_their_own() {
    let found = causes(
        "# T\n\n## Causes\n\n### Why did one in five get an error?\n\n1. Why an error? The ledger was slow.\n2. Why slow? No index.\n\n### Why did it happen again?\n\n1. Why again? The action was open.\n2. Why open? Tom forgot it.\n",
    );
    let leaves: Vec<&str> = found
        .items
        .iter()
        .filter(|i| i.leaf)
        .map(|i| i.text.as_str())
        .collect();
    assert_eq!(leaves, ["No index.", "Tom forgot it."]);
    assert_eq!(found.ends_at, Some(EndsAt::System));
    assert_eq!(found.items[3].ends_at, Some(EndsAt::Person));
}

#[test]
fn questions_about_the_response_are_no_causes() {
    let found = causes(
        "# T\n\n## Root cause\n\n### What caused the problem?\n\nA feature without a switch.\n\n### Were we able to fix it quickly?\n\n- no\n- not at all\n",
    );
    assert_eq!(found.form, CauseForm::Prose);
    assert_eq!(found.items.len(), 1);
}

#[test]
fn an_act_that_only_tells_when_a_step_was_taken_is_no_end() {
    let of = |text: &str| causes(&format!("# T\n\n## Root cause\n\n{text}\n")).ends_at;
    let person = Some(EndsAt::Person);
    assert_ne!(
        of("When the developer failed to answer our mails, the keys were replaced."),
        person
    );
    assert_eq!(
        of("When the developer forgot the flag, all requests were refused."),
        person
    );
    assert_eq!(
        of("The developer failed to check the flag, and the keys were replaced."),
        person
    );
}

/// Each line of the file: where it ends, a colon, the section.
#[test]
fn many_explanations_and_their_ends() {
    for line in include_str!("ends.txt").lines() {
        if line.starts_with('#') {
            continue;
        }
        let (want, text) = line.split_once(": ").unwrap_or_default();
        let text = text.replace("\\n", "\n");
        let found = causes(&format!("# T\n\nIt broke.\n\n## Root cause\n\n{text}\n"));
        assert_eq!(found.ends_at.map(EndsAt::word), Some(want), "{text}");
    }
}

#[test]
fn a_list_below_why_is_no_chain_unless_it_asks() {
    let found = causes(
        "# T\n\n## Why\n\n- The order of keys is not defined.\n- There is no test with two keys.\n",
    );
    assert_eq!(found.form, CauseForm::Factors);
    let found = causes(
        "# T\n\n## Why\n\n- Why did it fail? The key expired.\n- Why did it expire? Nobody renews it.\n- Why? It has no owner.\n",
    );
    assert_eq!(found.form, CauseForm::WhyChain);
}

#[test]
fn a_first_step_that_holds_its_reason_counts_among_those_that_begin_with_because() {
    let causes = causes(
        "# T\n\n## Five whys\n\n1. Search was stale because the index got no documents.\n2. It got none because the consumer dropped them.\n3. Because it ran an old version.\n4. Because its pipeline was paused.\n",
    );
    assert_eq!((causes.form, causes.depth), (CauseForm::WhyChain, Some(4)));
}

#[test]
fn a_problem_above_the_whys_is_what_they_explain() {
    let whys = "- Why? The queue was full.\n  - Why? The worker had stopped.\n    - Why? Nobody restarts it after an update.\n";
    for problem in ["Problem:", "**Problem:**", "**Issue**:"] {
        let found = causes(&format!(
            "# T\n\n## Five whys\n\n{problem} mails were late.\n\n{whys}"
        ));
        assert_eq!(found.form, CauseForm::WhyChain, "{problem}");
        assert_eq!(found.depth, Some(3), "{problem}");
    }
    let inside = causes(
        "# T\n\n## Five whys\n\n- Problem: mails were late.\n  - Why? The queue was full.\n    - Why? The worker had stopped.\n",
    );
    assert_eq!(inside.depth, Some(2));
    assert_eq!(inside.items.len(), 3);
}

#[test]
fn a_hint_of_the_template_is_no_step() {
    let found = causes(
        "# T\n\n## Five whys\n\n*Ask five times to find the cause.*\n\n**Why?** Mails were late.\n\n**Why?** The queue was full.\n\n**Why?** Nobody watches it.\n",
    );
    assert_eq!(found.items.len(), 3);
    assert_eq!(found.items[0].text, "Mails were late.");
}

#[test]
fn an_item_that_only_groups_is_no_factor() {
    let found = causes(
        "# T\n\n## Root cause\n\n- **Technical:**\n  - The worker has no health check.\n  - The queue drops mails.\n- Organisational:\n  - No team owns the worker.\n- The worker stops when it is updated:\n  - it did so in May\n",
    );
    assert_eq!(found.form, CauseForm::Factors);
    let texts: Vec<&str> = found.items.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "The worker has no health check.",
            "The queue drops mails.",
            "No team owns the worker.",
            "The worker stops when it is updated:",
        ]
    );
}

#[test]
fn observations_that_support_a_cause_are_none() {
    let found = causes(
        "# T\n\n## Root cause\n\nThe link of our provider was congested: an issue with the upstream network.\n\nThis is supported by the following observations:\n\n- Messages of neighbours were missing\n- No fault was found here\n- It was over as soon as they changed the route\n",
    );
    assert_eq!(found.form, CauseForm::Prose);
    assert_eq!(found.ends_at, Some(EndsAt::External));
}
