//! Lists the files of `rules/` and `templates/` for embedding, and prepares the word lists to be searched for.

#[path = "src/phrases/begin.rs"]
mod begin;
#[path = "src/words/guard.rs"]
mod guard;
#[path = "src/words/lines.rs"]
mod lines;

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let root = Path::new(&root);
    let mut code = String::new();
    table(&mut code, "RULES", root, &["rules"])?;
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
    phrases(&mut code, &root.join("rules/words"))?;
    fs::write(Path::new(&out).join("embedded.rs"), code)
}

/// A table of every list as `Phrases` searches for it, by its name; those of one name in several languages are one.
fn phrases(code: &mut String, words: &Path) -> io::Result<()> {
    let mut lists: BTreeMap<String, String> = BTreeMap::new();
    for language in entries(words)? {
        for list in entries(&words.join(&language))? {
            let name = list.trim_end_matches(".txt").to_owned();
            let text = fs::read_to_string(words.join(&language).join(&list))?;
            lists.entry(name).or_default().extend([&text, "\n"]);
        }
    }
    code.push_str("/// The word lists, prepared to be searched for, sorted by name.\n");
    code.push_str("pub(crate) static PHRASES: &[(&str, crate::phrases::Prepared)] = &[\n");
    for (name, text) in lists {
        let list: Vec<&str> = lines::entries(&text).collect();
        let starts = begin::starts(&list).map(|starts| {
            let all = starts.iter();
            let one =
                |(start, at): &(Vec<u8>, u16)| format!("(b\"{}\", {at})", start.escape_ascii());
            all.map(one).collect::<Vec<_>>().join(", ")
        });
        let starts = starts.map_or("None".to_owned(), |starts| format!("Some(&[{starts}])"));
        let list: Vec<(&str, bool)> = list
            .iter()
            .map(|one| (*one, begin::is_plain(one)))
            .collect();
        code.push_str(&format!(
            "    ({name:?}, crate::phrases::Prepared {{ entries: &{list:?}, starts: {starts} }}),\n"
        ));
    }
    code.push_str("];\n");
    Ok(())
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
        for file in entries(&root.join(folder))? {
            let Some(stem) = file.strip_suffix(".md").filter(|stem| *stem != "README") else {
                continue;
            };
            let path = root.join(folder).join(&file);
            let name = Path::new(below).join(stem);
            let name = name.to_string_lossy().replace('\\', "/");
            code.push_str(&format!("    ({name:?}, include_str!({path:?})),\n"));
        }
    }
    code.push_str("];\n");
    Ok(())
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
