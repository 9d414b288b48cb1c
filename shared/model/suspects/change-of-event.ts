// Which events tell of a change that could have caused something, of what kind it is, and what it touched. What merely
// became of things (an end, a failed look) is no change. Pure.
import type { Json } from '../facts.ts';
import { wordsOfEvent } from '../timeline/event-words.ts';
import { happenedAt } from '../timeline/lane.ts';
import type { ChangeKind } from './suspect.ts';

export interface ChangeEvent {
  sequence: number;
  type: string;
  source: string;
  subject: string | null;
  time: number;
  recordedTime: number;
  data: Json;
}

export interface Change {
  change: number;
  kind: ChangeKind;
  title: string;
  detail: string;
  atMs: number;
  recordedMs: number;
  source: string;
  /** Names of what it touched: a container, a workload, a plan. */
  touched: string[];
  /** What runs since then, where that is told: the tag of an image. */
  version: string | null;
  /** Of the container or the object, for looking at it. */
  objectKey: string;
  triggerKey: string;
}

type Data = Record<string, Json | undefined>;
const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** Types that may tell of a change; others never do. */
export const changeTypes: readonly string[] = ['docker.changed', 'kubernetes.changed', 'object.changed', 'object.appeared', 'action.done', 'demo.changed', 'demo.deployed', 'trigger.imported', 'trigger.edited', 'trigger.removed', 'plan.loaded', 'plan.removed', 'criteria.imported', 'dashboard.imported', 'dashboard.removed', 'environment.saved', 'environment.activated', 'engine.started', 'secret.stored', 'secret.removed', 'scrape.saved']; // prettier-ignore

/** Null for what is no change. */
export function kindOfChange(type: string, data: Json): ChangeKind | null {
  const about = Object(data) as Data;
  switch (type.split('.')[0]) {
    case 'docker':
      return dockerKind(text(about['action']));
    case 'kubernetes':
      return kubeKind(text(about['change']));
    case 'object':
      return type === 'object.changed' ? diffKind(JSON.stringify(about['diff'] ?? '')) : null;
    case 'action':
      return about['ok'] === false ? null : 'action';
    case 'demo':
      if (type === 'demo.deployed') return 'deploy';
      return Array.isArray(about['faults']) && about['faults'].length > 0 ? 'fault' : null;
    case 'trigger':
    case 'criteria':
      return 'rule';
    case 'plan':
      return 'plan';
    case 'dashboard':
      return 'dashboard';
    case 'environment':
    case 'secret':
    case 'scrape':
      return 'environment';
    case 'engine':
      return 'console';
    default:
      return null;
  }
}

function dockerKind(action: string): ChangeKind | null {
  if (action === 'create' || action === 'found_created' || action === 'found_new') return 'image';
  return action === 'start' ? 'restart' : action === 'rename' || action === 'destroy' ? 'deploy' : null;
}

function kubeKind(change: string): ChangeKind | null {
  if (change === 'image' || change === 'scale') return change;
  if (change === 'rollout') return 'deploy';
  return change === 'restart' ? 'restart' : change === 'config' || change === 'node' ? 'config' : null;
}

function diffKind(diff: string): ChangeKind | null {
  if (/image/i.test(diff)) return 'image';
  if (/replicas|desired/i.test(diff)) return 'scale';
  return /env|config|spec|template|limits|requests|command|args/i.test(diff) ? 'config' : null;
}

/** Null for an event that tells of no change. */
export function changeOfEvent(event: ChangeEvent): Change | null {
  const { sequence, type, source, subject, recordedTime } = event;
  const kind = kindOfChange(type, event.data);
  if (kind === null) return null;
  const data = Object(event.data) as Data;
  const { title, detail } = wordsOfEvent(event);
  const target = Object(data['target']) as Data;
  const names = [subject ?? '', text(data['name']), text(target['name'])].filter((name) => name !== '');
  const image = text(data['image']) || /image[^"]*"[^"]*?([\w./-]+:[\w.-]+)/i.exec(JSON.stringify(data['diff'] ?? ''))?.[1] || ''; // prettier-ignore
  return {
    change: sequence,
    kind,
    title,
    detail,
    atMs: happenedAt(event),
    recordedMs: recordedTime,
    source,
    touched: [...new Set(names)],
    version: type === 'demo.deployed' ? text(data['to']) : versionOf(image || (kind === 'image' ? text(data['words']) : '')), // prettier-ignore
    objectKey: text(data['id']) || (type.startsWith('kubernetes.') || source === 'kubernetes' ? keyOfKube(data) : ''),
    triggerKey: type.startsWith('trigger.') ? text(data['key']) : '',
  };
}

const keyOfKube = (data: Data): string =>
  [text(data['kind']), text(data['namespace']), text(data['name'])].filter((part) => part !== '').join('/');

/** The tag of an image: `shop/web:1.5` is 1.5. */
function versionOf(image: string): string | null {
  return /:([\w][\w.-]{0,127})$/.exec(image.trim())?.[1] ?? null;
}
