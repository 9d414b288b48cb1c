// The wall over all sources. How far it can be trusted stands in system.sources and kubernetes.kinds.
import { troubleSchema, watchChangeSchema, workloadCountSchema } from '#shared/model/watch.ts';
import { feed, op } from './op.ts';

export const watchContract = {
  troubles: op.output(feed(troubleSchema)),
  /** Of the last hour. */
  changes: op.output(feed(watchChangeSchema)),
  workloads: op.output(feed(workloadCountSchema)),
};
