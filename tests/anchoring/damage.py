"""Reports of invented wording, and damage to them that keeps for each character where it came from."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

Span = tuple[int, int]
# A character with its offset in the undamaged text, None where the damage put it in.
Traced = list[tuple[str, int | None]]

_FRAMES = (Path(__file__).with_name("frames.txt")).read_text(encoding="utf-8").split()
# Most of what a report says it says once: words of two to four of these characters stand for that.
_FREE = (
    "安百宝北本边波彩测产成城程池传窗春达带单道德灯地典电调定东动段多发方飞丰风港高格工公功共谷观光广规国海航合和河"
    "红湖华环汇机基集技际加价健江交街金进京晶景径居具开康科可空控库矿兰蓝乐联良林临灵流楼陆绿轮码脉门面民名木能年"
    "农盘配片品平破浦期奇企桥青清区泉群燃热人融容软瑞三沙山商设社深生声盛石时实市试收数水税松速塔台太泰糖特体天田"
    "通同图团退湾网微唯卫温文物西溪细先显现向象校心芯新信星行型修需学迅研阳养药业医仪移艺益因音银引影永用优油游友"
    "有宇语育域元园原源远云运泽展站章长掌招真振征证知直植志制质智中种舟主助专转装准咨资自字总组作座"
)


def invented_report(seed: int, characters: int = 7000) -> str:
    """A report of about so many characters with headings, blank lines, labels, figures, bold marks, set phrases."""
    rng = random.Random(f"report {seed}")
    lines: list[str] = []
    while sum(map(len, lines)) < characters:
        if rng.random() < 0.25:
            lines += ["", f"{rng.randint(1, 9)}.{rng.randint(1, 9)} {_free(rng)}{_free(rng)}建设", ""]
        if rng.random() < 0.2:
            lines += [_free(rng), ""]
        lines.append("".join(_sentence(rng) for _ in range(rng.randint(1, 4))))
    return "\n".join(lines) + "\n"


def _free(rng: random.Random) -> str:
    return "".join(rng.choices(_FREE, k=rng.randint(2, 4)))


def _sentence(rng: random.Random) -> str:
    """Frames filled with words and figures."""
    clauses = []
    for frame in rng.sample(_FRAMES, rng.randint(1, 3)):
        pieces = frame.split("_")
        gaps = [_free(rng) + (_free(rng) if rng.random() < 0.5 else "") for _ in pieces[1:]]
        clause = pieces[0] + "".join(gap + piece for gap, piece in zip(gaps, pieces[1:], strict=True))
        clauses.append(clause.replace("#", str(rng.randint(1, 999))))
    return "，".join(clauses) + rng.choice("。。。；")


def looking_alike(text: str, characters: int, rng: random.Random) -> Traced:
    """Lines of the text with two characters of five exchanged, until there are so many characters."""
    lines = [line for line in text.split("\n") if len(line) > 8]
    traced: Traced = []
    while len(traced) < characters:
        traced += [*_exchanged(rng.choice(lines), rng), ("\n", None)]
    return traced


def _exchanged(words: str, rng: random.Random) -> Traced:
    return [(rng.choice(_FREE) if rng.random() < 0.4 else char, None) for char in words]


def traced(text: str) -> Traced:
    """Every character with its own offset."""
    return list(zip(text, range(len(text)), strict=True))


def lines_of(text: Traced) -> list[Traced]:
    """The lines with their line ends."""
    lines: list[Traced] = [[]]
    for item in text:
        lines[-1].append(item)
        if item[0] == "\n":
            lines.append([])
    return [line for line in lines if line]


def _in_one(lines: Sequence[Traced]) -> Traced:
    return [item for line in lines for item in line]


def _new_line(lines: Sequence[Traced], rng: random.Random) -> Traced:
    """Words of three lines, two of five characters exchanged."""
    words = "".join(char for line in rng.choices(lines, k=3) for char, _ in line if char != "\n")
    return [*_exchanged(words[:150], rng), ("\n", None)]


def put_in(text: Traced, rng: random.Random, count: int = 8) -> Traced:
    """New lines that resemble the old ones."""
    lines = lines_of(text)
    for _ in range(count):
        lines.insert(rng.randint(0, len(lines)), _new_line(lines, rng))
    return _in_one(lines)


def deleted(text: Traced, rng: random.Random, share: float = 0.15) -> Traced:
    """Without some of the lines; blank ones stay."""
    return _in_one([line for line in lines_of(text) if len(line) < 3 or rng.random() > share])


def replaced(text: Traced, rng: random.Random, share: float = 0.15) -> Traced:
    """Other words, in the manner of those that stay, for some of the lines."""
    lines = lines_of(text)
    stays = [len(line) < 3 or rng.random() > share for line in lines]
    left = [line for line, stay in zip(lines, stays, strict=True) if stay]
    return _in_one([line if stay else _new_line(left, rng) for line, stay in zip(lines, stays, strict=True)])


_WIDTHS = dict(zip(",;:()?!%.，；：（）？！％．", "，；：（）？！％．,;:()?!%.", strict=True))
_WIDTHS |= dict(zip("“”—", '""-', strict=True))


def widened(text: Traced, rng: random.Random) -> Traced:
    """Most signs in the other width, some figures wide, quotation marks straight."""
    odds = dict.fromkeys(_WIDTHS, 0.6) | dict.fromkeys("0123456789", 0.2)
    wide = _WIDTHS | {digit: chr(ord(digit) + 0xFEE0) for digit in "0123456789"}
    return [(wide[char] if rng.random() < odds.get(char, 0.0) else char, origin) for char, origin in text]


def rewrapped(text: Traced, rng: random.Random) -> Traced:
    """Most line ends and blanks gone, lines of about forty characters, a stray blank in a hundred."""
    result: Traced = []
    column, width = 0, rng.randint(35, 45)
    for char, origin in text:
        if char in "\n " and rng.random() < 0.8:
            continue
        result.append((char, origin))
        column = 0 if char == "\n" else column + 1
        if column == width:
            result.append(("\n", None))
            column, width = 0, rng.randint(35, 45)
        elif rng.random() < 0.01:
            result.append((" ", None))
    return result


def mistaken(text: Traced, rng: random.Random, share: float = 0.05) -> Traced:
    """Wrong characters: half of the mistakes exchange one, a quarter loses one, a quarter puts one in behind."""
    result: Traced = []
    for char, origin in text:
        kind = rng.choice(("other", "other", "none", "more")) if rng.random() < share else ""
        if kind == "other":
            char = rng.choice(_FREE)
        if kind != "none":
            result.append((char, origin))
        if kind == "more":
            result.append((rng.choice(_FREE), None))
    return result


def shuffled(text: Traced, rng: random.Random) -> Traced:
    """Sections of four to twelve lines in another order."""
    lines = lines_of(text)
    sections: list[Traced] = []
    while lines:
        size = rng.randint(4, 12)
        sections.append(_in_one(lines[:size]))
        lines = lines[size:]
    rng.shuffle(sections)
    return _in_one(sections)


def all_together(text: Traced, rng: random.Random) -> Traced:
    """Each kind, those that take words away more gently."""
    text = put_in(shuffled(replaced(deleted(text, rng, 0.05), rng, 0.03), rng), rng, 4)
    return mistaken(rewrapped(widened(text, rng), rng), rng, 0.02)


DAMAGES: dict[str, Callable[[Traced, random.Random], Traced]] = {
    "unchanged": lambda text, rng: text,
    "put in": put_in,
    "deleted": deleted,
    "replaced": replaced,
    "widened": widened,
    "rewrapped": rewrapped,
    "mistaken": mistaken,
    "shuffled": shuffled,
    "all together": all_together,
}


def drawn(text: str, count: int, rng: random.Random) -> Iterator[Span]:
    """Passages of 5 to 200 characters, short ones as often as long ones, no blank at either end."""
    kinds = ((5, 10), (11, 30), (31, 80), (81, 200))
    while count:
        size = rng.randint(*kinds[count % 4])
        start = rng.randrange(len(text) - size)
        words = text[start : start + size]
        if words == words.strip() and sum("一" <= char <= "鿿" for char in words) >= min(4, 0.4 * size):
            count -= 1
            yield start, start + size


@dataclass(frozen=True)
class Truth:
    """A damaged text, and where each character of the old one stands in it."""

    text: str
    where: dict[int, int]

    @classmethod
    def of(cls, damaged: Traced) -> "Truth":
        """What the traces tell."""
        where = {origin: place for place, (_, origin) in enumerate(damaged) if origin is not None}
        return cls("".join(char for char, _ in damaged), where)

    def place(self, start: int, end: int) -> Span | str:
        """Where the words stand from the first to the last; "deleted" if half are gone, "torn" if far apart."""
        left = [self.where[offset] for offset in range(start, end) if offset in self.where]
        if len(left) < 0.5 * (end - start):
            return "deleted"
        first, last = min(left), max(left) + 1
        if last - first > 1.6 * (end - start) + 12:
            return "torn"
        words = self.text[first:last]
        return first + len(words) - len(words.lstrip()), last - len(words) + len(words.rstrip())
