// Where the thing that an event is about is shown. Pure.
import { kubeKinds } from '#shared/model/kubernetes.ts';
import type { TimelineDetail } from '#shared/model/timeline/timeline.ts';
import type { Place } from '../../state/place.ts';

/** Null where no screen shows it. */
export function placeOfObject({ type, data, subject }: Pick<TimelineDetail, 'type' | 'data' | 'subject'>): { place: Partial<Place>; words: string } | null {
  const about = Object(data) as Record<string, unknown>;
  const text = (name: string): string | null => (typeof about[name] === 'string' && about[name] !== '' ? about[name] : null);
  if (type.startsWith('docker.')) {
    const id = text('id');
    return id === null ? null : { place: { view: 'containers', list: 'containers', container: id, opened: true }, words: 'Show the container' };
  }
  if (type.startsWith('kubernetes.')) {
    const kind = kubeKinds.find((one) => one === about['kind']);
    const name = text('name');
    if (kind === undefined || name === null) return null;
    const namespace = text('namespace');
    return { place: { view: 'workloads', kind, object: namespace === null ? name : `${namespace}/${name}`, opened: true }, words: 'Show the object' };
  }
  if (type.startsWith('trigger.')) {
    const key = text('key');
    return key === null ? null : { place: { view: 'triggers', trigger: key }, words: 'Show the trigger' };
  }
  if (type.startsWith('incident.') && subject !== null) return { place: { view: 'incidents', incident: subject, incidentTab: 'overview' }, words: 'Show the incident' };
  if (type.startsWith('run.')) {
    const runId = text('runId');
    const planId = text('planId');
    return runId === null ? null : { place: { view: 'readiness', planId, runId }, words: 'Show the run' };
  }
  return null;
} // prettier-ignore
