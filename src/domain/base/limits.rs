//! How much there may be of anything that comes from outside, and of what is kept of it.
//!
//! A page of any origin reaches the widget's calls, and whoever reaches the port the REST API: each length, count and
//! cost has its bound here, and stands in [`table`], which docs/options.md prints.

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

/// The longest word for which a nearest one is looked for, in bytes: nobody mistypes a longer one.
pub const LONGEST_WORD: usize = 200;
/// How many characters of a text from outside a message repeats.
pub const SHOWN: usize = 60;
/// How many characters of a value Belvo's own messages repeat.
pub const REPEATED: usize = 500;
/// The longest `X-Belvo-Emulator-Why`, in characters.
pub const LONGEST_WHY: usize = 300;
/// The largest body of a call that is read, in bytes.
pub const BODY: usize = MIB;
/// The largest document of a workspace that is written and read over the control API, in bytes.
pub const SNAPSHOT: usize = 64 * MIB;
/// How many levels deep the JSON of a call may be: what is kept of it stands some levels deep in a snapshot.
pub const DEEPEST: usize = 64;
/// The longest text of a call's body, in bytes; certificates and private keys come as texts too.
pub const LONGEST_TEXT: usize = 16 * KIB;
/// The longest name in a list of names, in bytes.
pub const LONGEST_NAME: usize = 64;
/// How many different names a list holds: more than there are of anything.
pub const MOST_NAMES: usize = 128;
/// How many values a parameter of a query takes.
pub const MOST_VALUES: usize = 1_000;
/// The longest setting of an option, in bytes.
pub const LONGEST_SETTING: usize = 64;
/// How many fields a form has.
pub const MOST_FIELDS: usize = 32;
/// The longest secret id, in bytes.
pub const SECRET_ID: usize = 128;
/// The looks that come with a token, in bytes of JSON (W-TOK-20), and the longest image among them.
pub const LOOKS: usize = 64 * KIB;
/// The longest name or sentence of a brand, in bytes.
pub const BRAND_TEXT: usize = 4 * KIB;
/// How many faults of one call are told.
pub const MOST_FAULTS: usize = 100;
/// What a test sends a page by hand, in bytes of JSON.
pub const LARGEST_EMISSION: usize = 64 * KIB;

/// The longest URL of a receiver of webhooks, in bytes.
pub const LONGEST_URL: usize = 2_048;
/// The longest text or secret of a header of webhooks, in bytes.
pub const SECRET: usize = 4 * KIB;
/// How many headers of its own a receiver of webhooks gets.
pub const MOST_HOOK_HEADERS: usize = 16;
/// How many receivers of webhooks a workspace has.
pub const TARGETS: usize = 16;
/// How many webhooks a workspace remembers to have sent, for whoever looks.
pub const EVENTS: usize = 1_000;
/// How many deliveries it remembers; those that are over make room.
pub const DELIVERED: usize = 1_000;
/// How many deliveries wait for one receiver.
pub const WAITING_DELIVERIES: usize = 100_000;

/// How many of the things that fell due are told when a clock has been moved.
pub const FIRED: usize = 10_000;

/// How many links a workspace holds.
pub const LINKS: usize = 10_000;
/// How many tokens it remembers, two of each request.
pub const LIVE_TOKENS: usize = 40_000;
/// How many runs of the widget may be open at once.
pub const OPEN_RUNS: usize = 1_000;
/// How many frames of a run are kept: more than the steps of the longest file that anybody would write.
pub const RUN_FRAMES: usize = 10_000;
/// How much is kept of what has come into a run, for whoever wants it as a scenario: so many acts, answers and waits.
pub const RECORDED: usize = 1_000;
/// And so many bytes.
pub const RECORD: usize = 128 * KIB;
/// How many runs that are over it keeps, for those who ask what happened.
pub const RUNS_OVER: usize = 100;
/// How many entries its journal has.
pub const ENTRIES: usize = 2_000;
/// How many of its entries are of control calls whose callers may make none.
pub const TURNED_AWAY: usize = 100;
/// How many addresses of callers it counts calls of.
pub const ADDRESSES: usize = 1_000;
/// How many open questions of banks it remembers.
pub const SESSIONS: usize = 1_000;
/// How many calls wait in its background.
pub const IN_BACKGROUND: usize = 1_000;
/// How many faults are set by hand; those that are used up make room.
pub const FAULTS: usize = 100;
/// The longest text of a message that is made up, in bytes.
pub const LONGEST_MESSAGE: usize = 1_000;
/// How many items its queue has.
pub const QUEUED: usize = 1_000;
/// How many workspaces there are.
pub const WORKSPACES: usize = 10_000;
/// Of how many that were closed to make room it is known how many entries their journals had.
pub const CLOSED: usize = 100_000;
/// How many of them calls of pages of other origins have opened.
pub const OF_PAGES: usize = 100;

/// What a workspace keeps in all.
///
/// A link that is read whole takes 5 MiB: there is room for 400 of them.
pub const WORKSPACE: usize = 2 * 1024 * MIB;
/// What all workspaces keep together: one that is full takes nothing from those that are not.
pub const ALL_WORKSPACES: usize = WORKSPACE / 2 * 3;
/// Of it, the journal; the oldest entries go.
pub const JOURNAL: usize = 8 * MIB;
/// Of it, what came with access tokens; the oldest tokens go.
pub const TOKENS: usize = 16 * MIB;
/// Of it, the runs of the widget; the oldest go, those that are over first.
pub const RUNS: usize = 64 * MIB;
/// Of the runs, the frames of each; the oldest go.
pub const FRAMES: usize = 4 * MIB;
/// Of it, a scenario that came in a call.
pub const DOCUMENT: usize = 8 * MIB;
/// The rest is for links and their records; what exceeds it is refused.
pub const DATA: usize = WORKSPACE - JOURNAL - TOKENS - RUNS - DOCUMENT;
/// What a workspace takes that keeps nothing.
pub const EMPTY_WORKSPACE: usize = 16 * KIB;

/// A limit, for people.
#[derive(Debug)]
pub struct Limit {
    /// Of what.
    pub what: &'static str,
    /// How much.
    pub most: String,
    /// What becomes of more.
    pub beyond: &'static str,
}

/// How people write so many bytes.
pub fn bytes(count: usize) -> String {
    let units = [(1024 * MIB, "GiB"), (MIB, "MiB"), (KIB, "KiB"), (1, "bytes")];
    let (size, unit) =
        units.into_iter().find(|(size, _)| count.is_multiple_of(*size)).unwrap_or((1, "bytes"));
    format!("{} {unit}", count / size)
}

fn thousands(count: usize) -> String {
    if count < 1_000 { count.to_string() } else { format!("{},{:03}", count / 1_000, count % 1_000) }
}

/// What is limited, for docs/options.md.
pub fn table() -> Vec<Limit> {
    let row = |what, most, beyond| Limit { what, most, beyond };
    vec![
        row("all that the workspaces keep", bytes(ALL_WORKSPACES), "refused: 403, over the control API 503"),
        row("all that a workspace keeps", bytes(WORKSPACE), "what follows"),
        row("links and records of a workspace", bytes(DATA), "refused: 403, nothing of the call is kept"),
        row("runs of a workspace", bytes(RUNS), "the oldest go, those that are over first"),
        row("tokens of a workspace", bytes(TOKENS), "the oldest go and count as foreign"),
        row("journal of a workspace", bytes(JOURNAL), "the oldest go and are counted in `dropped`"),
        row(
            "workspaces",
            thousands(WORKSPACES),
            "those that keep nothing go, then the one that was called by its name longest ago; if all are in use, refused: 403, over the control API 503",
        ),
        row("closed workspaces with lost journals", thousands(CLOSED), "other names count as lost too"),
        row("workspaces that pages of other origins open", thousands(OF_PAGES), "refused: 403"),
        row("links", thousands(LINKS), "refused: 403"),
        row("tokens", thousands(LIVE_TOKENS), "the oldest go and count as foreign"),
        row("open runs", thousands(OPEN_RUNS), "the oldest go"),
        row("acts, answers and waits of a run", thousands(RECORDED), "no longer to be had as a scenario"),
        row("runs that are over", thousands(RUNS_OVER), "the oldest go"),
        row("entries of the journal", thousands(ENTRIES), "the oldest go and are counted in `dropped`"),
        row("refused control calls in a journal", thousands(TURNED_AWAY), "foreign ones are left out"),
        row(
            "addresses that `limit.rate` counts",
            thousands(ADDRESSES),
            "the one that called longest ago starts anew",
        ),
        row("questions of banks", thousands(SESSIONS), "the oldest go"),
        row("calls in the background", thousands(IN_BACKGROUND), "refused: 429"),
        row("what fell due, of one move of the clock", thousands(FIRED), "counted in `fired_more`"),
        row("faults", thousands(FAULTS), "those that are used up go; else refused: 409"),
        row("items of the queue", thousands(QUEUED), "refused: 409"),
        row("a body", bytes(BODY), "refused: 413"),
        row("a snapshot", bytes(SNAPSHOT), "refused: 413"),
        row("JSON of a body", format!("{DEEPEST} levels"), "refused: 400"),
        row("a text of a body", bytes(LONGEST_TEXT), "refused: 400"),
        row("a name in a list", bytes(LONGEST_NAME), "refused: 400; a page's is passed over"),
        row("names of a list", thousands(MOST_NAMES), "refused: 400; a page's are passed over"),
        row("a secret id", bytes(SECRET_ID), "refused: 403"),
        row(
            "`widget` of a token, an image of a brand",
            bytes(LOOKS),
            "left out, and the page's console says so",
        ),
        row("a text of a brand", bytes(BRAND_TEXT), "left out, and the page's console says so"),
        row("fields of a form that is sent", thousands(MOST_FIELDS), "refused: 409"),
        row("values of a parameter", thousands(MOST_VALUES), "refused: 400"),
        row("a setting", bytes(LONGEST_SETTING), "refused: 400"),
        row("an emission by hand, `data` of a webhook by hand", bytes(LARGEST_EMISSION), "refused: 413"),
        row("webhooks of the inbox", thousands(EVENTS), "the oldest go"),
        row("deliveries that are over", thousands(DELIVERED), "the oldest go"),
        row("webhooks that wait", thousands(WAITING_DELIVERIES), "the receiver does not hear of the newest"),
        row("receivers of webhooks", thousands(TARGETS), "refused: 400"),
        row("headers of a receiver", thousands(MOST_HOOK_HEADERS), "refused: 400"),
        row("a receiver's URL", bytes(LONGEST_URL), "refused: 400"),
        row("a header or secret of a receiver", bytes(SECRET), "refused: 400"),
    ]
}
