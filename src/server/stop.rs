//! An orderly stop: what can be answered in time is, the rest is cut.

use tokio::sync::watch;

use super::limits::CUT_TIME;
use super::shared::pause;

/// Waits until the emulator has been told to stop and the time for answers is over.
pub(super) async fn cut_off(mut stop: watch::Receiver<bool>) {
    // Without a sender nobody can say more: the emulator is gone.
    drop(stop.wait_for(|stop| *stop).await);
    pause(CUT_TIME).await;
}
