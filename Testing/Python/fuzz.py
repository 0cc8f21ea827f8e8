"""Tries to break the readers with inputs of every kind, and prints what came of them.

    python Testing/Python/fuzz.py [--cases 10000] [--seed 1] [--processes 2] [--kind "bits flipped" [--case 17]]

Each case is made and read in a process beside this one, which is ended when it takes a minute, and replaced. The same
seed gives the same cases. Faults are printed with what shows them again. Ends with 1 when there is one.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, groupby, islice

from fuzzing.judging import MEMORY_LIMIT_MIB, TIME_LIMIT_S, Case, Outcome, Verdict, judge
from fuzzing.kinds import KINDS

from CTBodyContrastLib.processes import Lost, work_in_processes

# By the clock, with all that the computer does beside it. What waits for something takes no processor's time.
_END_S = 60.0
_END_ONCE_S = 600.0
_LOST = {
    Lost.CRASHED: Outcome(Verdict.CRASHED, "the process ended"),
    Lost.OUT_OF_TIME: Outcome(Verdict.HUNG, "the process was ended", TIME_LIMIT_S),
}
_GOOD = (Verdict.READ, Verdict.REFUSED)

Judged = tuple[Case, Outcome]


def cases(kinds: Iterable[str], seed: int) -> Iterator[Case]:
    """Cases of these kinds in turn, without end; those that come once come first."""
    kinds = list(kinds)
    often = [kind for kind in kinds if not KINDS[kind].once]
    yield from (Case(kind, seed, 0) for kind in kinds if KINDS[kind].once)
    for number in count() if often else ():
        yield from (Case(kind, seed, number) for kind in often)


def run(wanted: Iterable[Case], processes: int) -> Iterator[Judged]:
    """Judge cases in processes of their own; the order is that of finishing."""
    for is_once, of_kind in groupby(wanted, key=lambda case: KINDS[case.kind].once):
        for finished in work_in_processes(judge, of_kind, processes, _END_ONCE_S if is_once else _END_S):
            yield from ((case, _LOST[result] if isinstance(result, Lost) else result) for case, result in finished)


def is_fault(outcome: Outcome) -> bool:
    """Whether it breaks the contract: a volume, or a named error with a plain reason, within the limits."""
    return outcome.verdict not in _GOOD


def table(judged: Sequence[Judged]) -> str:
    """The outcomes as a Markdown table, a row for each kind and one for all."""
    lines = [
        f"| kind | n | {' | '.join(Verdict)} | longest (s) | peak memory (MiB) |",
        f"|---|{'---:|' * (len(Verdict) + 3)}",
    ]
    for kind in (*KINDS, "all"):
        outcomes = [outcome for case, outcome in judged if kind in (case.kind, "all")]
        if outcomes:
            verdicts = Counter(outcome.verdict for outcome in outcomes)
            numbers = [len(outcomes), *(verdicts[verdict] for verdict in Verdict)]
            longest, peak = max(outcome.seconds for outcome in outcomes), max(outcome.mib for outcome in outcomes)
            lines.append(f"| {kind} | {' | '.join(map(str, numbers))} | {longest:.1f} | {peak:.0f} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--kind", choices=KINDS, help="this kind alone")
    parser.add_argument("--case", type=int, help="of this kind, the case of this number alone")
    arguments = parser.parse_args()
    wanted = islice(cases([arguments.kind] if arguments.kind else KINDS, arguments.seed), arguments.cases)
    if arguments.case is not None:
        wanted = iter([Case(arguments.kind, arguments.seed, arguments.case)])
    judged = []
    for case, outcome in run(wanted, arguments.processes):
        judged.append((case, outcome))
        if is_fault(outcome):
            again = f"--seed {case.seed} --kind '{case.kind}' --case {case.number}"
            print(f"{outcome.verdict}: {outcome.why} ({again})", flush=True)
    print(table(judged))
    print(f"\nLimits: {TIME_LIMIT_S:.0f} s of a processor and {MEMORY_LIMIT_MIB} MiB for a case.")
    return int(any(is_fault(outcome) for _, outcome in judged))


if __name__ == "__main__":
    raise SystemExit(main())
