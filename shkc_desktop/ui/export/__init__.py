"""导出, 导入标注, 合并: what goes out of the library and comes in, asked within the window."""
