//! What the official SDKs send and expect.

use super::rule::{Rule, rule};
use crate::domain::vocabulary::catalogue::Confidence::Observed;

pub(in crate::domain) static RULES: &[Rule] = &[
    rule("R-SDK-01", Observed, "Python's takes the address from BELVO_API_URL and asks GET /api/ first."),
    rule("R-SDK-02", Observed, "Python's sends JSON, keeps connections, and ends each path with a slash."),
    rule("R-SDK-03", Observed, "Python's lists follow next as it comes until it is null."),
    rule("R-SDK-04", Observed, "Python's delete is true after 202 and 204, and false after a refusal."),
    rule("R-SDK-05", Observed, "Python's hands refusals over as answers unless it is told to raise them."),
    rule("R-SDK-06", Observed, "Python's links come with save_data, and are updated, patched and resumed."),
    rule(
        "R-SDK-07",
        Observed,
        "Python's retrieves end today, attach nothing, and ask for years and words its way.",
    ),
    rule("R-SDK-08", Observed, "Python's widget token sends the keys in the body and in the header."),
    rule(
        "R-SDK-20",
        Observed,
        "JavaScript's takes the address from BELVO_API_URL and connects by GET /api/.",
    ),
    rule("R-SDK-21", Observed, "JavaScript's names JSON as the type of reads and deletions, too."),
    rule(
        "R-SDK-22",
        Observed,
        "JavaScript's lists follow next up to a limit, which may be the size of a page.",
    ),
    rule("R-SDK-23", Observed, "JavaScript's retrieves leave out what is not given, and end today."),
    rule("R-SDK-24", Observed, "JavaScript's throws every refusal with its status and detail."),
    rule("R-SDK-25", Observed, "JavaScript's registers links without save_data, and resumes them."),
    rule(
        "R-SDK-26",
        Observed,
        "JavaScript's tokens come with the keys in the body, or for a link without them.",
    ),
    rule("R-SDK-30", Observed, "A first run of both works with no option changed."),
    rule("R-SDK-31", Observed, "All resources of both SDKs are there."),
];
