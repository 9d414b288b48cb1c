// The attestor's JSONL log: one object a line, `seq` without holes unless a hole is asked for, bounded on disk.
import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface AttestorLog {
  write: (level: 'info' | 'warn' | 'error', message: string, fields?: Record<string, string | number>) => void;
  /** Uses up `count` sequence numbers without writing them: a gap for the next reader to find. */
  skip: (count: number) => void;
  /** Begins the file anew; the sequence goes on. */
  restart: () => void;
}

/**
 * Begins with an empty file. When it outgrows `maxBytes` it becomes `<file>.1`, replacing an older one, so the two
 * together never hold more than twice that.
 */
export function createAttestorLog(file: string, now: () => number, maxBytes = 1024 * 1024): AttestorLog {
  let seq = 0;
  let sizeBytes = 0;
  const restart = (): void => {
    writeFileSync(file, '', { mode: 0o600 });
    sizeBytes = 0;
  };
  mkdirSync(dirname(file), { recursive: true });
  restart();
  return {
    write(level, message, fields = {}) {
      if (sizeBytes > maxBytes) {
        renameSync(file, `${file}.1`);
        restart();
      }
      seq++;
      const line = `${JSON.stringify({ seq, time: new Date(now()).toISOString(), level, message, ...fields })}\n`;
      // One append is one write: a reader sees whole lines only.
      appendFileSync(file, line);
      sizeBytes += Buffer.byteLength(line);
    },
    skip(count) {
      seq += count;
    },
    restart,
  };
}
