// Which parts an object of each kind must have to be judged at all. A new object may lack much; these it never lacks.
import type { KubeKind } from '#shared/model/kubernetes.ts';
import { isFields, type Fields } from './fields.ts';

type Shape = 'text' | 'fields' | 'list' | 'number';
type Need = readonly [part: string, of: string | null, shape: Shape];

const needs: Record<KubeKind, readonly Need[]> = {
  nodes: [['conditions', 'status', 'list']],
  namespaces: [['phase', 'status', 'text']],
  pods: [
    ['containers', 'spec', 'list'],
    ['phase', 'status', 'text'],
  ],
  deployments: [
    ['spec', null, 'fields'],
    ['status', null, 'fields'],
  ],
  statefulsets: [
    ['spec', null, 'fields'],
    ['status', null, 'fields'],
  ],
  daemonsets: [
    ['spec', null, 'fields'],
    ['desiredNumberScheduled', 'status', 'number'],
  ],
  replicasets: [
    ['spec', null, 'fields'],
    ['replicas', 'status', 'number'],
  ],
  jobs: [
    ['spec', null, 'fields'],
    ['status', null, 'fields'],
  ],
  cronjobs: [['schedule', 'spec', 'text']],
  services: [['spec', null, 'fields']],
  endpointslices: [['addressType', null, 'text']],
  ingresses: [['spec', null, 'fields']],
  configmaps: [],
  secrets: [],
  persistentvolumeclaims: [
    ['spec', null, 'fields'],
    ['phase', 'status', 'text'],
  ],
  horizontalpodautoscalers: [['spec', null, 'fields']],
  poddisruptionbudgets: [['spec', null, 'fields']],
  events: [['reason', null, 'text']],
};
const metadata: readonly Need[] = [
  ['uid', 'metadata', 'text'],
  ['name', 'metadata', 'text'],
  ['creationTimestamp', 'metadata', 'text'],
];
const nothing: readonly string[] = Object.freeze([]);

/** In words, e.g. `status.phase is missing`; empty for an object that can be judged. */
export function missingIn(kind: KubeKind, object: Fields): readonly string[] {
  let found: string[] | null = null;
  for (const list of [metadata, needs[kind]]) {
    for (const need of list) {
      const [part, of, shape] = need;
      const holder = of === null ? object : object[of];
      const value = isFields(holder) ? holder[part] : undefined;
      if (isShape(value, shape)) continue;
      const place = of === null ? part : `${of}.${part}`;
      const words = value === undefined || value === null || value === '' ? `${place} is missing` : `${place} is not ${shapeWords[shape]}`; // prettier-ignore
      (found ??= []).push(words);
    }
  }
  return found ?? nothing;
}

const shapeWords: Record<Shape, string> = { text: 'text', fields: 'an object', list: 'a list', number: 'a number' };

function isShape(value: unknown, shape: Shape): boolean {
  if (shape === 'text') return typeof value === 'string' && value !== '';
  if (shape === 'number') return typeof value === 'number';
  return shape === 'list' ? Array.isArray(value) : isFields(value);
}
