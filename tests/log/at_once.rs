//! Several at once, and what those leave that are killed.

use std::fs::File;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use super::{FILE, LIVE, files, live, log, text};

#[test]
fn what_a_killed_run_left_is_swept_and_nothing_else() {
    let folder = live();
    let old = [".whys-aB3xY9", ".whys-notes.md", ".whys-a b.cd", "aB3xY9"];
    for name in old.iter().chain(&[".whys-zZ0000"]) {
        folder.write(&format!("postmortems/{name}"), "x");
    }
    for name in old {
        let place = folder.path().join("postmortems").join(name);
        let file = File::options().write(true).open(place).expect("a file");
        let then = SystemTime::now() - Duration::from_secs(3600);
        file.set_modified(then).expect("an older time");
    }
    assert_eq!(log(&folder, &["--at", "09:12", "paged"]).code, 0);
    let left = files(&folder, "postmortems");
    assert_eq!(
        left[..3],
        [".whys-a b.cd", ".whys-notes.md", ".whys-zZ0000"]
    );
    assert_eq!(left.len(), 5, "{left:?}");
}

/// Many runs at once, some of which are killed: whatever was confirmed is there, once and in order, and the rest is what it
/// was. `WHYS_LOG_RUNS` asks for more runs than a test of every day makes.
#[test]
#[allow(clippy::print_stdout)]
fn nothing_that_was_confirmed_is_lost() {
    let runs: usize =
        std::env::var("WHYS_LOG_RUNS").map_or(80, |runs| runs.parse().expect("a number"));
    let kills = runs / 10;
    let folder = live();
    let next = AtomicUsize::new(0);
    let confirmed = Mutex::new(Vec::new());
    let killed = AtomicUsize::new(0);
    let usual = AtomicU64::new(20_000);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= runs {
                        return;
                    }
                    // From 21:00 on over midnight, out of order.
                    let minute = 21 * 60 + number * 37 % 360;
                    let (day, minute) = (14 + minute / 1440, minute % 1440);
                    let at = format!("2026-03-{day}T{:02}:{:02}Z", minute / 60, minute % 60);
                    let entry = format!("entry{number}end");
                    let began = Instant::now();
                    let mut child = folder
                        .command(&["log", "--quiet", "--at", &at, &entry])
                        .stdout(std::process::Stdio::null())
                        .stderr(std::process::Stdio::inherit())
                        .spawn()
                        .expect("whys starts");
                    if number % 10 == 3 {
                        // Anywhere between its start and its end, as the others take it now.
                        let share = (number as u64 * 7919) % 1100;
                        let whole = usual.load(Ordering::Relaxed);
                        std::thread::sleep(Duration::from_micros(whole * share / 1000));
                        let _ = child.kill();
                        killed.fetch_add(1, Ordering::Relaxed);
                    }
                    let status = child.wait().expect("whys ends");
                    assert!(
                        status.success() || number % 10 == 3,
                        "run {number}: {status}"
                    );
                    if status.success() {
                        let took = u64::try_from(began.elapsed().as_micros()).expect("a run ends");
                        usual.store(took, Ordering::Relaxed);
                        confirmed.lock().expect("a list").push(number);
                    }
                }
            });
        }
    });
    let confirmed = confirmed.into_inner().expect("a list");
    assert!(killed.into_inner() >= kills && confirmed.len() >= runs - kills);
    let text = text(&folder);
    let mut rest = String::new();
    let mut found = vec![0; runs];
    let mut moments = Vec::new();
    for line in text.split_inclusive('\n') {
        let number = line
            .split_once(" entry")
            .and_then(|(_, number)| number.strip_suffix("end\r\n"));
        match number {
            None => rest.push_str(line),
            Some(number) => {
                let number: usize = number.parse().expect("a number");
                found[number] += 1;
                moments.push(21 * 60 + number * 37 % 360);
            }
        }
    }
    assert_eq!(rest, LIVE);
    assert!(moments.is_sorted(), "{text}");
    assert!(found.iter().all(|count| *count < 2));
    assert!(confirmed.iter().all(|number| found[*number] == 1));
    assert!(moments.last() > Some(&1440), "midnight was passed");
    let ran = folder.whys(&["inspect", "--format", "json", FILE]);
    let facts: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let entries = facts["timeline"]["entries"]
        .as_array()
        .expect("entries")
        .len();
    assert_eq!(entries, moments.len() + 2);
    let unconfirmed = moments.len() - confirmed.len();
    println!(
        "{runs} runs, {kills} killed: {} confirmed, all there; {unconfirmed} written before they were killed",
        confirmed.len()
    );
}
