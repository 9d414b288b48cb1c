// For every file of tests: what is waited for is looked for often, so that no time is lost, and given the time that it may
// take on a machine that is slow and does much else: whoever waits for what comes loses nothing by it. A test that says its
// own time keeps it.
import { vi } from 'vitest';

type WaitFor = typeof vi.waitFor;
const usual = { timeout: 60_000, interval: 10 };

/** The files of a worker share one `vi`. */
const patient = Symbol.for('readyroom.patient');
const { waitFor } = vi as { waitFor: WaitFor & { [patient]?: true } };
if (waitFor[patient] !== true) {
  const waitLonger: WaitFor = (callback, options = {}) =>
    waitFor(callback, { ...usual, ...(typeof options === 'number' ? { timeout: options } : options) });
  vi.waitFor = Object.assign(waitLonger, { [patient]: true });
}
