// How a look is told to end. An AbortSignal and the listeners on it cost a twentieth of a look on loopback, so there is one
// only where something asks for it.

/** As an AbortController: aborted once, with a reason, at an attempt's deadline or because a person cancelled. */
export class Cutoff {
  aborted = false;
  /** What it was aborted with. */
  reason: unknown = undefined;
  /** Mostly there is one, and a set for it is not made. */
  #listener: (() => void) | null = null;
  #others: Set<() => void> | null = null;
  #controller: AbortController | null = null;

  abort(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    this.#controller?.abort(reason);
    this.#listener?.();
    for (const listener of this.#others ?? []) listener();
    this.#listener = this.#others = null;
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  /** Called once when it is aborted; not where it was before. */
  onAbort(listener: () => void): void {
    if (this.#listener === null) this.#listener = listener;
    else (this.#others ??= new Set()).add(listener);
  }

  offAbort(listener: () => void): void {
    if (this.#listener === listener) this.#listener = null;
    else this.#others?.delete(listener);
  }

  /** The same for what takes a signal. */
  get signal(): AbortSignal {
    if (this.#controller === null) {
      this.#controller = new AbortController();
      if (this.aborted) this.#controller.abort(this.reason);
    }
    return this.#controller.signal;
  }
}

const followers = new WeakMap<AbortSignal, Cutoff>();

/** The one that is aborted with `signal`: however many ask, the signal has one listener for them. */
export function cutoffOf(signal: AbortSignal): Cutoff {
  const known = followers.get(signal);
  if (known !== undefined) return known;
  const cutoff = new Cutoff();
  followers.set(signal, cutoff);
  if (signal.aborted) cutoff.abort(signal.reason);
  else signal.addEventListener('abort', () => cutoff.abort(signal.reason), { once: true });
  return cutoff;
}
