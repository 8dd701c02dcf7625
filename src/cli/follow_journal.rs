//! `ctl journal stream` and `ctl journal --follow`: a line for each entry as it is written, until a signal comes.

use std::process::ExitCode;

use http_body_util::BodyExt;
use serde_json::Value;

use super::client::Caller;
use super::follow::{Ended, until_a_signal};
use super::output::{print, remark};

/// Prints the entries of a stream until a signal comes.
pub(super) fn follow(caller: &Caller<'_>, path: &str) -> Result<ExitCode, Ended> {
    until_a_signal(print_events(caller, path))
}

async fn print_events(caller: &Caller<'_>, path: &str) -> Ended {
    let mut open = match caller.open(path).await {
        Ok(Ok(open)) => open,
        Ok(Err(refused)) => return Ended::Refused(refused),
        Err(why) => return Ended::Silent(why),
    };
    let mut events = Events::default();
    while let Some(frame) = open.body.frame().await {
        match frame {
            Ok(frame) => events.read(frame.data_ref().map_or(&[], |data| data)),
            Err(why) => return Ended::Silent(why.to_string()),
        }
    }
    Ended::Silent("it has ended the stream".to_owned())
}

/// What has come of server-sent events.
#[derive(Default)]
struct Events {
    /// The beginning of a line.
    rest: Vec<u8>,
    /// The name of the event whose data come next; an entry has none.
    name: String,
}

impl Events {
    fn read(&mut self, bytes: &[u8]) {
        self.rest.extend_from_slice(bytes);
        while let Some(end) = self.rest.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.rest.drain(..=end).collect();
            self.line(String::from_utf8_lossy(&line).trim_end());
        }
    }

    fn line(&mut self, line: &str) {
        match line.split_once(": ") {
            Some(("event", name)) => name.clone_into(&mut self.name),
            Some(("data", data)) => self.event(data),
            _ => {}
        }
    }

    fn event(&mut self, data: &str) {
        match std::mem::take(&mut self.name).as_str() {
            "" => {
                let _a_reader_gone_is_no_failure = print(data);
            }
            "reset" => remark("the workspace was reset or restored: its journal begins anew"),
            _ => {
                let data: Value = serde_json::from_str(data).unwrap_or_default();
                remark(&format!("{} older entries are gone", data["dropped"]));
            }
        }
    }
}
