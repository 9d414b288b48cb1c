// The recorder: how much is kept, of what, and whether it is whole; operation by operation.
import type { RecordKeeper } from '../recorder/keep-record.ts';
import { keepingOperations } from './keeping.ts';
import { recordedOperations, type RecordedParts } from './recorded.ts';
import { operations } from './router.ts';

interface Parts extends RecordedParts {
  keeping: RecordKeeper;
}

export function recorderOperations({ keeping, ...recorded }: Parts) {
  const { recorder } = operations;
  return recorder.router({ keeping: keepingOperations(keeping), ...recordedOperations(recorded) });
}
