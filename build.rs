//! Lists the files of `rules/` and `templates/` for embedding; nothing else.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let root = Path::new(&root);
    let mut code = String::new();
    table(&mut code, "RULES", root, Path::new("rules"))?;
    table(&mut code, "TEMPLATES", root, Path::new("templates"))?;
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
    fs::write(Path::new(&out).join("embedded.rs"), code)
}

/// A table of (name without extension, text) for the Markdown files of one folder.
fn table(code: &mut String, name: &str, root: &Path, folder: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    code.push_str(&format!(
        "/// The files of `{}`: name without extension, text.\n",
        folder.display()
    ));
    code.push_str(&format!("pub(crate) static {name}: &[(&str, &str)] = &[\n"));
    for file in entries(&root.join(folder))? {
        let Some(stem) = file.strip_suffix(".md").filter(|stem| *stem != "README") else {
            continue;
        };
        let path = root.join(folder).join(&file);
        code.push_str(&format!("    ({stem:?}, include_str!({path:?})),\n"));
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
