//! Access and refresh tokens: issued, judged, refreshed, spent (R-TOK).

pub mod tokens;
