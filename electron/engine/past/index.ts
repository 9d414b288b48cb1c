// All that a record can say about the past, put together; each domain is answered by a file of its own.
import type { PrometheusReader } from '../metrics/prometheus-reader.ts';
import type { ReadDb } from '../store/database.ts';
import { criteriaPast } from './criteria.ts';
import { dashboardsPast, type LiveDashboards } from './dashboards.ts';
import { dockerPast } from './docker.ts';
import { environmentsPast } from './environments.ts';
import { errorsPast } from './errors.ts';
import { incidentsPast } from './incidents.ts';
import { kubernetesPast } from './kubernetes.ts';
import { learningPast } from './learning.ts';
import { metricsPast } from './metrics.ts';
import type { PastAnswers } from './past.ts';
import { readinessPast } from './readiness.ts';
import { createRowsAt } from './rows-at.ts';
import { scrapesPast } from './scrapes.ts';
import { systemPast } from './system.ts';
import { timelinePast } from './timeline.ts';
import { triggersPast } from './triggers.ts';
import { watchPast } from './watch.ts';

export interface PastOptions {
  /** The record that is asked: the live one or that of an opened bundle. */
  read: ReadDb;
  /** Who can be asked besides about what is known now; a bundle speaks for itself alone. */
  live?: { metrics: PrometheusReader; dashboard: NonNullable<LiveDashboards> };
}

export function createPast({ read, live }: PastOptions): PastAnswers {
  const rows = createRowsAt(read);
  const metrics = live?.metrics ?? null;
  return {
    ...readinessPast(read),
    docker: dockerPast(rows),
    kubernetes: kubernetesPast(read, rows),
    watch: watchPast(read, rows),
    metrics: metricsPast(read, metrics),
    dashboards: dashboardsPast(read, live?.dashboard ?? null, metrics),
    triggers: triggersPast(read),
    criteria: criteriaPast(read),
    environments: environmentsPast(read),
    errors: errorsPast(read),
    incidents: incidentsPast(read),
    learning: learningPast(read),
    scrapes: scrapesPast(read),
    timeline: timelinePast(read),
    system: systemPast(read),
  };
}
