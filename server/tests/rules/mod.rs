//! The rules of countries against second opinions and real input.

mod addresses;
mod documented;
mod everywhere;
mod fuzz;
mod number_sweeps;
mod numbers;
mod oracle;
mod real;
mod stored;
mod subdivisions;
mod typed;

/// Prints counts past the test harness, which keeps what a passing test prints to itself.
fn say(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{line}");
}
