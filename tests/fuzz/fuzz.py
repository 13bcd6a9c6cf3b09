#!/usr/bin/env python3
"""Feeds damaged files to the program until a time is over: no panic, no abort, no hang, no flood of memory.

usage: fuzz.py BULLETIN [--seconds 60] [--seed 1] [--only KIND]

Each input is a month of tests/fuzz/month with one file changed by chance. What the program
tells about it - exit status, codes of problems, the shape of messages - is its behaviour; an
input that shows a new one joins the corpus of the run and is changed further, so that the
search goes to where the program does something else. Inputs that break a rule are kept in
target/fuzz and make the run fail.

Rules: exit status 0, 1 or 3; at most SECONDS_MAX of processor time and MEMORY_MAX of address
space; messages in Chinese, without the words of a panic.
"""
import argparse, hashlib, io, json, os, random, re, resource, shutil, subprocess, sys, time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
MONTH = HERE / "month"
FOUND = HERE.parent.parent / "target" / "fuzz"
SECONDS_MAX = 10
MEMORY_MAX = 2 << 30
# The file that is changed, the command that reads it, and the setting that names it.
KINDS = {
    "yaml": ("bulletin.yaml", ["check"], ""),
    "register": ("units.yaml", ["check"], ""),
    "cases": ("cases.yaml", ["check"], ""),
    "outline": ("版式/outline.yaml", ["check"], "layout: ./版式"),
    "style": ("版式/style.yaml", ["check"], "layout: ./版式"),
    "csv": ("data/考评.csv", ["check"], ""),
    "xlsx": ("data/考评.xlsx", ["check"], "assessed: data/考评.xlsx"),
    "ods": ("data/考评.ods", ["check"], "assessed: data/考评.ods"),
    "docx": ("案例.docx", ["check"], "cases: 案例.yaml"),
    "picture": ("图.jpg", ["check"], ""),
    "figures": ("上期/out/figures.json", ["check"], "previous: 上期"),
    "audit": ("通报.docx", ["audit", "通报.docx", "--all"], ""),
}
# What means something to one reader or another.
WORDS = """
: - { } [ ] | > & * ! # ' " % @ ` , ? ~ null true 0 -1 1e999 NaN 99999999999999999999 0.1 1/0
{{ }} {% %} {% for x in towns %} {% endfor %} {{ 1 | trend }} range(9999999) *a &a [*a,*a] <<:
\\u0000 \\ \ufeff \u202e \u200b \U0001F600 \u3000 ， 。 ； ： “ ” （ ） 〇 一 亿 件 % ％ ‰
2023-02-30 2023年13月45日 24:00 9/19/2023 45157.5 -45157 =1+1 @SUM(A1) =cmd|'/c'!A1 +1
密云镇 教委 满意 基本满意 不满意 解决 未解决 是 否 直派 转派 主办 协办 13912345678 ../ /etc/passwd C:\\
<!-- --> <![CDATA[ ]]> <? ?> <!DOCTYPE &amp; &#0; &#x10FFFF; &lol; </ /> <w:p> </w:p> <w:tbl> <w:t>
<c r="XFD1048576"> t="s" count="4000000000" uniqueCount="4000000000" number-columns-repeated="16384"
number-rows-repeated="1048576" r="0" s="99999" <v>99999999</v> gridSpan vMerge xml:space="preserve"
""".split()


def limited():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_MAX, SECONDS_MAX + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def change_bytes(data, chance):
    """One to a few changes anywhere."""
    data = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 4, 8))):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.choice((1, 2, 8, 64, 512)))
        kind = chance.randrange(9)
        if kind == 0 and data:
            data[min(at, len(data) - 1)] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del data[at:to]
        elif kind == 2:
            data[at:at] = data[at:to] * chance.choice((1, 2, 50, 2000))
        elif kind == 3:
            data[at:to] = bytes(chance.randrange(256) for _ in range(to - at))
        elif kind == 4:
            other = chance.randrange(len(data) + 1)
            data[at:at] = data[other:other + to - at]
        elif kind == 5:
            del data[at:]
        else:
            word = chance.choice(WORDS).encode()
            data[at:at if kind < 8 else to] = word * chance.choice((1, 1, 1, 3, 3000))
    return bytes(data[: 4 << 20])


def change_zip(data, chance):
    """Changes within a part and packs anew, so that checksums hold."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    except Exception:
        return change_bytes(data, chance)
    victim = chance.randrange(len(parts))
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for at, (name, part) in enumerate(parts):
            if at == victim and chance.random() < 0.05:
                continue
            packed.writestr(name, change_bytes(part, chance) if at == victim else part)
    return whole.getvalue()


def changed(data, name, chance):
    is_zip = name.endswith((".xlsx", ".ods", ".docx")) and chance.random() < 0.9
    return (change_zip if is_zip else change_bytes)(data, chance)


def prepare(kind, folder):
    """A month of its own that reads the file of a kind."""
    shutil.copytree(MONTH, folder)
    setting = KINDS[kind][2]
    if setting:
        path = folder / "bulletin.yaml"
        name = setting.split(":")[0]
        text = re.sub(rf"(?m)^( *){name}:.*\n", lambda old: f"{old[1]}{setting}\n", path.read_text())
        path.write_text(text if setting in text else f"{text}\n{setting}\n")


def run(program, kind, folder):
    """Behaviour, and the broken rule if one is."""
    _, command, _ = KINDS[kind]
    call = [program, "check", ".", "--json"] if command == ["check"] else [program, *command]
    try:
        done = subprocess.run(call, cwd=folder, capture_output=True, timeout=60, preexec_fn=limited)
    except subprocess.TimeoutExpired:
        return ("hang",), "no end after 60 s"
    told = (done.stdout + done.stderr).decode(errors="replace")
    codes = tuple(sorted(set(re.findall(r"\b[A-Z]\d\d\b", told))))
    shapes = {re.sub(r"“[^”]*”|[0-9A-Za-z.%]+", "", line)[:40] for line in re.findall(r'"message": "(.*)"', told)}
    behaviour = (done.returncode, codes, tuple(sorted(shapes))[:6])
    if done.returncode not in (0, 1, 3):
        return behaviour, f"exit status {done.returncode}: {told[-300:]}"
    foreign = re.search(r"panicked|RUST_BACKTRACE|\.rs:\d|stack overflow|os error|called `", told)
    return behaviour, f"“{foreign[0]}” is told" if foreign else None


class Search:
    def __init__(self, program, kinds, seed):
        self.program, self.kinds, self.chance = program, kinds, random.Random(seed)
        self.corpus = {kind: [(MONTH / KINDS[kind][0]).read_bytes()] for kind in kinds}
        self.known, self.broken, self.runs = set(), [], dict.fromkeys(kinds, 0)

    def worker(self, number, end):
        chance = random.Random(self.chance.random() + number)
        work = FOUND / f"work-{number}"
        shutil.rmtree(work, ignore_errors=True)
        for kind in self.kinds:
            prepare(kind, work / kind)
        while time.time() < end:
            kind = chance.choice(self.kinds)
            name = KINDS[kind][0]
            data = changed(chance.choice(self.corpus[kind]), name, chance)
            (work / kind / name).write_bytes(data)
            behaviour, fault = run(self.program, kind, work / kind)
            self.runs[kind] += 1
            if fault:
                digest = hashlib.sha256(data).hexdigest()[:12]
                path = FOUND / f"{kind}-{digest}-{Path(name).name}"
                path.write_bytes(data)
                self.broken.append(f"{path}: {fault}")
            elif (kind, behaviour) not in self.known and len(data) < 1 << 18:
                self.known.add((kind, behaviour))
                self.corpus[kind].append(data)
        shutil.rmtree(work, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bulletin", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=KINDS, action="append")
    given = parser.parse_args()
    FOUND.mkdir(parents=True, exist_ok=True)
    search = Search(str(given.bulletin.resolve()), given.only or list(KINDS), given.seed)
    end, workers = time.time() + given.seconds, os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        for done in [pool.submit(search.worker, number, end) for number in range(workers)]:
            done.result()
    for kind, runs in search.runs.items():
        shown = sum(known == kind for known, _ in search.known)
        print(f"{kind:9} {runs:7} inputs, {shown:5} behaviours")
    print("\n".join(search.broken) or "no rule broken")
    sys.exit(bool(search.broken))


if __name__ == "__main__":
    main()
