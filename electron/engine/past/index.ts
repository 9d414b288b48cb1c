// All that a record can say about the past, put together; each domain is answered by a file of its own.
import type { ReadDb } from '../store/database.ts';
import { dockerPast } from './docker.ts';
import { incidentsPast } from './incidents.ts';
import { kubernetesPast } from './kubernetes.ts';
import type { PastAnswers } from './past.ts';
import { readinessPast } from './readiness.ts';
import { createRowsAt } from './rows-at.ts';
import { systemPast } from './system.ts';
import { watchPast } from './watch.ts';

export interface PastOptions {
  read: ReadDb;
}

/** @param options.read the record that is asked: the live one or that of an opened bundle. */
export function createPast({ read }: PastOptions): PastAnswers {
  const rows = createRowsAt(read);
  return {
    ...readinessPast(read),
    docker: dockerPast(rows),
    incidents: incidentsPast(read),
    kubernetes: kubernetesPast(read, rows),
    watch: watchPast(read, rows),
    system: systemPast(read),
  };
}
