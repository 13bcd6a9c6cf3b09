#!/usr/bin/env python3
"""The program and its peer in turn, so that both meet the same machine: time, processor and memory.

usage: beside.py BULLETIN [--runs 7]      pip install polars fastexcel matplotlib docxtpl typst pyyaml

Told are the least of all runs, which other work disturbs least, and the ratios of the peer to
the program.
"""
import argparse, os, shutil, subprocess, sys, tempfile, time
from pathlib import Path

HERE = Path(__file__).parent
EXAMPLE = HERE.parent.parent / "examples" / "2023-09"


def measure(command):
    """Seconds, processor seconds and MB of a run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command}: exit status {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bulletin", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        month, out = Path(work) / "2023-09", Path(work) / "peer"
        shutil.copytree(EXAMPLE, month, ignore=shutil.ignore_patterns("out"))
        program, peer = str(given.bulletin.resolve()), [sys.executable, str(HERE / "peer.py")]
        pairs = {
            "check": ([program, "check", str(month), "--quiet"], [*peer, "read", str(out)]),
            "build": ([program, "build", str(month), "--quiet"], [*peer, "build", str(out)]),
            "units": ([program, "build", str(month), "--each", "units", "--quiet"], None),
        }
        print("| what | time | processor | memory | peer | ratio |\n|---|---|---|---|---|---|")
        for name, (ours, theirs) in pairs.items():
            for command in filter(None, (ours, theirs)):
                measure(command)
            turns = [(measure(ours), theirs and measure(theirs)) for _ in range(given.runs)]
            least = lambda side: [min(of) for of in zip(*(turn[side] for turn in turns))]
            seconds, processor, memory = least(0)
            row = f"| {name} | {seconds:.2f} s | {processor:.2f} s | {memory:.0f} MB |"
            if theirs:
                other = least(1)
                row += f" {other[0]:.2f} s, {other[1]:.2f} s, {other[2]:.0f} MB"
                row += f" | {other[0] / seconds:.1f}, {other[1] / processor:.1f} |"
            print(row if theirs else f"{row} | |", flush=True)


if __name__ == "__main__":
    main()
