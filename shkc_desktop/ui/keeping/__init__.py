"""What is kept beside the marks: memos, bookmarks, lost annotations, the recycle bin."""
