//! Actions for a spreadsheet.

use crate::ledger::{Entry, Ledger};

const HEAD: &str = "due,days late,state,owner,action,type,ticket,severity,team,post-mortem,path,line,id,opened,age in days,due date moved,done on";

/// A head and a row for each action, as RFC 4180 has it.
pub fn text(ledger: &Ledger) -> String {
    let head = match ledger.happened {
        Some(_) => format!("what,on,commit,by,from,{HEAD}"),
        None => HEAD.to_owned(),
    };
    let mut out = format!("{head}\r\n");
    let rows: Vec<Vec<String>> = match &ledger.happened {
        None => ledger.entries.iter().map(|e| row(e, ledger)).collect(),
        Some(happened) => happened
            .iter()
            .map(|one| {
                let commit = one.when.commit.map(|id| id.to_string());
                let mut cells = vec![
                    one.event.word().to_owned(),
                    one.when.day.to_string(),
                    commit.unwrap_or_default(),
                    one.when.by.clone(),
                    one.moved
                        .map(|(from, _)| from.to_string())
                        .unwrap_or_default(),
                ];
                cells.extend(row(&one.entry, ledger));
                cells
            })
            .collect(),
    };
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

fn row(entry: &Entry, ledger: &Ledger) -> Vec<String> {
    let item = &entry.item;
    let some = |text: Option<String>| text.unwrap_or_default();
    let due = item
        .due
        .map(|due| due.to_string())
        .or(item.due_text.clone());
    let trail = entry.trail.as_ref();
    vec![
        some(due),
        some(item.days_late(ledger.today).map(|days| days.to_string())),
        item.state.word().to_owned(),
        item.owners.join(", "),
        item.text.clone(),
        item.kind.word().to_owned(),
        some(item.ticket.clone()),
        some(entry.post.severity.clone()),
        some(entry.post.team.clone()),
        entry.title().to_owned(),
        entry.path.clone(),
        item.line.to_string(),
        some(item.id.clone()),
        some(
            trail
                .filter(|t| !t.is_older)
                .map(|t| t.opened.day.to_string()),
        ),
        some(trail.map(|trail| trail.age(ledger.today).to_string())),
        some(trail.map(|trail| trail.slips.len().to_string())),
        some(item.done_on.map(|day| day.to_string())),
    ]
}

/// A cell that a spreadsheet shows and does not compute: what begins like a formula gets an apostrophe, and every cell
/// that needs it is quoted.
fn quoted(cell: &str) -> String {
    let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let safe = if begins {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    match safe.contains([',', '"', '\n', '\r', '\'', ';', '\t']) {
        true => format!("\"{}\"", safe.replace('"', "\"\"")),
        false => safe,
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, written) in [
            ("=1+1", "\"'=1+1\""),
            ("+1", "\"'+1\""),
            ("-1", "\"'-1\""),
            ("@ana", "\"'@ana\""),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            ("a = b", "a = b"),
            ("a, \"b\"", "\"a, \"\"b\"\"\""),
            ("2026-04-01", "2026-04-01"),
        ] {
            assert_eq!(quoted(cell), written);
        }
    }
}
