//! What is form and no part of what happened: the template of a house, and what two documents of a small folder have word for word.

use std::collections::{HashMap, HashSet};

use super::house::FEWEST;
use super::{Part, Read};
use crate::related::digest::Field;

/// A passage that stands in more documents than this is the house template, and no part of what happened. Fewer may be
/// a series of outages that were told in the same words.
const TEMPLATE: std::ops::RangeInclusive<usize> = 3..=20;

/// Takes away what stands in so many documents that it must be the template, and what is copied in a folder that holds too few
/// to tell.
pub(super) fn leave_out(read: &mut [Read]) {
    let most = (read.len() / 4).clamp(*TEMPLATE.start(), *TEMPLATE.end());
    let mut documents: HashMap<u64, usize> = HashMap::new();
    for one in read.iter() {
        let own: HashSet<u64> = one.passages.iter().map(|part| part.hash).collect();
        for hash in own {
            *documents.entry(hash).or_default() += 1;
        }
    }
    let copied = copied(read);
    for (one, copied) in read.iter_mut().zip(copied) {
        one.passages.retain(|part| {
            let is_template = documents.get(&part.hash).is_some_and(|count| *count > most);
            part.field == Field::Title || !is_template && !copied.contains(&part.hash)
        });
    }
}

/// By document: the passages that another one of its folder has word for word, where the folder holds fewer than a house does.
/// What summary and causes tell in the same words may be the same outage; of these only headings count as form.
fn copied(read: &[Read]) -> Vec<HashSet<u64>> {
    let mut members: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, one) in read.iter().enumerate() {
        members
            .entry(folder(&one.digest.path))
            .or_default()
            .push(at);
    }
    let mut copied = vec![HashSet::new(); read.len()];
    for members in members.into_values().filter(|all| all.len() < FEWEST) {
        let mut documents: HashMap<u64, usize> = HashMap::new();
        let forms: Vec<HashSet<u64>> = members
            .iter()
            .filter_map(|&at| read.get(at))
            .map(|one| one.passages.iter().filter(|part| may_be_form(part)))
            .map(|parts| parts.map(|part| part.hash).collect())
            .collect();
        for hash in forms.iter().flatten() {
            *documents.entry(*hash).or_default() += 1;
        }
        for (at, mut form) in members.into_iter().zip(forms) {
            form.retain(|hash| documents.get(hash).is_some_and(|count| *count > 1));
            copied[at] = form;
        }
    }
    copied
}

fn may_be_form(part: &Part) -> bool {
    part.is_heading || !matches!(part.field, Field::Title | Field::Summary | Field::Causes)
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
