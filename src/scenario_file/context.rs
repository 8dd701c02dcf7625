//! What a reader of scenario files is told, and how much it reads.

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 256 * 1024;

/// What a scenario can refer to and this module does not know.
pub struct Context<'a> {
    /// The names that `choose` may give.
    pub institutions: &'a [&'a str],
    /// Judges an option by its dotted name and its value as text; the error is shown as it is.
    pub option: &'a dyn Fn(&str, &str) -> Result<(), String>,
    /// Judges a rule's method, empty for any, and path, such as `POST` and `/api/links/{id}/`; the error is shown as it is.
    pub call: &'a dyn Fn(&str, &str) -> Result<(), String>,
}
