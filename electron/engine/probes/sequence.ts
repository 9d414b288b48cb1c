// Follows a running number through a log: what is missing, double, or late. Pure, in memory that a bad log cannot raise.

export interface Gap {
  /** The first and the last number that is missing. */
  first: number;
  last: number;
  /** The line behind the gap, counted from 1. */
  line: number;
}

export interface Sequence {
  add: (value: number, line: number) => void;
  /** Gaps not filled by late lines, in order; beyond `mostGaps` they are only counted. */
  gaps: () => Gap[];
  gapCount: () => number;
  missing: () => number;
  duplicates: () => number;
  outOfOrder: () => number;
  last: () => number | null;
}

const mostGaps = 10_000;

export function followSequence(): Sequence {
  const gaps: Gap[] = [];
  let beyond = 0;
  let missing = 0;
  let duplicates = 0;
  let outOfOrder = 0;
  let lowest: number | null = null;
  let highest = 0;

  const late = (value: number, first: number): void => {
    const at = gaps.findIndex((gap) => value >= gap.first && value <= gap.last);
    const gap = gaps[at];
    if (gap === undefined) {
      if (value < first) outOfOrder++;
      else duplicates++;
      return;
    }
    outOfOrder++;
    missing--;
    const left = { ...gap, last: value - 1 };
    const right = { ...gap, first: value + 1 };
    gaps.splice(at, 1, ...[left, right].filter((part) => part.first <= part.last));
  };

  return {
    add(value, line) {
      if (lowest === null) {
        lowest = value;
        highest = value;
      } else if (value <= highest) {
        late(value, lowest);
      } else {
        if (value > highest + 1) {
          missing += value - highest - 1;
          if (gaps.length < mostGaps) gaps.push({ first: highest + 1, last: value - 1, line });
          else beyond++;
        }
        highest = value;
      }
    },
    gaps: () => gaps,
    gapCount: () => gaps.length + beyond,
    missing: () => missing,
    duplicates: () => duplicates,
    outOfOrder: () => outOfOrder,
    last: () => (lowest === null ? null : highest),
  };
}

export function gapInWords(gap: Gap): string {
  return `after ${gap.first - 1} comes ${gap.last + 1}`;
}
