// The terminals that are open in containers: opened only while the system is unlocked, recorded with who and how it
// ended. What is typed and shown there is not recorded. How a command is run in a container is its source's part.
import type { Json } from '#shared/model/facts.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Terminal, TerminalOutput } from '#shared/model/terminal.ts';
import type { Watched } from '#shared/model/watch.ts';
import type { Guarded, Locks } from '../environments/locks.ts';
import type { EventType } from '../journal/journal.ts';
import type { ExecExit, ExecRequest, ExecSession } from './exec-session.ts';

export interface OpenTerminal {
  target: Watched;
  container: string | null;
  cols: number;
  rows: number;
  by: string;
}

export interface Terminals {
  /** @throws OpsError `denied` while it is locked, `conflict` beyond the limit, or why no shell runs there. */
  open: (asked: OpenTerminal) => Promise<Terminal>;
  /** Once for each terminal; its end closes the terminal. @throws OpsError `not_found`. */
  output: (terminalId: string, signal: AbortSignal | undefined) => AsyncGenerator<TerminalOutput, void>;
  /** @throws OpsError `denied` where the system was locked meanwhile; that ends the terminal. */
  write: (terminalId: string, text: string) => Promise<void>;
  resize: (terminalId: string, cols: number, rows: number) => Promise<void>;
  close: (terminalId: string) => void;
  closeAll: () => void;
}

export type ExecOpener = (target: Watched, container: string | null, request: ExecRequest) => Promise<ExecSession>;

export interface TerminalsOptions {
  locks: Pick<Locks, 'permit'>;
  openers: Record<Watched['source'], ExecOpener>;
  /** Resolves when it is on the disk: no terminal is opened that is not recorded. */
  record: (event: { type: EventType; subject: string; source: string; data: Record<string, Json> }) => Promise<void>;
  onDefect: (error: unknown) => void;
  newId: () => string;
}

/** A person works in few; more are a page that went astray. */
export const terminalsLimit = 16;
/** How long the page may take to begin reading. */
const readWithinMs = 10_000;

interface Open {
  session: ExecSession;
  source: Watched['source'];
  guarded: Guarded;
  /** Why it is closed from here; empty while it is not. */
  ending: string;
  unread: NodeJS.Timeout;
}

export function createTerminals({ locks, openers, record, onDefect, newId }: TerminalsOptions): Terminals {
  const open = new Map<string, Open>();
  let opening = 0;

  const find = (terminalId: string): Open => {
    const found = open.get(terminalId);
    if (!found) throw new OpsError('not_found', 'This terminal was closed.');
    return found;
  };
  const end = (terminalId: string, reason: string): void => {
    const found = open.get(terminalId);
    if (!found) return;
    clearTimeout(found.unread);
    if (found.ending === '') found.ending = reason;
    found.session.close();
  };
  /** Known until it has ended; the record says how. */
  const follow = (terminalId: string, entry: Open, subject: string, by: string): void => {
    open.set(terminalId, entry);
    void entry.session.exit.then((exit) => {
      open.delete(terminalId);
      clearTimeout(entry.unread);
      const data = { terminal: terminalId, ...endOf(entry, exit) };
      record({ type: 'terminal.closed', subject, source: `person:${by}`, data }).catch(onDefect);
    });
  };

  return {
    open: async ({ target, container, cols, rows, by }) => {
      if (open.size + opening >= terminalsLimit)
        throw new OpsError('conflict', `At most ${terminalsLimit} terminals are open at once; close one first.`);
      const guarded = locks.permit(target.source);
      const terminalId = newId();
      const subject = [target.namespace, target.name].filter((part) => part !== null).join('/');
      opening++;
      try {
        const data = { terminal: terminalId, where: guarded.name, target: { ...target }, container };
        await record({ type: 'terminal.opened', subject, source: `person:${by}`, data });
        if (locks.permit(target.source) !== guarded) throw new OpsError('conflict', 'Something else is connected now.');
        const session = await openers[target.source](target, container, { argv: null, cols, rows });
        const unread = setTimeout(() => end(terminalId, 'nobody read it'), readWithinMs);
        follow(terminalId, { session, source: target.source, guarded, ending: '', unread }, subject, by);
        return { terminalId, argv: [...session.argv] };
      } finally {
        opening--;
      }
    },
    output: async function* (terminalId, signal) {
      const entry = find(terminalId);
      clearTimeout(entry.unread);
      const left = (): void => end(terminalId, 'its window was closed');
      signal?.addEventListener('abort', left);
      try {
        for await (const bytes of entry.session.output)
          yield {
            kind: 'data',
            base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
          };
        yield { kind: 'end', ...endOf(entry, await entry.session.exit) };
      } finally {
        signal?.removeEventListener('abort', left);
        left();
      }
    },
    write: async (terminalId, text) => {
      const { source, guarded, session } = find(terminalId);
      try {
        if (locks.permit(source) !== guarded) throw new OpsError('denied', 'Something else is connected now.');
      } catch (error) {
        end(terminalId, 'it was locked');
        throw error;
      }
      await session.write(Buffer.from(text));
    },
    resize: async (terminalId, cols, rows) => await find(terminalId).session.resize(cols, rows),
    close: (terminalId) => end(terminalId, 'its window was closed'),
    closeAll: () => {
      for (const terminalId of open.keys()) end(terminalId, 'Ready Room was closed');
    },
  };
}

function endOf({ ending }: Open, { code, reason }: ExecExit): { code: number | null; reason: string } {
  return { code, reason: ending === '' ? reason : ending };
}
