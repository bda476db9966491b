//! Keys, tokens and passwords; they were found and hidden before the document was read.

use crate::diagnostic::Findings;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    for secret in &cx.post.secrets {
        if cx.known.allowed_secrets.contains(&secret.fingerprint) {
            continue;
        }
        let help = format!(
            "revoke it, then write `<redacted>` in its place; if it is harmless, add \"{}\" to `allow` under `[secrets]` of whys.toml",
            secret.fingerprint
        );
        out.report(secret.span, format!("{} in clear text", secret.kind))
            .help(help)
            .subject(&secret.subject);
    }
}
