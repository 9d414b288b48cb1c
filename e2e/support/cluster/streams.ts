// What a person reads from a container: lines of a log, a terminal, and an answer through a forwarded port.
import type { EngineClient } from '#engine/engine.ts';
import { everyLine, type LogStatus, type LogTarget } from '#shared/model/log-lines.ts';
import type { Watched } from '#shared/model/watch.ts';
import { reader } from '../kube-engine.ts';
import { by } from './console.ts';

export interface OpenLog {
  status: () => LogStatus | undefined;
  texts: () => Promise<string[]>;
  close: () => Promise<void>;
}

export async function openLog({ logs }: EngineClient, target: LogTarget, previous = false): Promise<OpenLog> {
  const { logId } = await logs.open({ target, sinceMs: null, tailLines: null, previous });
  const feed = reader(await logs.status({ logId }));
  return {
    status: () => feed.entries()[0],
    texts: async () => {
      const { rows } = await logs.window({ logId, filter: everyLine, from: 'end', count: 500 });
      return rows.filter(({ kind }) => kind === 'line').map(({ text }) => text);
    },
    close: () => logs.close({ logId }),
  };
}

export interface OpenTerminal {
  argv: string[];
  text: () => string;
  type: (text: string) => Promise<void>;
  /** Null where it is not known. */
  exit: Promise<number | null>;
}

export async function openTerminal({ terminals }: EngineClient, target: Watched): Promise<OpenTerminal> {
  const { terminalId, argv } = await terminals.open({ target, container: null, cols: 80, rows: 24, by });
  let text = '';
  const exit = (async () => {
    for await (const message of await terminals.output({ terminalId })) {
      if (message.kind === 'end') return message.code;
      text += Buffer.from(message.base64, 'base64').toString();
    }
    return null;
  })();
  return { argv, text: () => text, type: (typed) => terminals.write({ terminalId, text: typed }), exit };
}

/** The body, or the empty text where nobody answers. */
export async function readThrough(localPort: number, path: string): Promise<string> {
  try {
    // Closed by the server: each question is a connection of its own, which the forward counts.
    const answer = await fetch(`http://127.0.0.1:${localPort}${path}`, { headers: { connection: 'close' } });
    return answer.ok ? await answer.text() : '';
  } catch {
    // Not yet, or not any more: whoever asks polls.
    return '';
  }
}
