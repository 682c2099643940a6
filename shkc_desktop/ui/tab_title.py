"""What the tab of a page is called."""

from shkc_desktop.model.page import Page, PageKey, PageKind
from shkc_desktop.ui.wording import wording


def tab_title(key: PageKey, page: Page | None = None) -> str:
    """What a tab of that page shows: 嘉定区 · 2022."""
    match key.kind:
        case PageKind.YEARS:
            return wording("历年 · {district}", district=key.district)
        case PageKind.REPORT:
            return page.title if page is not None else wording("报告")
        case PageKind.IN_PLACE:
            year = key.year or wording("年份待定")
            return wording("{district} · {year} 原位", district=key.district, year=year)
        case _:
            return f"{key.district} · {key.year or wording('年份待定')}"
