"""导入预览: what an import has recognised, looked through and corrected before it is stored."""
