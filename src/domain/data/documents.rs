//! Numbers of documents, accounts and cards, with their check digits.
