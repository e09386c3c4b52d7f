//! Holding what is stored against what the log says of it.

mod accounts;
mod staff;
pub use accounts::{Differs, first_that_differs};
pub use staff::{StaffDiffers, first_of_staff_that_differs};
