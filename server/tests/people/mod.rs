mod impostors;
mod keep;
