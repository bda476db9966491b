//! The generator that makes a site of the documents: to it, front matter is more than a note.

use std::path::{Path, PathBuf};

use crate::source::{self, tree};

/// How much of a configuration is read for the word that tells whose it is.
const HEAD: u64 = 64 << 10;

/// A generator of sites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Its name.
    pub name: &'static str,
    /// The file by which it was recognised.
    pub config: PathBuf,
    /// What front matter does there.
    pub effect: &'static str,
}

/// How one is recognised.
struct Generator {
    name: &'static str,
    /// Names of its configuration.
    files: &'static [&'static str],
    /// What stands in it, where others have a file of that name.
    says: Option<&'static str>,
    effect: &'static str,
}

const METADATA: &str =
    "front matter is data of the page there, which its theme may show, sort or link by";

const fn generator(
    name: &'static str,
    files: &'static [&'static str],
    effect: &'static str,
) -> Generator {
    let says = None;
    Generator {
        name,
        files,
        says,
        effect,
    }
}

#[rustfmt::skip]
const GENERATORS: &[Generator] = &[
    generator("Jekyll", &["_config.yml", "_config.yaml", "_config.toml"],
        "a file with front matter becomes a page of the site, and one without is copied as it is"),
    generator("Hugo", &["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"], METADATA),
    Generator { says: Some("baseurl"), ..generator("Hugo", &["config.toml", "config.yaml", "config.yml", "config.json"], METADATA) },
    Generator { says: Some("base_url"), ..generator("Zola", &["config.toml", "zola.toml"],
        "it refuses to build a page with keys that it does not know: those of whys belong below [extra] there") },
    generator("MkDocs", &["mkdocs.yml", "mkdocs.yaml"], METADATA),
    generator("Docusaurus", &["docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", "docusaurus.config.cjs",
        "docusaurus.config.mts", "docusaurus.config.cts"], METADATA),
    generator("VitePress", &[".vitepress/config.js", ".vitepress/config.ts", ".vitepress/config.mjs", ".vitepress/config.mts"], METADATA),
    generator("VuePress", &[".vuepress/config.js", ".vuepress/config.ts"], METADATA),
    generator("Astro", &["astro.config.mjs", "astro.config.js", "astro.config.ts", "astro.config.cjs", "astro.config.mts"],
        "a collection of pages may check front matter against a schema there"),
    generator("Eleventy", &[".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs"], METADATA),
    generator("Gatsby", &["gatsby-config.js", "gatsby-config.ts", "gatsby-config.mjs"], METADATA),
    generator("Quarto", &["_quarto.yml", "_quarto.yaml"],
        "author and other keys of front matter are shown at the head of the page there"),
    generator("mdBook", &["book.toml"], "it knows no front matter and shows it as text"),
    generator("Pelican", &["pelicanconf.py"], METADATA),
    Generator { says: Some("activate"), ..generator("Middleman", &["config.rb"], METADATA) },
];

/// Folders beside the documents in which a site may be configured.
const BESIDE: [&str; 2] = ["website", "site"];

/// The generator whose configuration is nearest to a file: in a folder above it, up to the root of the work tree, or in the
/// root's folder for the site.
pub fn around(place: &Path) -> Option<Site> {
    let folder = place.parent()?;
    let root = tree::work_tree(folder).unwrap_or(folder);
    let above = folder.ancestors().take_while(|up| up.starts_with(root));
    let above = above.map(Path::to_owned);
    let beside = BESIDE.iter().map(|name| root.join(name));
    above.chain(beside).find_map(|folder| in_folder(&folder))
}

fn in_folder(folder: &Path) -> Option<Site> {
    GENERATORS.iter().find_map(|generator| {
        let mut files = generator.files.iter().map(|name| folder.join(name));
        let config = files.find(|file| is_configuration(generator, file))?;
        Some(Site {
            name: generator.name,
            config,
            effect: generator.effect,
        })
    })
}

fn is_configuration(generator: &Generator, file: &Path) -> bool {
    let Some(says) = generator.says else {
        return file.is_file();
    };
    file.is_file() && source::head(file, HEAD).is_ok_and(|text| text.to_lowercase().contains(says))
}
