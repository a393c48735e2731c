//! A local COS server.
