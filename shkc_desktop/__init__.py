"""SHKC Desktop (上海科创报告阅读器): read, tag and cite the Shanghai science-and-technology reports."""

__version__ = "0.1.0"
