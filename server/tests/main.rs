//! Integration tests: the whole server, over its router, on real `SQLite` and a real `PostgreSQL`.

mod support;

mod aborts;
mod access;
mod account;
mod activity;
mod architecture;
mod audit;
mod backups;
mod busy;
mod changes;
mod checking;
mod commands;
mod customers;
mod editors;
mod escaping;
mod from_server;
mod generated;
mod headers;
mod killed;
mod mail_server;
mod others;
mod people;
mod permissions;
mod registry;
mod roles;
mod rules;
mod schema;
mod session;
mod slow_clients;
mod storage;
mod streams;
mod turns;
mod upgrades;
mod wire;
mod without_javascript;
