// Keeps the heap of an engine's process small. For the owner of a process to call, before it allocates much.
import { setFlag } from './v8-flags.ts';

/**
 * V8 lets the space for new objects grow to tens of megabytes when many die young, as they do in a run of a thousand
 * checks, and never gives it back. Measured after thirty such runs: 276 MB without this, 209 MB with it.
 */
export function keepHeapSmall(): void {
  setFlag({ on: '--max-semi-space-size=4', off: '--max-semi-space-size=0' });
  setFlag({ on: '--semi-space-growth-factor=1', off: '--semi-space-growth-factor=2' });
}
