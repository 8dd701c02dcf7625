//! Calls that no route has answered, when the emulator is stopped: whoever wants none is told of all.

use crate::http::Service;
use crate::store::UnmatchedCall;

/// There were such calls.
#[derive(Debug, thiserror::Error)]
#[error("calls have come that no route answers:\n{}\n  help: `belvo-emulator list routes` shows what there is", .0.join("\n"))]
pub(crate) struct UnknownCalls(Vec<String>);

/// There must have been none, in any workspace.
pub(super) fn must_be_none(service: &Service) -> Result<(), UnknownCalls> {
    let (calls, others) = service.store.unmatched_since_start();
    let mut lines: Vec<String> = calls.iter().map(line).collect();
    lines.extend((others > 0).then(|| format!("  and {others} more")));
    if lines.is_empty() { Ok(()) } else { Err(UnknownCalls(lines)) }
}

fn line((call, count): &(UnmatchedCall, u64)) -> String {
    let UnmatchedCall { workspace, method, path, nearest, differs } = call;
    let near = nearest.as_ref().map_or_else(|| differs.clone(), |near| format!("the nearest is {near}"));
    let of = if workspace.is_empty() { String::new() } else { format!(" of {workspace}") };
    let times = if *count > 1 { format!(" ({count} times)") } else { String::new() };
    format!("  {method} {path}{of}{times}; {near}")
}
