// Jobs and what starts them by the clock.
import { conditionOf, countOf, fieldsOf, listOf, said, textOf, timeOf, type Fields } from './fields.ts';
import { noTroubles, type FoundTrouble, type Projected } from './projected.ts';

export function projectJob(object: Fields, deleting: boolean): Projected<'jobs'> {
  const spec = fieldsOf(object['spec']);
  const status = fieldsOf(object['status']);
  const failed = conditionOf(status['conditions'], 'Failed');
  const complete = conditionOf(status['conditions'], 'Complete');
  const shown = statusOf(status['conditions'], deleting);
  const troubles: FoundTrouble[] = [];
  if (failed?.status === 'True') {
    const words = `the job failed: ${failed.reason}: ${said(failed.message, '')}`;
    troubles.push({ kind: 'job_failed', words, since: failed.since });
  }
  const health = shown === 'Complete' ? 'ended' : troubles.length > 0 ? 'trouble' : shown === 'Suspended' ? 'ended' : 'progressing'; // prettier-ignore
  const ended = complete?.status === 'True' ? complete.since : failed?.status === 'True' ? failed.since : null;
  return {
    status: shown,
    health,
    troubles: troubles.length > 0 ? troubles : noTroubles,
    cells: {
      completions: countOf(spec['completions'], countOf(spec['parallelism'], 1)),
      succeeded: countOf(status['succeeded']),
      failed: countOf(status['failed']),
      active: countOf(status['active']),
      startedAt: timeOf(status['startTime']),
      finishedAt: timeOf(status['completionTime']) ?? ended,
    },
  };
}

/** As kubectl prints it. */
function statusOf(conditions: unknown, deleting: boolean): string {
  const holds = (type: string): boolean => conditionOf(conditions, type)?.status === 'True';
  if (holds('Complete')) return 'Complete';
  if (holds('Failed')) return 'Failed';
  if (deleting) return 'Terminating';
  if (holds('Suspended')) return 'Suspended';
  return holds('FailureTarget') ? 'FailureTarget' : 'Running';
}

export function projectCronJob(object: Fields, deleting: boolean): Projected<'cronjobs'> {
  const spec = fieldsOf(object['spec']);
  const status = fieldsOf(object['status']);
  const suspended = spec['suspend'] === true;
  const active = listOf(status['active']).length;
  return {
    status: deleting ? 'Terminating' : suspended ? 'Suspended' : active > 0 ? 'Active' : 'Scheduled',
    health: deleting ? 'progressing' : suspended ? 'ended' : 'ok',
    troubles: noTroubles,
    cells: {
      schedule: textOf(spec['schedule']),
      suspended,
      active,
      lastScheduledAt: timeOf(status['lastScheduleTime']),
      lastSucceededAt: timeOf(status['lastSuccessfulTime']),
    },
  };
}
