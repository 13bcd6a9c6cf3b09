#!/usr/bin/env python3
"""How soon the workbench answers: an export dropped until its columns are mapped, and a
value changed until the problems and pages are new.

`tests/benches/workbench.py [PROGRAM]` prints the middle and the longest of the rounds.
"""
import json
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROUNDS = 9


class Workbench:
    """A workbench over a copy of the example of September 2023."""

    def __init__(self, program):
        self.home = pathlib.Path(tempfile.mkdtemp())
        shutil.copytree(ROOT / "examples/2023-09", self.home / "2023-09", ignore=shutil.ignore_patterns("out"))
        command = [program, "workbench", self.home, "--no-open", "--port", "0"]
        self.served = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True)
        url = next(filter(None, (re.search(r"http\S+", line) for line in self.served.stdout)))[0]
        self.origin, secret = url.split("/open/")
        self.headers = {"Origin": self.origin, "Cookie": f"bulletin-{self.origin.rsplit(':', 1)[1]}={secret}"}

    def ask(self, path, body=None, **query):
        address = f"{self.origin}/m/2023-09/{path}" + ("?" + urllib.parse.urlencode(query) if query else "")
        with urllib.request.urlopen(urllib.request.Request(address, body, self.headers)) as answer:
            return json.loads(answer.read() or "null")

    def settled(self, seen=""):
        """The state once all that was asked for is done."""
        while True:
            state = self.ask(f"state?{seen}") or {"is_working": True}
            if not state["is_working"]:
                return state
            seen = state.get("seen", seen)

    def close(self):
        self.served.terminate()
        shutil.rmtree(self.home)


def drop(bench, round):
    export = (ROOT / "examples/2023-09/data/工单明细.xlsx").read_bytes()
    name = f"拖入{round}.xlsx"
    bench.ask("upload", export, name=name, to="data")
    assert bench.ask("export", file=f"data/{name}")


def change(bench, round):
    before = bench.settled()
    stamp = bench.ask("month")["bulletin"]["stamp"]
    changes = [{"path": ["city", "rank"], "value": 5 + round}]
    edit = {"file": "bulletin.yaml", "stamp": stamp, "why": "名次", "changes": changes}
    bench.ask("edit", json.dumps(edit).encode())
    assert bench.settled(before["seen"])["seen"] != before["seen"]


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/release/bulletin"
    bench = Workbench(program)
    try:
        bench.settled()
        for words, act in {"导出表拖入到列对应好": drop, "改一个数到问题和页面更新": change}.items():
            took = []
            for round in range(ROUNDS):
                start = time.perf_counter()
                act(bench, round)
                took.append(time.perf_counter() - start)
            print(f"{words}：{statistics.median(took) * 1000:.0f} 毫秒，最长 {max(took) * 1000:.0f} 毫秒")
    finally:
        bench.close()


if __name__ == "__main__":
    main()
