"""What the tab of a page is called."""

from shkc_desktop.model.page import Page, PageKey, PageKind


def tab_title(key: PageKey, page: Page | None = None) -> str:
    """What a tab of that page shows: 嘉定区 · 2022."""
    match key.kind:
        case PageKind.YEARS:
            return f"历年 · {key.district}"
        case PageKind.REPORT:
            return page.title if page is not None else "报告"
        case _:
            return f"{key.district} · {key.year or '年份待定'}"
