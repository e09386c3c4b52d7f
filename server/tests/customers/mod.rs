mod counted;
mod indexes;
mod list;
mod paging;
mod wide;
