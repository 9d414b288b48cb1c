// The errors of a time as findings: one for each group, when it was first met in that time and how often.
import type { Finding } from '#shared/model/incident/declare.ts';
import type { ReadDb } from '../store/database.ts';
import { errorGroupsInSpan } from '../store/incident-rows.ts';
import type { Span } from './look-back.ts';

const mostGroups = 100;

export function errorsIn(read: ReadDb, { fromMs, toMs, recordedBy }: Span): Finding[] {
  return errorGroupsInSpan(read, { fromMs, toMs, recordedBy: recordedBy ?? Number.MAX_SAFE_INTEGER, limit: mostGroups }).map(
    ({ key, title, component, firstSeen, atMs, count, recordedMs }) => ({
      sequence: 0,
      kind: 'error',
      atMs,
      recordedMs,
      source: 'errors',
      subject: title.slice(0, 300),
      words: `${firstSeen >= fromMs ? 'seen for the first time, ' : ''}${count === 1 ? 'once' : `${count} times`} in ${component}`,
      bad: true,
      ref: key,
    }),
  ); // prettier-ignore
}
