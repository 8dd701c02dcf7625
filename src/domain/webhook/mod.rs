//! What Belvo tells an application's server of itself: the table of webhooks, what has been told, and to whom it goes.

pub mod count;
pub mod crowd;
pub mod deliveries;
pub mod event;
pub mod inbox;
pub mod occasion;
pub mod table;
pub mod target;
