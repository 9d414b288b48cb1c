// The engine's own log: one JSON object a line, secrets replaced, in two files of bounded size. Stacks go here and
// nowhere else.
import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { messageOf } from '#shared/model/ops-error.ts';
import type { Redactor } from '../redact/redact.ts';

export interface Log {
  info: (message: string, fields?: Record<string, unknown>) => void;
  /** Returns the id under which people find the line. */
  error: (message: string, error: unknown) => string;
  /** Writes out what is gathered. */
  close: () => void;
}

export interface LogOptions {
  file: string;
  redactor: Redactor;
  now: () => number;
  /** Told of each error that was written, under the id of its line. */
  onError?: (logged: { id: string; message: string; error: unknown; at: number }) => void;
  /** When the file is put aside as `<file>.1` and begun anew. */
  limitBytes?: number;
}

const lingerMs = 50;

/** Lines are gathered for 50 ms; an error is written at once, with all before it. */
export function createLog({ file, redactor, now, onError, limitBytes = 5 * 1024 * 1024 }: LogOptions): Log {
  let gathered = '';
  let sizeBytes = sizeOf(file);
  let timer: NodeJS.Timeout | undefined;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (gathered === '') return;
    const lines = gathered;
    gathered = '';
    try {
      if (sizeBytes > limitBytes) {
        // Someone may have taken it away; then there is nothing to put aside.
        if (existsSync(file)) renameSync(file, `${file}.1`);
        sizeBytes = 0;
      }
      appendFileSync(file, lines, { mode: 0o600 });
      sizeBytes += Buffer.byteLength(lines);
    } catch (error) {
      // The disk refuses: the record says so on the screen; the log's last resort is the terminal.
      process.stderr.write(`${lines}(the log ${file} could not be written: ${String(error)})\n`);
    }
  };
  const add = (level: string, message: string, fields: Record<string, unknown>): void => {
    const line = JSON.stringify({ time: new Date(now()).toISOString(), level, message, ...fields });
    gathered += `${redactor.text(line).text}\n`;
    if (level === 'error') flush();
    else timer ??= setTimeout(flush, lingerMs).unref();
  };

  return {
    info: (message, fields = {}) => add('info', message, fields),
    error: (message, error) => {
      const id = randomBytes(4).toString('hex');
      const stack = error instanceof Error ? error.stack : undefined;
      const cause = error instanceof Error && error.cause !== undefined ? messageOf(error.cause) : undefined;
      add('error', message, { id, error: String(error), ...(stack && { stack }), ...(cause && { cause }) });
      onError?.({ id, message, error, at: now() });
      return id;
    },
    close: flush,
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
