// One Kubernetes context as it was at a moment: which one, how fresh, which rows, and what was recorded of one object.
import type { Json } from '#shared/model/facts.ts';
import { kubeKinds, type KubeConnection, type KubeKind, type KubeKindStatus, type KubeObject } from '#shared/model/kubernetes.ts'; // prettier-ignore
import { OpsError } from '#shared/model/ops-error.ts';
import { stringify } from 'yaml';
import { objectVersions } from '../recorder/objects-at.ts';
import type { ReadDb } from '../store/database.ts';
import { eventsOfTypeAt } from '../store/moment-rows.ts';
import { heldFeed } from './held-feed.ts';
import type { PastAnswers, PastMoment } from './past.ts';
import type { RowsAt } from './rows-at.ts';
import { sourceStatusAt } from './source-statuses.ts';

/** How far back an object's versions are told, and how many. */
const versionsSpanMs = 7 * 86_400_000;
const mostVersions = 50;

export function kubernetesPast(read: ReadDb, rows: RowsAt): NonNullable<PastAnswers['kubernetes']> {
  return {
    connection: (_nothing, moment, signal) => heldFeed([connectionAt(read, moment)], signal),
    kinds: async (_nothing, moment, signal) => heldFeed(await kindsAt(read, rows, moment), signal),
    rows: async ({ kind }, moment, signal) => heldFeed((await rows.kube(kind, moment)).map(({ row }) => row), signal), // prettier-ignore
    object: (asked, moment) => objectAt(read, rows, asked, moment),
  };
}

function connectionAt(read: ReadDb, moment: PastMoment): KubeConnection {
  const { state, since, reason, seenAt } = sourceStatusAt(read, 'kubernetes', moment);
  const standing = {
    key: 'kubernetes' as const,
    state,
    since,
    reason,
    seenAt,
    retryAt: null,
    proxy: null,
    usage: false,
  };
  const [event] = state === 'off' ? [] : eventsOfTypeAt(read, 'kubernetes.connected', moment, 1);
  const told = Object(event?.data) as Record<string, unknown>;
  const text = (name: string): string | null => (typeof told[name] === 'string' ? told[name] : null);
  const namespaces = Array.isArray(told['namespaces']) ? told['namespaces'].map(String) : [];
  return {
    ...standing,
    context: text('context'),
    server: text('server'),
    namespaces,
    version: text('version'),
    user: text('user'),
    caDigest: text('caDigest'),
    unverified: told['unverified'] === true,
  };
}

/** A kind of which nothing was there may have been empty or not followed: that is not told apart, and is not called live. */
async function kindsAt(read: ReadDb, rows: RowsAt, moment: PastMoment): Promise<KubeKindStatus[]> {
  const source = sourceStatusAt(read, 'kubernetes', moment);
  const kinds = kubeKinds.map(async (key) => {
    const count = (await rows.kube(key, moment)).length;
    const followed = count > 0 && source.state !== 'off';
    return {
      key,
      state: followed ? source.state : 'off',
      since: source.since,
      reason: followed ? source.reason : 'nothing of this kind was recorded at this moment',
      seenAt: followed ? source.seenAt : null,
      retryAt: null,
      count,
      expected: null,
      namespaces: null,
      events: 0,
      relists: 0,
      reconnects: 0,
    };
  });
  return Promise.all(kinds);
}

interface ObjectAsked {
  kind: KubeKind;
  namespace: string | null;
  name: string;
}

async function objectAt(
  read: ReadDb,
  rows: RowsAt,
  { kind, namespace, name }: ObjectAsked,
  moment: PastMoment,
): Promise<KubeObject> {
  const found = (await rows.kube(kind, moment)).find(({ row }) => row.name === name && row.namespace === namespace);
  if (!found) throw new OpsError('not_found', `No ${kind} "${name}" was seen at this moment.`);
  const { row, time } = found;
  const fromMs = moment.at - versionsSpanMs;
  const told = objectVersions(read, {
    source: 'kubernetes',
    kind,
    key: row.key,
    fromMs,
    toMs: Number.MAX_SAFE_INTEGER,
  });
  const known = told.filter((one) => (moment.known === 'then' ? one.recordedTime : one.time) <= moment.at);
  const versions = known.slice(-mostVersions).toReversed().map((one) => ({ time: iso(one.time), recorded: iso(one.recordedTime), row: one.row })); // prettier-ignore
  const whole = { row: row as unknown as Json, versions };
  const head = [
    '# The YAML of this object was not recorded. This is what was recorded of it: its row as the tables show it,',
    `# as of ${iso(moment.at)}, and the versions of that row in the week before, the newest first.`,
  ];
  return {
    row,
    yaml: `${head.join('\n')}\n${stringify(whole)}`,
    json: JSON.stringify(whole, null, 2),
    conditions: [],
    containers: [],
    readAt: time,
    notRecorded: true,
  };
}

const iso = (at: number): string => new Date(at).toISOString();
