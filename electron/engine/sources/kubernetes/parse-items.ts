// Parses the items of a list one by one while it arrives. The API server writes all items alike, so the end of one is
// searched for as the bytes between two of them, which costs a fifth of looking at every byte; whether it was the end, the
// parser tells. What is written otherwise is cut by structure.
import { scanItems } from './scan-items.ts';
import { withoutManagedFields } from './without-managed-fields.ts';

export interface ItemParser {
  /** Takes the next piece; returns the items that became whole. @throws RangeError where one is too large */
  push: (chunk: Buffer) => unknown[];
  /** All that stands before the items, as soon as they begin; null before, or where it is not known until the end. */
  head: () => unknown;
  /** The last items, and all that stands around. @throws SyntaxError where the answer is not whole. */
  end: () => { items: unknown[]; around: unknown };
}

const opening = '"items":[';
const headLimitBytes = 64 * 1024;

export function parseItems(limitBytes: number): ItemParser {
  const scanner = scanItems(limitBytes);
  let mode: 'head' | 'alike' | 'scanned' = 'head';
  /** What came and was not yet made use of; `waiting` comes after it, and ends no item. */
  let pending: Buffer = Buffer.alloc(0);
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let before: Buffer = Buffer.alloc(0);
  let begun: unknown = null;
  let between = '';
  const parsed = (items: Buffer[]): unknown[] => items.map((item) => JSON.parse(withoutManagedFields(item)) as unknown);
  const scan = (): unknown[] => {
    mode = 'scanned';
    const items = scanner.push(pending);
    pending = Buffer.alloc(0);
    return parsed(items);
  };

  /** Whether all items are written alike; null while too little is there to tell. */
  const readHead = (): boolean | null => {
    const at = pending.indexOf(opening);
    if (at < 0) return pending.length > headLimitBytes ? false : null;
    const first = pending.toString('latin1', at + opening.length, at + opening.length + 40);
    const start = /^\{"\w+":/.exec(first)?.[0];
    if (start === undefined) return first.length < 40 ? null : false;
    before = pending.subarray(0, at + opening.length);
    try {
      begun = JSON.parse(`${before.toString('utf8')}]}`);
    } catch {
      // Something within the head is called the same.
      return false;
    }
    between = `},${start}`;
    pending = pending.subarray(at + opening.length);
    return true;
  };

  const cutAlike = (searchedTo: number): unknown[] => {
    const items: unknown[] = [];
    let from = 0;
    let search = Math.max(0, searchedTo - between.length);
    for (let at = pending.indexOf(between, search); at >= 0; at = pending.indexOf(between, search)) {
      const item = wholeOf(withoutManagedFields(pending, from, at + 1));
      // What an item holds may be written like the items themselves.
      search = at + 2;
      if (item === undefined) continue;
      items.push(item);
      from = at + 2;
    }
    pending = pending.subarray(from);
    return items;
  };
  /** Whether the chunk ends no item: a large one is put together once, and not with every piece of it. */
  const isWithin = (chunk: Buffer): boolean => {
    const last = waiting.at(-1) ?? pending;
    const seam = Buffer.concat([last.subarray(-between.length), chunk.subarray(0, between.length)]);
    return last.length >= between.length && seam.indexOf(between) < 0 && chunk.indexOf(between) < 0;
  };
  const gather = (): void => {
    if (waiting.length === 0) return;
    pending = Buffer.concat([pending, ...waiting]);
    waiting = [];
    waitingBytes = 0;
  };

  return {
    push: (chunk) => {
      if (mode === 'scanned') return parsed(scanner.push(chunk));
      if (mode === 'alike' && isWithin(chunk)) {
        waiting.push(chunk);
        waitingBytes += chunk.length;
        if (pending.length + waitingBytes <= limitBytes) return [];
        throw new RangeError(`an object of more than ${limitBytes / 1024 / 1024} MB`);
      }
      gather();
      let searchedTo = pending.length;
      pending = searchedTo === 0 ? chunk : Buffer.concat([pending, chunk]);
      if (mode === 'head') {
        const alike = readHead();
        if (alike === null) return [];
        if (!alike) return scan();
        mode = 'alike';
        searchedTo = 0;
      }
      return cutAlike(searchedTo);
    },
    head: () => (mode === 'scanned' ? scanner.head() : begun),
    end: () => {
      gather();
      if (mode === 'alike') pending = Buffer.concat([before, pending]);
      const items = mode === 'scanned' ? [] : scan();
      return { items, around: scanner.end() };
    },
  };
}

/** undefined where it is not one whole value. */
function wholeOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
