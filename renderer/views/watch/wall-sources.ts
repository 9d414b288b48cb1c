// What the wall looks at: each source with how fresh it is, what was looked at there, and what could not be. Pure.
import type { KubeConnection, KubeKind, KubeKindStatus } from '#shared/model/kubernetes.ts';
import type { Freshness } from '../../components/freshness.ts';
import { countOfKind, kindOrder, kindWords } from '../../components/kube-kinds.ts';
import { grouped } from '../../components/times.ts';

export interface WallSource {
  key: 'docker' | 'kubernetes';
  name: string;
  /** Which of its kind this is, e.g. the context; empty where there is only one. */
  which: string;
  freshness: Freshness;
  /** What was looked at, e.g. `38 pods`; empty where nothing was. */
  looked: string;
  /** Parts of it that could not be looked at. */
  missing: Missing[];
  /** When it is tried again by itself. */
  retryAt: number | null;
}

interface Missing {
  what: string;
  why: string;
  /** The wall would know of its troubles if it could be looked at. */
  judged: boolean;
}

/** Kinds whose objects the wall judges; where one of them is not live the wall does not know of its troubles. */
const wallKinds: readonly KubeKind[] = ['pods', 'deployments', 'statefulsets', 'daemonsets', 'jobs', 'nodes'];

export function dockerSource(freshness: Freshness, containers: number): WallSource {
  const looked = `${grouped(containers)} ${containers === 1 ? 'container' : 'containers'}`;
  const nothing = containers === 0 && freshness.state !== 'live';
  return {
    key: 'docker',
    name: 'Docker',
    which: '',
    freshness,
    looked: nothing ? '' : looked,
    missing: [],
    retryAt: null,
  };
}

export function kubeSource(
  freshness: Freshness,
  connection: KubeConnection | undefined,
  kinds: ReadonlyMap<string, KubeKindStatus>,
): WallSource {
  const which = connection?.context ?? '';
  const retryAt = connection?.retryAt ?? null;
  const source = { key: 'kubernetes' as const, name: 'Kubernetes', which, freshness, retryAt };
  if (freshness.state === 'off' || freshness.state === 'waiting') return { ...source, looked: '', missing: [] };
  const known = wallKinds.filter((kind) => (kinds.get(kind)?.seenAt ?? null) !== null);
  const counted = known.filter((kind) => kind === 'pods' || (kinds.get(kind)?.count ?? 0) > 0);
  const looked = counted.map((kind) => countOfKind(kind, kinds.get(kind)?.count ?? 0)).join(', ');
  // While the whole is not live its own reason says more than those of its kinds.
  const missing = freshness.state === 'live' ? kindOrder.flatMap((kind) => missingOf(kind, kinds.get(kind))) : [];
  return { ...source, looked, missing };
}

function missingOf(kind: KubeKind, status: KubeKindStatus | undefined): Missing[] {
  const { many } = kindWords[kind];
  const judged = wallKinds.includes(kind);
  if (status === undefined || status.state === 'off')
    return judged ? [{ what: many, why: 'not followed', judged }] : [];
  if (status.state === 'live') {
    if (!judged || status.namespaces === null) return [];
    return [{ what: many, why: `only in ${status.namespaces.join(', ')}`, judged }];
  }
  if (status.state === 'connecting')
    return judged ? [{ what: many, why: `${grouped(status.count)} so far`, judged }] : [];
  return [{ what: many, why: `${status.state}${status.reason === '' ? '' : `: ${status.reason}`}`, judged }];
}

/** Whether its troubles are known: it is live and nothing of it is missing. */
export const isWhole = ({ freshness, missing }: WallSource): boolean =>
  freshness.state === 'live' && !missing.some(({ judged }) => judged);

/** What an empty list says nothing of: `Kubernetes is not looked at.`; empty where all is. */
export const unseenWords = (sources: readonly WallSource[]): string =>
  sources
    .filter((source) => !isWhole(source))
    .map(
      ({ name, freshness: { state } }) =>
        `${name} is ${state === 'live' ? 'not wholly looked at' : notLiveWords[state]}.`,
    )
    .join(' ');

export interface WallHeadline {
  words: string;
  tone: 'fail' | 'pass' | 'plain' | 'stale';
}

/** The sentence over the wall. "No trouble seen" is said of what was looked at, and what was not is named beside it. */
export function wallHeadline(sources: readonly WallSource[], troubles: number): WallHeadline {
  const live = sources.filter(({ freshness }) => freshness.state === 'live');
  const looked = live.map((source) => source.looked).filter((words) => words !== '').join(', '); // prettier-ignore
  const notLooked = sources.filter((source) => !isWhole(source)).map(gapWords);
  const wrong = `${grouped(troubles)} ${troubles === 1 ? 'wants' : 'want'} a look`;
  const rest = notLooked.length === 0 ? '' : `; ${notLooked.join('; ')}`;
  if (troubles > 0) {
    return {
      words: `${wrong}${looked === '' ? '' : `, of ${looked}`}${rest}`,
      tone: live.length > 0 ? 'fail' : 'stale',
    };
  }
  if (looked === '') return { words: notLooked.join('; ') || 'Nothing was looked at yet', tone: 'stale' };
  const whole = notLooked.length === 0;
  return {
    words: whole ? `${looked}: no trouble seen` : `${looked} without trouble${rest}`,
    tone: whole ? 'pass' : 'plain',
  };
}

const mostWords = 90;

/** The first of what is said; the whole of it stands at the source. */
export function inShort(reason: string): string {
  const first = reason.split(/[.;] /)[0] ?? '';
  return first.length > mostWords ? `${first.slice(0, mostWords - 1)}…` : first;
}

const notLiveWords: Record<Freshness['state'], string> = {
  live: 'live',
  waiting: 'not heard of yet',
  stale: 'not live',
  denied: 'not looked at',
  off: 'not looked at',
};

/** `Kubernetes not looked at: 401`, `Nodes of Kubernetes not looked at`; the reasons of its parts stand at the source. */
function gapWords({ name, freshness, missing }: WallSource): string {
  const { state, reason } = freshness;
  const parts = missing.filter(({ judged }) => judged).map(({ what }) => what);
  if (state === 'live') return `${parts.join(', ')} of ${name} not wholly looked at`;
  return `${name} ${notLiveWords[state]}${reason === '' ? '' : `: ${inShort(reason)}`}`;
}
