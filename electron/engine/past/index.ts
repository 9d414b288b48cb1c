// All that a record can say about the past, put together; each domain is answered by a file of its own.
import type { ReadDb } from '../store/database.ts';
import type { PastAnswers } from './past.ts';

export interface PastOptions {
  read: ReadDb;
}

/** @param options.read the record that is asked: the live one or that of an opened bundle. */
export function createPast(_options: PastOptions): PastAnswers {
  return {};
}
