//! A receiver that takes everything and counts it.

use std::convert::Infallible;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::Fallible;

pub struct Sink {
    pub url: String,
    count: watch::Receiver<usize>,
}

impl Sink {
    /// Listens on a thread of its own.
    pub fn start() -> Fallible<Self> {
        let (tell, count) = watch::channel(0);
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let url = format!("http://{}/webhooks", listener.local_addr()?);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        std::thread::spawn(move || runtime.block_on(accept(listener, tell)));
        Ok(Self { url, count })
    }

    /// Waits until so many have come.
    pub async fn until(&self, wanted: usize) -> Fallible<()> {
        Ok(self.count.clone().wait_for(|count| *count >= wanted).await.map(drop)?)
    }
}

async fn accept(listener: std::net::TcpListener, tell: watch::Sender<usize>) -> Fallible<()> {
    let listener = TcpListener::from_std(listener)?;
    loop {
        let (stream, _) = listener.accept().await?;
        let tell = tell.clone();
        let answering = service_fn(move |request: Request<Incoming>| {
            let tell = tell.clone();
            async move {
                let _read = request.into_body().collect().await;
                tell.send_modify(|count| *count += 1);
                Ok::<_, Infallible>(Response::new(Full::new(Bytes::new())))
            }
        });
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), answering));
    }
}
