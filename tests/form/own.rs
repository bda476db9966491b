//! Templates of a team.

use super::new;
use super::program::Folder;

#[test]
fn a_template_of_the_team_takes_the_place_of_ours_and_may_build_on_it() {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder.write(
        ".whys/templates/default.md",
        "{# Ours. #}\n{% extends \"builtin/default\" %}\n{% block keys %}\non_call: {{ author | yaml }}\n{% endblock %}\n{% block last %}\n\n## Cost\n\n{% include \"cost\" %}\n{% endblock %}\n",
    );
    folder.write(".whys/templates/cost.md", "<!-- In EUR. -->\n");
    folder.write(
        ".whys/templates/parts/summary.md",
        "## Overview\n\n{% include \"builtin/parts/detection\" %}\n",
    );
    let (_, text) = new(&folder, "default");
    assert!(text.contains("\non_call: "), "{text}");
    assert!(text.ends_with("## Cost\n\n<!-- In EUR. -->\n"), "{text}");
    assert!(
        text.contains("## Overview\n\n## Summary\n\n<!-- Who or what noticed"),
        "{text}"
    );
    // The one screen of the outage is made of it, too.
    std::fs::remove_dir_all(folder.path().join("postmortems")).expect("a folder");
    assert!(new(&folder, "live").1.contains("## Overview"));

    let ran = folder.whys(&["templates"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let line = ran.out.lines().find(|line| line.starts_with("default"));
    assert_eq!(line, Some("default   Ours.  .whys/templates/default.md"));
    assert!(ran.out.contains("\ncost "), "{}", ran.out);
    let shown = folder.whys(&["templates", "--show", "cost"]);
    assert_eq!(shown.out, "<!-- In EUR. -->\n");
    let shown = folder.whys(&["templates", "--show", "default", "--no-config"]);
    assert!(shown.out.contains("parts/keys"), "{}", shown.out);
}

/// What `whys new` says about a template of the team.
fn told(template: &str) -> String {
    let folder = Folder::new();
    folder.write(".whys/templates/ours.md", template);
    let ran = folder.whys(&["new", "--template", "ours", "Search is slow"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    assert!(!folder.path().join("postmortems").exists());
    ran.err
}

#[test]
fn what_is_wrong_with_a_template_is_told_with_its_place_and_its_line() {
    let path = ".whys/templates/ours.md";
    for (template, place, shown, help) in [
        (
            "# {{ title }}\n{{ tittle }}\n",
            "2:4",
            "{{ tittle }}",
            "did you mean `title`?",
        ),
        (
            "{{ nobody }}\n",
            "1:4",
            "{{ nobody }}",
            "a template knows title",
        ),
        ("a\n{% if %}\n", "2:7", "{% if %}", ""),
        ("{{ title | upperr }}\n", "1:12", "{{ title | upperr }}", ""),
        (
            "{% include \"nothing\" %}\n",
            "1:4",
            "{% include \"nothing\" %}",
            "put it into .whys/templates",
        ),
        (
            "{% include \"../../../etc/passwd\" %}\n",
            "1:4",
            "{% include",
            "put it into .whys/templates",
        ),
        (
            "{% extends \"/etc/passwd\" %}\n",
            "1:4",
            "{% extends",
            "put it into .whys/templates",
        ),
    ] {
        let told = told(template);
        let start = format!("error: {path}:{place}: ");
        assert!(told.starts_with(&start), "{template}: {told}");
        assert!(told.contains(&format!("`{shown}")), "{template}: {told}");
        assert!(told.contains(help), "{template}: {told}");
    }
}

#[test]
fn a_template_comes_to_an_end() {
    let endless = "{% for a in range(10000) %}{% for b in range(10000) %}{% for c in range(10000) %}{{ a }}{% endfor %}{% endfor %}{% endfor %}\n";
    let told_of = told(endless);
    assert!(told_of.contains("does not come to an end"), "{told_of}");
    let itself = told("{% include \"ours\" %}\n");
    assert!(
        itself.starts_with("error: .whys/templates/ours.md"),
        "{itself}"
    );
}

#[cfg(unix)]
#[test]
fn no_template_leaves_the_repository() {
    let outside = Folder::new();
    outside.write("secret.md", "not for you\n");
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder.write(".whys/templates/here.md", "here\n");
    let link = |target: &str, name: &str| {
        let place = folder.path().join(".whys/templates").join(name);
        std::os::unix::fs::symlink(target, place).expect("a link");
    };
    link(
        &outside.path().join("secret.md").to_string_lossy(),
        "ours.md",
    );
    link("here.md", "inside.md");
    link("/dev/zero", "endless.md");
    for template in ["ours", "endless"] {
        let ran = folder.whys(&["new", "--template", template, "Search is slow"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
        assert!(
            ran.err.contains("leads out of the repository"),
            "{}",
            ran.err
        );
        assert!(!ran.err.contains("not for you"));
    }
    let ran = folder.whys(&["new", "--template", "inside", "Search is slow"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for name in ["../../README", "builtin/../default", "/etc/passwd"] {
        let ran = folder.whys(&["templates", "--show", name]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{name}");
    }
}
