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
