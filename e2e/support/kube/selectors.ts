// Label and field selectors as the API server reads them. Field selectors know only what the fake's resources support.
import { badRequest } from './status.ts';
import type { Fields, KubeObject, Labels } from './shapes.ts';

export type Matches = (object: KubeObject) => boolean;

const everything: Matches = () => true;

/** `a=b`, `a==b`, `a!=b`, `a in (b,c)`, `a notin (b,c)`, `a`, `!a`, joined by commas. Throws a 400 refusal. */
export function labelMatcher(text: string | null): Matches {
  if (text === null || text.trim() === '') return everything;
  const tests = splitOutsideParentheses(text).map(labelTest);
  return ({ metadata }) => tests.every((test) => test(metadata.labels ?? {}));
}

const splitOutsideParentheses = (text: string): string[] => text.split(/,(?![^(]*\))/).map((part) => part.trim());

function labelTest(text: string): (labels: Labels) => boolean {
  const among = /^([\w./-]+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(text);
  if (among !== null) {
    const [, key = '', operator, list = ''] = among;
    const values = list.split(',').map((value) => value.trim());
    const isIn = (labels: Labels): boolean => labels[key] !== undefined && values.includes(labels[key]);
    return operator === 'in' ? isIn : (labels) => !isIn(labels);
  }
  const compared = /^([\w./-]+)\s*(==|=|!=)\s*([\w.-]*)$/.exec(text);
  if (compared !== null) {
    const [, key = '', operator, value] = compared;
    return operator === '!=' ? (labels) => labels[key] !== value : (labels) => labels[key] === value;
  }
  const present = /^(!?)\s*([\w./-]+)$/.exec(text);
  if (present === null) throw badRequest(`unable to parse requirement: found '${text}'`);
  const [, not, key = ''] = present;
  return (labels) => (labels[key] === undefined) === (not === '!');
}

const supported: Record<string, readonly string[]> = {
  pods: ['spec.nodeName', 'spec.restartPolicy', 'status.phase', 'status.podIP'],
  nodes: ['spec.unschedulable'],
  namespaces: ['status.phase'],
  secrets: ['type'],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
};

/** `path=value`, `path==value` and `path!=value`, joined by commas. Throws a 400 refusal for a path that is not supported. */
export function fieldMatcher(resource: string, text: string | null): Matches {
  if (text === null || text.trim() === '') return everything;
  const tests = text.split(',').map((part): Matches => {
    const [, path = '', operator, value] = /^([\w.]+)\s*(==|=|!=)\s*(.*)$/.exec(part.trim()) ?? [];
    const known = ['metadata.name', 'metadata.namespace', ...(supported[resource] ?? [])];
    if (!known.includes(path)) throw badRequest(`field label not supported: ${path === '' ? part : path}`);
    return operator === '!='
      ? (object) => valueAt(object, path) !== value
      : (object) => valueAt(object, path) === value;
  });
  return (object) => tests.every((test) => test(object));
}

function valueAt(object: KubeObject, path: string): string {
  let value: unknown = object;
  for (const part of path.split('.')) value = (value as Fields | undefined)?.[part];
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number' ? String(value) : '';
}

/** Both selectors and the namespace of a request; `isNarrowed` when any selector stands. */
export function matcherOf(
  resource: string,
  namespace: string | null,
  query: URLSearchParams,
): { matches: Matches; isNarrowed: boolean } {
  const byLabel = labelMatcher(query.get('labelSelector'));
  const byField = fieldMatcher(resource, query.get('fieldSelector'));
  const inNamespace: Matches = namespace === null ? everything : ({ metadata }) => metadata.namespace === namespace;
  const isNarrowed = byLabel !== everything || byField !== everything;
  if (!isNarrowed) return { matches: inNamespace, isNarrowed };
  return { matches: (object) => inNamespace(object) && byLabel(object) && byField(object), isNarrowed };
}
