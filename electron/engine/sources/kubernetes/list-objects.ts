// Reads all objects of a path in pages. The next page is asked for as soon as the head of this one has told where it
// begins, so that the server works while we parse; the items are parsed one by one.
// No Table request comes first: the first page of 500 whole objects is there as soon as a Table of all would be.
import { OpsError } from '#shared/model/ops-error.ts';
import type { Breathe } from './breathe.ts';
import type { ClusterClient, Opened } from './cluster-client.ts';
import { refusalOf, type Refusal } from './refusal.ts';
import { parseItems } from './parse-items.ts';
import type { KubeTiming } from './timing.ts';

export interface ListOptions {
  client: ClusterClient;
  path: string;
  timing: KubeTiming;
  breathe: Breathe;
  signal: AbortSignal;
  /** One object, parsed, in the server's order. */
  onItem: (object: unknown) => void;
  /** Other things are about to get their turn. */
  onProgress: () => void;
  /** Before pages beyond the first are read: a large list must not hold up small ones. */
  onLarge: () => Promise<void>;
  /** A page is read; how many objects come after it, as far as the server tells. */
  onPage: (remaining: number | null) => void;
}

export type Listed = { ok: true; version: string } | { ok: false; refusal: Refusal };

interface Page {
  version: string;
  next: string;
  remaining: number | null;
}

const itemLimitBytes = 16 * 1024 * 1024;

/** @throws OpsError where the connection fails, `unavailable` where the answer is not a list, or the signal's reason. */
export async function listObjects(options: ListOptions): Promise<Listed> {
  const { client, path, timing, signal } = options;
  const open = (next: string): Promise<Opened> => {
    const query = new URLSearchParams({ limit: String(timing.pageSize), ...(next !== '' && { continue: next }) });
    return client.open(`${path}?${query.toString()}`, { limitMs: timing.listHeadersMs, signal });
  };
  let coming: Promise<Opened> | null = open('');
  const ahead = (page: Page | null): void => {
    if (coming || !page || page.next === '') return;
    coming = open(page.next);
    // Whether it comes matters only when its turn comes.
    coming.catch(() => undefined);
  };
  try {
    while (coming) {
      const opened: Opened = await coming;
      coming = null;
      if (opened.status !== 200) return { ok: false, refusal: await refusalOf(opened) };
      const page = await readPage(opened, options, ahead);
      if (page.next === '') return { ok: true, version: page.version };
      await options.onLarge();
      ahead(page);
    }
    throw new OpsError('unavailable', 'the list came to no end');
  } finally {
    const left = coming as Promise<Opened> | null;
    left?.then(
      (opened) => opened.cancel(),
      () => undefined,
    );
  }
}

async function readPage(
  opened: Opened,
  { timing, breathe, onItem, onProgress, onPage }: ListOptions,
  onHead: (page: Page) => void,
): Promise<Page> {
  const parser = parseItems(itemLimitBytes);
  let head: Page | null = null;
  try {
    for await (const chunk of opened.chunks(() => timing.bodyIdleMs)) {
      const items = parser.push(chunk);
      if (!head && parser.head() !== null) {
        head = pageOf(parser.head());
        onHead(head);
      }
      for (const item of items) onItem(item);
      const rest = breathe();
      if (rest) {
        onProgress();
        await rest;
      }
    }
    const { items, around } = parser.end();
    for (const item of items) onItem(item);
    const page = pageOf(around);
    onPage(page.remaining);
    return page;
  } catch (error) {
    if (error instanceof SyntaxError) throw new OpsError('unavailable', 'it answered with something that is not a whole list'); // prettier-ignore
    if (error instanceof RangeError) throw new OpsError('too_large', `it answered with ${error.message}`);
    throw error;
  }
}

function pageOf(whole: unknown): Page {
  const metadata = (whole as { metadata?: unknown } | null)?.metadata as
    | { resourceVersion?: unknown; continue?: unknown; remainingItemCount?: unknown }
    | undefined;
  if (typeof metadata?.resourceVersion !== 'string') {
    throw new OpsError('unavailable', 'it answered with something that is not a list of the API');
  }
  return {
    version: metadata.resourceVersion,
    next: typeof metadata.continue === 'string' ? metadata.continue : '',
    remaining: typeof metadata.remainingItemCount === 'number' ? metadata.remainingItemCount : null,
  };
}
