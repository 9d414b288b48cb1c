// Deadlines of looks, nearly none of which is reached. A timer for each costs a twentieth of a look on loopback; here those
// that are equally far away stand in line, the next first, and each line has one timer.

interface Link {
  before: Link;
  after: Link;
}

export interface Deadline {
  /** It is not reached any more; nothing where it was. */
  end: () => void;
}

const lines = new Map<number, Line>();

/** Calls `onDue` once, after `ms` milliseconds, unless it was ended before. */
export function deadlineIn(ms: number, onDue: () => void): Deadline {
  let line = lines.get(ms);
  if (line === undefined) lines.set(ms, (line = new Line(ms)));
  return line.add(onDue);
}

/** A ring: its first is after it, its last before it. */
class Line implements Link {
  before: Link = this;
  after: Link = this;
  readonly #ms: number;
  #timer: NodeJS.Timeout | null = null;

  constructor(ms: number) {
    this.#ms = ms;
  }

  add(onDue: () => void): Deadline {
    const last = this.before;
    const added = new Waiting(this, performance.now() + this.#ms, onDue);
    last.after = this.before = added;
    this.#timer ??= setTimeout(this.#onTime, this.#ms);
    return added;
  }

  /** The timer stays where others wait: at its time it is set for the first of them. */
  onLeft(): void {
    if (this.after !== this || this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
  }

  readonly #onTime = (): void => {
    const now = performance.now();
    try {
      for (let first = this.after; first instanceof Waiting && first.dueAt <= now; first = this.after) {
        first.end();
        first.onDue();
      }
    } finally {
      this.#setFrom(now);
    }
  };

  /** For the first that waits, whatever was set meanwhile. Timers may come a part of a millisecond early. */
  #setFrom(now: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    const first = this.after;
    this.#timer = first instanceof Waiting ? setTimeout(this.#onTime, Math.ceil(first.dueAt - now)) : null;
  }
}

class Waiting implements Link, Deadline {
  before: Link;
  after: Link;
  readonly #line: Line;
  readonly dueAt: number;
  readonly onDue: () => void;

  constructor(line: Line, dueAt: number, onDue: () => void) {
    this.before = line.before;
    this.after = line;
    this.#line = line;
    this.dueAt = dueAt;
    this.onDue = onDue;
  }

  end(): void {
    // One that has left stands alone.
    if (this.after === this) return;
    this.before.after = this.after;
    this.after.before = this.before;
    this.before = this.after = this;
    this.#line.onLeft();
  }
}
