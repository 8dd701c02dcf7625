//! The events that the page's `onEvent` is called with (W-EVT-01).

use crate::domain::base::named::named;

named! {
    /// The `eventName` of an event.
    EventName {
        /// The person gets to another screen.
        PageLoad "PAGE_LOAD"
        /// Something went wrong that can be tried again.
        Error "ERROR"
        /// An institution that cannot be chosen was.
        Warning "WARNING"
    }
}
