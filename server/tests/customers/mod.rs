mod counted;
mod list;
mod paging;
mod wide;
