//! Addresses become listeners before anything is served.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Bound addresses, not yet served.
#[derive(Debug)]
pub(crate) struct Bound {
    pub(super) listeners: Vec<std::net::TcpListener>,
    pub(crate) address: SocketAddr,
    /// What could not be bound and need not be.
    pub(crate) warning: Option<String>,
}

/// An address that cannot be bound.
#[derive(Debug)]
pub(crate) struct BindFault {
    pub(crate) address: SocketAddr,
    pub(crate) why: io::Error,
}

/// Binds a host and port; loopback is bound on both families, port 0 to the same free port on both.
pub(crate) fn bind(host: IpAddr, port: u16) -> Result<Bound, BindFault> {
    if host != IpAddr::V4(Ipv4Addr::LOCALHOST) {
        let listener = listen(SocketAddr::new(host, port))?;
        return bound(vec![listener], None);
    }
    let mut tries = if port == 0 { 20 } else { 1 };
    loop {
        tries -= 1;
        let first = listen(SocketAddr::new(host, port))?;
        let taken = bound(vec![first], None)?;
        let second = SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), taken.address.port());
        match listen(second) {
            Ok(listener) => {
                return Ok(Bound {
                    listeners: taken.listeners.into_iter().chain([listener]).collect(),
                    ..taken
                });
            }
            Err(fault) if fault.why.kind() == io::ErrorKind::AddrInUse && tries > 0 => {}
            Err(fault) if fault.why.kind() == io::ErrorKind::AddrInUse => return Err(fault),
            Err(fault) => {
                let warning = format!("{second} is not available on this host ({}): IPv4 only", fault.why);
                return Ok(Bound { warning: Some(warning), ..taken });
            }
        }
    }
}

fn listen(address: SocketAddr) -> Result<std::net::TcpListener, BindFault> {
    let listener = std::net::TcpListener::bind(address).map_err(|why| BindFault { address, why })?;
    listener.set_nonblocking(true).map_err(|why| BindFault { address, why })?;
    Ok(listener)
}

fn bound(listeners: Vec<std::net::TcpListener>, warning: Option<String>) -> Result<Bound, BindFault> {
    let nowhere = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0);
    let first = listeners.first().map(std::net::TcpListener::local_addr);
    let address = first.unwrap_or(Ok(nowhere)).map_err(|why| BindFault { address: nowhere, why })?;
    Ok(Bound { listeners, address, warning })
}
