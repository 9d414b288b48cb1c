// One open watch: what it is owed from before, then its changes and bookmarks, and what strikes make of it.
import type { ServerResponse } from 'node:http';
import { createLineSender, type LineSender } from './line-sender.ts';
import { failure } from './status.ts';
import type { StreamDistortion, StreamStrike } from './streams.ts';

export interface Lines {
  /** What the client is owed from before; resolves when the connection takes more. */
  past: (text: string) => Promise<void>;
  /** From here on changes are sent as they come, those that waited first. */
  begin: (hasInitialEnd: boolean) => void;
  /** Null: a change that this watch is not told of, which its bookmarks cover all the same. */
  event: (line: string | null, revision: number) => void;
  strike: (kind: StreamStrike) => void;
  review: () => void;
  close: () => void;
}

interface Ways {
  reset: () => void;
  isDistorted: (kind: StreamDistortion) => boolean;
  bookmark: (revision: number, isInitialEnd: boolean) => string;
  revision: number;
}

export function openLines(response: ServerResponse, ways: Ways): Lines {
  const { isDistorted } = ways;
  const sender = createLineSender(response, isDistorted);
  let revision = ways.revision;
  let hasBegun = false;
  const waiting: { line: string | null; revision: number }[] = [];

  const review = (): void => {
    if (isDistorted('half_open')) sender.silence();
    if (!hasBegun || isDistorted('bookmarks_only')) return;
    for (const { line, revision: at } of waiting.splice(0)) {
      revision = at;
      if (line !== null) sender.event(line);
    }
  };
  const strikes = strikesOn(sender, ways.reset, (isInitialEnd) => ways.bookmark(revision, isInitialEnd));
  return {
    past: async (text) => {
      if (text !== '' && !sender.isOver() && !response.write(text)) await drained(response);
    },
    begin: (hasInitialEnd) => {
      hasBegun = true;
      if (isDistorted('half_open')) sender.silence();
      if (hasInitialEnd) sender.last(ways.bookmark(revision, true));
      review();
    },
    event: (line, at) => {
      waiting.push({ line, revision: at });
      review();
    },
    strike: (kind) => {
      review();
      if (kind === 'bookmark' && (!hasBegun || isDistorted('no_bookmarks'))) return;
      strikes[kind]();
    },
    review,
    close: sender.close,
  };
}

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    response.once('drain', resolve);
    response.once('close', resolve);
  });

function strikesOn(
  sender: LineSender,
  reset: () => void,
  bookmark: (isInitialEnd: boolean) => string,
): Record<StreamStrike, () => void> {
  return {
    clean_close: sender.close,
    reset,
    half_open: sender.silence,
    gone_event: () => {
      sender.last(`${JSON.stringify({ type: 'ERROR', object: failure(410, 'too old resource version') })}\n`);
      sender.close();
    },
    broken_line: () => sender.raw('{"type":"MODIFIED","object":{"kind":"Pod","metadata":{"name":"cut\n'),
    huge_line: () => sender.last(hugeLine(bookmark(false))),
    // Behind the events: a bookmark that overtakes one would make the client miss it.
    bookmark: () => sender.last(bookmark(false)),
  };
}

/** A bookmark with an annotation of 1 MB: harmless to whoever reads the line to its end. */
const hugeLine = (bookmark: string): string => {
  const event = JSON.parse(bookmark) as { object: { metadata: { annotations?: Record<string, string> } } };
  event.object.metadata.annotations = { 'readyroom.example/padding': 'x'.repeat(1024 * 1024) };
  return `${JSON.stringify(event)}\n`;
};
