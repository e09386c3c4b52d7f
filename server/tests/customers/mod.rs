mod list;
mod paging;
