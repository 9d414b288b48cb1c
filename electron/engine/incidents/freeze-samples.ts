// Keeps with an incident what the named queries came to around it, before their samples grow old. One query at a time, so
// that nothing else waits.
import { setImmediate } from 'node:timers/promises';
import type { IncidentEventData } from '#shared/model/incident/incident-event.ts';
import { messageOf } from '#shared/model/ops-error.ts';
import { namedQueries } from '../recorder/named-queries.ts';
import { keepFrame, recordedFrame } from '../recorder/recorded-frame.ts';
import type { ReadDb } from '../store/database.ts';
import type { Writer } from '../store/writer.ts';
import type { Freezing } from './incident-board.ts';

export interface FreezeOptions {
  read: ReadDb;
  writer: Writer;
  now: () => number;
}

/** Fine enough to see a minute's spike in a day. */
const mostPoints = 1440;
const finestStepMs = 15_000;
const mostQueries = 200;

export function freezeSamples({ read, writer, now }: FreezeOptions): Freezing {
  const queries = (): string[] => namedQueries(read).slice(0, mostQueries).map(({ expr }) => expr); // prettier-ignore
  return {
    queries,
    freeze: async ({ incidentId, fromMs, toMs }) => {
      const stepMs = Math.max(finestStepMs, Math.ceil((toMs - fromMs) / mostPoints));
      const kept: IncidentEventData<'incident.frozen'> = { queries: [], refused: [], dashboards: [] };
      for (const expr of queries()) {
        await setImmediate();
        try {
          const frame = recordedFrame(read, { expr, fromMs, toMs, stepMs, recordedBy: now() });
          if (frame === null || frame.series.length === 0) throw new Error('nothing was recorded of it');
          await writer.write('telemetry', (db) => keepFrame(db, { expr, frame, recordedAt: now(), incidentId }));
          kept.queries.push({ expr, fromMs, toMs });
        } catch (error) {
          kept.refused.push(`${expr} (${messageOf(error)})`);
        }
      }
      return kept;
    },
  };
}
