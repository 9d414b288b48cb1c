// Wires how the record is kept: what incidents hold is asked of them at each step.
import { createRecordKeeper, type RecordKeeper } from '../recorder/keep-record.ts';
import { evidenceSpans } from '../incidents/evidence-spans.ts';
import type { Recording } from './recording.ts';

export function createKeeping({ read, writer, journal, file, now, onDefect, log }: Recording): RecordKeeper {
  return createRecordKeeper({
    read,
    writer,
    journal,
    file,
    now,
    keptSpans: evidenceSpans,
    later,
    onDefect,
    tellLeftover: log.info,
  });
}

/** The process may end while it waits. */
function later(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms).unref();
  return () => clearTimeout(timer);
}
