// Events as the cluster tells them, of the old shape (v1) and the new one (events.k8s.io/v1).
import { countOf, fieldsOf, textOf, textOrNull, timeOf, type Fields } from './fields.ts';
import { noTroubles, type Projected } from './projected.ts';

const longestMessage = 1024;

export function projectEvent(object: Fields): Projected<'events'> {
  const about = fieldsOf(object['involvedObject'] ?? object['regarding']);
  const series = fieldsOf(object['series']);
  const createdAt = timeOf(fieldsOf(object['metadata'])['creationTimestamp']) ?? 0;
  const firstAt = timeOf(object['firstTimestamp'] ?? object['deprecatedFirstTimestamp']);
  const lastAt = timeOf(series['lastObservedTime'] ?? object['lastTimestamp'] ?? object['deprecatedLastTimestamp']);
  const eventAt = timeOf(object['eventTime']);
  const type = textOf(object['type']) || 'Normal';
  const message = textOf(object['message'] ?? object['note']).slice(0, longestMessage);
  const reason = textOf(object['reason']);
  const from =
    textOf(fieldsOf(object['source'])['component']) ||
    textOf(object['reportingComponent'] ?? object['reportingController']);
  return {
    status: type,
    health: type === 'Warning' ? 'trouble' : 'ok',
    troubles: type === 'Warning' ? [{ kind: 'other', words: `${reason}: ${message}` }] : noTroubles,
    cells: {
      type,
      reason,
      message,
      count: countOf(series['count'], countOf(object['count'] ?? object['deprecatedCount'], 1)),
      object: {
        kind: textOf(about['kind']),
        namespace: textOrNull(about['namespace']),
        name: textOf(about['name']),
        uid: textOf(about['uid']),
      },
      firstAt: firstAt ?? eventAt ?? createdAt,
      lastAt: lastAt ?? eventAt ?? firstAt ?? createdAt,
      from,
    },
  };
}
