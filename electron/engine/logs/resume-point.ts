// Where a stream goes on after its connection was lost: which lines were read already, and whether what comes joins on to
// them without a hole. The two outputs of a container have times of their own.
import type { RawLine } from './assemble-lines.ts';
import { compareStamps, type Stamp } from './log-stamp.ts';

/** Lines of this long before the last one are asked for again: the two outputs are not in step to the nanosecond. */
const overlapMs = 1000;

/** Lines of one moment that are told apart; a clock this coarse is none. */
const sameTimeLimit = 20_000;

interface Reached extends Stamp {
  /** The lines with this very time. */
  lines: Buffer[];
}

export interface ResumePoint {
  /** Where to ask from; null where nothing was read yet. */
  from: () => Stamp | null;
  /** A connection was made: what was read before it will come again. */
  reconnected: () => void;
  /**
   * What is to be done with a line: `again` was read already; `hole` is new, and none that was read has come before it;
   * `next` is new.
   */
  take: (line: RawLine) => 'next' | 'again' | 'hole';
}

export function createResumePoint(): ResumePoint {
  const reached: Record<'out' | 'err', Reached | null> = { out: null, err: null };
  let before: Record<'out' | 'err', Reached | null> = { out: null, err: null };
  let unproven = false;

  const latest = (): Stamp | null => {
    const { out, err } = reached;
    if (out === null || err === null) return out ?? err;
    return compareStamps(out, err) > 0 ? out : err;
  };
  const wasRead = (line: RawLine, side: 'out' | 'err'): boolean => {
    const old = before[side];
    if (old === null) return false;
    const order = compareStamps(line, old);
    if (order < 0) return true;
    if (order > 0) before[side] = null;
    else {
      const same = old.lines.findIndex((bytes) => bytes.equals(line.bytes));
      if (same !== -1) return old.lines.splice(same, 1).length > 0;
    }
    return false;
  };

  return {
    from: () => {
      const last = latest();
      return last === null ? null : { at: last.at - overlapMs, nanos: 0 };
    },
    reconnected: () => {
      const copy = (one: Reached | null): Reached | null => one && { ...one, lines: [...one.lines] };
      before = { out: copy(reached.out), err: copy(reached.err) };
      unproven = latest() !== null;
    },
    take: (line) => {
      const side = line.err ? 'err' : 'out';
      if (wasRead(line, side)) {
        unproven = false;
        return 'again';
      }
      const known = reached[side];
      const order = known === null ? 1 : compareStamps(line, known);
      if (known === null || order > 0) reached[side] = { at: line.at, nanos: line.nanos, lines: [line.bytes] };
      else if (order === 0 && known.lines.length < sameTimeLimit) known.lines.push(line.bytes);
      const hole = unproven;
      unproven = false;
      return hole ? 'hole' : 'next';
    },
  };
}
