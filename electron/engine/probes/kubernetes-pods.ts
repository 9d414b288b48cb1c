// The pods that a probe looks at: found by labels, read page by page, taken together as facts.
import { pathOfKind } from '#engine/sources/kubernetes/kind-paths.ts';
import { fieldsOf, isFields, listOf, textOf, textsOf } from '#engine/sources/kubernetes/project/fields.ts';
import { projectObject } from '#engine/sources/kubernetes/project/project.ts';
import type { Facts } from '#shared/model/facts.ts';
import type { KubeRow } from '#shared/model/kubernetes.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { KubeReader } from './probe.ts';
import { spanSeconds } from './spans.ts';

const pageSize = 500;
const mostPages = 40;
const mostTroubles = 20;

/** @throws OpsError as the reader, and `too_large` where there are more than anyone should look at one by one. */
export async function readPods(
  reader: KubeReader,
  namespace: string,
  selector: string,
  signal: AbortSignal,
): Promise<KubeRow<'pods'>[]> {
  const pods: KubeRow<'pods'>[] = [];
  let next = '';
  for (let page = 0; page < mostPages; page++) {
    const query = new URLSearchParams({ labelSelector: selector, limit: String(pageSize), ...(next !== '' && { continue: next }) }); // prettier-ignore
    const answer = fieldsOf(await reader.read(`${pathOfKind('pods', namespace)}?${query.toString()}`, signal));
    if (!Array.isArray(answer['items']))
      throw new OpsError('unavailable', 'the API server answered with no list of pods');
    for (const item of answer['items']) pods.push(projectObject('pods', item));
    next = textOf(fieldsOf(answer['metadata'])['continue']);
    if (next === '') return pods;
  }
  throw new OpsError(
    'too_large',
    `more than ${pageSize * mostPages} pods match ${selector}; allowed: a narrower selector`,
  );
}

/** `before`: troubles that are said already. */
export function podFacts(all: readonly KubeRow<'pods'>[], now: number, before: readonly string[]): Facts {
  // What completed is neither ready nor missing.
  const pods = all.filter(({ health }) => health !== 'ended');
  const ready = pods.filter(({ health }) => health === 'ok').length;
  const troubles = [...before, ...pods.flatMap((pod) => pod.troubles.map((words) => `${pod.name}: ${words}`))];
  const seen: Facts = {
    pods: pods.length,
    podsReady: ready,
    allReady: pods.length > 0 && ready === pods.length,
    troubles: troubles.slice(0, mostTroubles),
  };
  if (pods.length === 0) return seen;
  const ages = pods.map(({ createdAt }) => spanSeconds(Math.max(0, now - createdAt)));
  return {
    ...seen,
    restarts: pods.reduce((sum, { cells }) => sum + cells.restarts, 0),
    youngestAgeSeconds: ages.reduce((least, age) => Math.min(least, age)),
    oldestAgeSeconds: ages.reduce((most, age) => Math.max(most, age)),
  };
}

/** A workload's selector as a query takes it; empty where it selects nothing that can be told. */
export function selectorOf(selector: unknown): string {
  const { matchLabels, matchExpressions } = fieldsOf(selector);
  const parts = isFields(matchLabels)
    ? Object.entries(matchLabels).map(([name, value]) => `${name}=${textOf(value)}`)
    : [];
  for (const item of listOf(matchExpressions)) {
    const { key, operator, values } = fieldsOf(item);
    const name = textOf(key);
    const list = `(${textsOf(values).join(',')})`;
    if (operator === 'In') parts.push(`${name} in ${list}`);
    else if (operator === 'NotIn') parts.push(`${name} notin ${list}`);
    else if (operator === 'Exists') parts.push(name);
    else if (operator === 'DoesNotExist') parts.push(`!${name}`);
  }
  return parts.join(',');
}
