//! Lists the files of `rules/` and `templates/` for embedding, and prepares the word lists to be searched for.

#[path = "src/phrases/automata.rs"]
mod automata;
#[path = "src/phrases/begin.rs"]
mod begin;
#[path = "src/phrases/composed.rs"]
mod composed;
#[path = "src/phrases/form.rs"]
mod form;
#[path = "src/words/guard.rs"]
mod guard;
#[path = "src/words/lines.rs"]
mod lines;
#[path = "src/rules/page/part.rs"]
mod page;
#[path = "src/phrases/table.rs"]
mod table;

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, io};

use automata::Automata;

/// The lists of which the program asks whether a text is an entry as a whole (`words::whole`).
const WHOLE: [&str; 10] = [
    "harmless-numbers",
    "harmless-phones",
    "machine-mail-hosts",
    "no-action-texts",
    "placeholders",
    "state-done",
    "state-dropped",
    "state-open",
    "team-names-of-owners",
    "vague-wholes",
];

/// The lists of which it asks whether a text holds an entry (`words::within`).
const WITHIN: [&str; 2] = ["change-links", "template-titles"];

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let root = Path::new(&root);
    let mut code = String::new();
    rules(&mut code, &root.join("rules"))?;
    table(
        &mut code,
        "TEMPLATES",
        root,
        &["templates", "templates/parts"],
    )?;
    code.push_str("/// The word lists: folder of the language, name of the list, text.\n");
    code.push_str("pub(crate) static WORDS: &[(&str, &str, &str)] = &[\n");
    for language in entries(&root.join("rules/words"))? {
        for list in entries(&root.join("rules/words").join(&language))? {
            let path = root.join("rules/words").join(&language).join(&list);
            let name = list.trim_end_matches(".txt");
            code.push_str(&format!(
                "    ({language:?}, {name:?}, include_str!({path:?})),\n"
            ));
        }
    }
    code.push_str("];\n");
    phrases(&mut code, &root.join("rules/words"), Path::new(&out))?;
    fs::write(Path::new(&out).join("embedded.rs"), code)
}

/// The pages of the rules with their front matter as JSON: reading a hundred of them as YAML took a sixth of the program's work
/// on one document.
fn rules(code: &mut String, rules: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed=rules");
    code.push_str(
        "/// The pages of `rules`: name without extension, text, front matter as JSON.\n",
    );
    code.push_str("pub(crate) static RULES: &[(&str, &str, &str)] = &[\n");
    for file in pages(rules)? {
        let path = rules.join(&file);
        let page = fs::read_to_string(&path)?;
        let wrong = |why: String| io::Error::other(format!("rules/{file}: {why}"));
        let front = page::part(&page).map(|(front, _)| front);
        let front = front.ok_or_else(|| wrong("the page has no front matter".to_owned()))?;
        let value: serde_json::Value =
            serde_saphyr::from_str(front).map_err(|error| wrong(error.to_string()))?;
        let (name, front) = (file.trim_end_matches(".md"), value.to_string());
        code.push_str(&format!(
            "    ({name:?}, include_str!({path:?}), {front:?}),\n"
        ));
    }
    code.push_str("];\n");
    Ok(())
}

/// A table of every list as `Phrases` searches for it, by its name; those of one name in several languages are one.
fn phrases(code: &mut String, words: &Path, out: &Path) -> io::Result<()> {
    let lists = lists(words)?;
    let mut automata = Automata::default();
    let mut texts = String::new();
    code.push_str("/// The word lists, prepared to be searched for, sorted by name.\n");
    code.push_str("pub(crate) static PHRASES: &[(&str, crate::phrases::Prepared)] = &[\n");
    for (name, text) in &lists {
        let list: Vec<&str> = lines::entries(text).collect();
        let starts = begin::starts(&list).map(|starts| {
            let one = |start: &begin::Start| {
                let begin::Start { bytes, mask, entry } = start;
                format!("crate::phrases::Start {{ bytes: {bytes}, mask: {mask}, entry: {entry} }}")
            };
            starts.iter().map(one).collect::<Vec<_>>().join(", ")
        });
        let is_searched = starts.is_some();
        let starts = starts.map_or("None".to_owned(), |starts| format!("Some(&[{starts}])"));
        let entry = |one: &&str| {
            let from = texts.len();
            texts.push_str(one);
            let (at, prepared) = (
                format!("{from}, {}", texts.len()),
                "crate::phrases::PreparedEntry",
            );
            if begin::is_plain(one) {
                return format!("{prepared}::Plain({at})");
            }
            let place = match is_searched {
                true => automata.add(&form::phrase(one)),
                false => "None".to_owned(),
            };
            format!("{prepared}::Pattern({at}, {place})")
        };
        let entries = list.iter().map(entry).collect::<Vec<_>>().join(", ");
        let gate = match is_searched {
            true => "None".to_owned(),
            false => automata.add(&anywhere(&list)),
        };
        code.push_str(&format!(
            "    ({name:?}, crate::phrases::Prepared {{ entries: &[{entries}], starts: {starts}, gate: {gate} }}),\n"
        ));
    }
    code.push_str("];\n");
    /// The table, what asks for it, the lists in it, and the expression of a list.
    type Form<'f> = (&'f str, &'f str, &'f [&'f str], fn(&[&str]) -> String);
    let forms: [Form<'_>; 2] = [
        ("WHOLE", "whole", &WHOLE, form::whole),
        ("WITHIN", "within", &WITHIN, form::within),
    ];
    for (table, asked, names, form) in forms {
        code.push_str(&format!(
            "/// The automata of lists, by `words::{asked}`.\npub(crate) static {table}: &[(&str, Option<crate::phrases::Place>)] = &[\n"
        ));
        for name in names {
            let text = lists.get(*name).map_or("", String::as_str);
            let list: Vec<&str> = lines::entries(text).collect();
            let place = automata.add(&form(&list));
            code.push_str(&format!("    ({name:?}, {place}),\n"));
        }
        code.push_str("];\n");
    }
    expressions(code, &lists, &mut automata);
    let path = out.join("TEXTS");
    fs::write(&path, texts)?;
    code.push_str(&format!(
        "/// The entries of all lists, one behind the other.\npub(crate) static TEXTS: &str = include_str!({path:?});\n"
    ));
    for (table, what, bytes) in [
        ("TABLES", "tables of the automata", automata.tables),
        (
            "CLASSES",
            "classes of bytes that they have",
            automata.classes,
        ),
    ] {
        let path = out.join(table);
        fs::write(&path, bytes)?;
        code.push_str(&format!(
            "/// The {what}, one behind the other.\npub(crate) static {table}: &[u8] = include_bytes!({path:?});\n"
        ));
    }
    Ok(())
}

/// The table of the expressions that are composed of lists.
fn expressions(code: &mut String, lists: &BTreeMap<String, String>, automata: &mut Automata) {
    code.push_str("/// The automata of `COMPOSED`.\npub(crate) static COMPOSED: &[(&str, Option<crate::phrases::Place>)] = &[\n");
    for composed in composed::COMPOSED {
        let entries = |name: &str| -> Vec<String> {
            let text = lists.get(name).map_or("", String::as_str);
            lines::entries(text).map(str::to_owned).collect()
        };
        let place = automata.add(&composed.expression(entries));
        code.push_str(&format!("    ({:?}, {place}),\n", composed.name));
    }
    code.push_str("];\n");
}

/// A text that holds one of the entries as whole words: of a list with entries that may begin with anything.
fn anywhere(entries: &[&str]) -> String {
    let entries: Vec<String> = entries.iter().map(|entry| begin::spaced(entry)).collect();
    let any = guard::guarded(&entries.join("|"));
    format!(r"(?i-u:(?su:.)*?\b(?:{any})\b)")
}

/// The text of each list by its name.
fn lists(words: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut lists: BTreeMap<String, String> = BTreeMap::new();
    for language in entries(words)? {
        for list in entries(&words.join(&language))? {
            let name = list.trim_end_matches(".txt").to_owned();
            let text = fs::read_to_string(words.join(&language).join(&list))?;
            lists.entry(name).or_default().extend([&text, "\n"]);
        }
    }
    Ok(lists)
}

/// A table of (name without extension, text) for the Markdown files of folders; below the first one, names begin with the
/// path from there.
fn table(code: &mut String, name: &str, root: &Path, folders: &[&str]) -> io::Result<()> {
    let top = folders.first().copied().unwrap_or_default();
    code.push_str(&format!(
        "/// The files of `{top}`: name without extension, text.\n"
    ));
    code.push_str(&format!("pub(crate) static {name}: &[(&str, &str)] = &[\n"));
    for folder in folders {
        println!("cargo::rerun-if-changed={folder}");
        let below = folder.trim_start_matches(top).trim_start_matches('/');
        for file in pages(&root.join(folder))? {
            let path = root.join(folder).join(&file);
            let name = Path::new(below).join(file.trim_end_matches(".md"));
            let name = name.to_string_lossy().replace('\\', "/");
            code.push_str(&format!("    ({name:?}, include_str!({path:?})),\n"));
        }
    }
    code.push_str("];\n");
    Ok(())
}

/// The names of the Markdown files in a folder that are not about the folder, sorted.
fn pages(folder: &Path) -> io::Result<Vec<String>> {
    let mut pages = entries(folder)?;
    pages.retain(|file| file.ends_with(".md") && file != "README.md");
    Ok(pages)
}

/// The names in a folder, sorted, so that the build is the same everywhere; none where there is no folder.
fn entries(folder: &Path) -> io::Result<Vec<String>> {
    let Ok(listing) = fs::read_dir(folder) else {
        return Ok(Vec::new());
    };
    let mut names = Vec::new();
    for entry in listing {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    Ok(names)
}
