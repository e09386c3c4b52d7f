mod drafts;
mod merge;
mod update;
