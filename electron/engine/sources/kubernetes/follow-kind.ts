// Follows one kind in the whole cluster, or in the namespaces that may be read, as one table with one state.
import type { KubeKind, KubeKindStatus, KubeRow } from '#shared/model/kubernetes.ts';
import type { Freshness } from '#shared/model/system.ts';
import { isNamespaced, pathOfKind, patientKinds } from './kind-paths.ts';
import { createObjectTable, type ObjectTable, type RowChange } from './object-table.ts';
import type { ReflectorSurroundings } from './attempt.ts';
import { startReflector, type Reflector } from './reflector.ts';
import type { ReflectorState } from './reflector-voice.ts';
import type { Refusal } from './refusal.ts';

export interface FollowKindOptions {
  kind: KubeKind;
  /** Those that the person named; empty for all. */
  namespaces: string[];
  /** Where a user who may not read everything is looked after: the context's. */
  fallback: string;
  surroundings: ReflectorSurroundings;
  project: (kind: KubeKind, object: unknown) => KubeRow;
  onRows: (changes: RowChange[], first: boolean) => void;
  onStatus: (status: KubeKindStatus) => void;
}

export interface KindFollower {
  /** Tries now instead of after a wait, and again what some refusal ended. */
  wake: () => void;
  /** A person asks: everything that was refused is asked for again. */
  retry: () => void;
  close: () => void;
}

interface Scope {
  namespace: string | null;
  table: ObjectTable;
  reflector: Reflector;
  state: ReflectorState | null;
  refusal: Refusal | null;
}

export function followKind(options: FollowKindOptions): KindFollower {
  const { kind, surroundings, onRows } = options;
  const scopes = new Map<string | null, Scope>();
  let wide: Refusal | null = null;
  let told: KubeKindStatus | null = null;
  let closed = false;

  const say = (): void => {
    if (closed) return;
    told = statusOf(kind, [...scopes.values()], wide, told, surroundings.now());
    options.onStatus(told);
  };
  /** Rows that are known from before are confirmed, or ended, by the first list. */
  const open = (namespace: string | null, known: Iterable<KubeRow> = []): void => {
    const table = createObjectTable((object) => options.project(kind, object), known);
    const scope: Scope = {
      namespace,
      table,
      state: null,
      refusal: null,
      reflector: { retry: () => {}, close: () => {} },
    };
    scopes.set(namespace, scope);
    scope.reflector = startReflector({
      ...surroundings,
      path: pathOfKind(kind, namespace),
      patient: patientKinds.has(kind),
      table,
      onRows,
      onState: (state) => {
        scope.state = state;
        say();
      },
      onEnd: (refusal) => {
        if (closed) return;
        scope.refusal = refusal;
        if (refusal.status === 403 && namespace === null && isNamespaced(kind)) narrow(scope, refusal);
        else say();
      },
    });
  };
  const shut = ({ namespace, reflector, table }: Scope): KubeRow[] => {
    reflector.close();
    scopes.delete(namespace);
    return [...table.rows.values()];
  };
  /** The whole may not be read; the namespace of the context perhaps may. */
  const narrow = (scope: Scope, refusal: Refusal): void => {
    wide = refusal;
    open(options.fallback, shut(scope));
  };
  const wake = (): void => {
    for (const scope of Array.from(scopes.values())) {
      if (scope.refusal) open(scope.namespace, shut(scope));
      else scope.reflector.retry();
    }
  };
  const named = isNamespaced(kind) && options.namespaces.length > 0;

  for (const namespace of named ? options.namespaces : [null]) open(namespace);
  return {
    wake,
    retry: () => {
      if (!wide) return wake();
      wide = null;
      open(null, Array.from(scopes.values()).flatMap(shut));
    },
    close: () => {
      closed = true;
      for (const { reflector } of scopes.values()) reflector.close();
    },
  };
}

function statusOf(
  kind: KubeKind,
  scopes: Scope[],
  wide: Refusal | null,
  before: KubeKindStatus | null,
  now: number,
): KubeKindStatus {
  const followed = scopes.filter(({ refusal }) => refusal === null);
  const states = followed.flatMap(({ state }) => (state ? [state] : []));
  const all = scopes.flatMap(({ state }) => (state ? [state] : []));
  const seen = states.flatMap(({ seenAt }) => (seenAt === null ? [] : [seenAt]));
  const retries = states.flatMap(({ retryAt }) => (retryAt === null ? [] : [retryAt]));
  const expected = states.map((state) => state.expected);
  const { state, reason } = judge(scopes, states, kind);
  const seenAt = seen.length === states.length && seen.length > 0 ? Math.min(...seen) : (before?.seenAt ?? null);
  const sum = (of: (state: ReflectorState) => number): number => all.reduce((total, each) => total + of(each), 0);
  return {
    key: kind,
    state,
    // What is shown is as old as the last that was heard, not as the discovery that no more comes.
    since: before?.state === state ? before.since : state === 'stale' ? (seenAt ?? now) : now,
    reason,
    seenAt,
    retryAt: retries.length > 0 ? Math.min(...retries) : null,
    count: sum(({ count }) => count),
    expected: expected.some((each) => each === null) ? null : expected.reduce<number>((a, b) => a + (b ?? 0), 0),
    namespaces: wide || scopes.some(({ namespace }) => namespace !== null) ? scopes.flatMap(({ namespace }) => (namespace === null ? [] : [namespace])) : null, // prettier-ignore
    events: sum(({ events }) => events),
    relists: sum(({ relists }) => relists),
    reconnects: sum(({ reconnects }) => reconnects),
  };
}

/** The worst of its parts; parts that may not be read are named where others may. */
function judge(scopes: Scope[], states: ReflectorState[], kind: KubeKind): { state: Freshness; reason: string } {
  const refused = scopes.filter(({ refusal }) => refusal !== null);
  const absent = refused.find(({ refusal }) => refusal?.status === 404);
  if (absent)
    return { state: 'off', reason: `this API server does not offer ${kind} (${absent.refusal?.words ?? ''})` };
  const first = refused[0]?.refusal;
  if (first && refused.length === scopes.length) return { state: 'denied', reason: first.words };
  const denied = refused.length > 0 ? `not permitted in ${refused.map(({ namespace }) => namespace).join(', ')}` : '';
  const worst =
    states.find(({ state }) => state === 'connecting') ?? states.find(({ state }) => state === 'stale') ?? states[0];
  if (!worst || states.length < scopes.length - refused.length) return { state: 'connecting', reason: denied };
  return { state: worst.state, reason: [worst.reason, denied].filter((words) => words !== '').join('; ') };
}
