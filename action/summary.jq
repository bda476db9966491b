# The job summary in Markdown, from `whys lint --format json`. Text of a document is shown, never rendered.
def plain: gsub("[\\x00-\\x20\\x7f]+"; " ") | gsub("(?<c>[&<>|`*_~#!@$:{}\\[\\]\\\\])"; "&#\(.c | explode[0]);");
def count($n; $one; $many): "\($n) \(if $n == 1 then $one else $many end)";
def address: split("/") | map(@uri) | join("/");

.diagnostics as $all
| {error: 0, warning: 1, info: 2} as $rank
| ([$all[] | select(.severity == "error")] | length) as $errors
| ([$all[] | select(.severity == "warning")] | length) as $warnings
| (($all | length) - $errors - $warnings) as $infos
| ([$errors, $warnings, $infos] | map([. - 10, 0] | max) | add) as $hidden
| "## whys",
  "",
  (if .files == 0 then "No post-mortem is changed."
   elif $all == [] then "\(count(.files; "post-mortem"; "post-mortems")), nothing to report."
   else "\(count($errors; "error"; "errors")), \(count($warnings; "warning"; "warnings")), \(count($infos; "note"; "notes")) in \(count(.files; "post-mortem"; "post-mortems"))."
   end),
  (select(.silenced > 0) | "", "\(count(.silenced; "finding is"; "findings are")) silenced in the documents."),
  ((.baseline.hidden // 0) as $known | select($known > 0) | "", "\(count($known; "finding is"; "findings are")) in the baseline."),
  (select($hidden > 0) | "", "GitHub shows 10 annotations of a kind a step: \($hidden) more are only in this list."),
  (select($all != [])
   | "",
     "| | Where | What | Rule |",
     "| --- | --- | --- | --- |",
     ($all | sort_by($rank[.severity], .path, .line) | .[:200][]
      | (if .url | tostring | startswith("https://") then "[\(.rule | plain)](\(.url))" else .rule | plain end) as $rule
      | "| \(.severity | plain) | [\(.path | plain):\(.line)](\($blob)/\(.path | address)?plain=1#L\(.line)) | \(.message | plain) | \($rule) |"),
     (select(($all | length) > 200) | "", "\(($all | length) - 200) more findings are in the log of the step."))
