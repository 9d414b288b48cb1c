// Which containers died, told from what the watches tell, and how their last lines are asked for.
import type { KubeKind, KubeRow } from '#shared/model/kubernetes.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Redactor } from '../redact/redact.ts';
import { askLogs } from '../sources/docker/ask-logs.ts';
import type { DockerNews } from '../sources/docker/docker-news.ts';
import type { EngineAddress } from '../sources/docker/engine-address.ts';
import { openEngineReader } from '../sources/docker/read-engine.ts';
import type { RowChange } from '../sources/kubernetes/object-table.ts';
import { refusalOf } from '../sources/kubernetes/refusal.ts';
import type { KubernetesWatch } from '../watch/kubernetes-watch.ts';
import type { Death } from './log-excerpts.ts';
import { excerptLines, readExcerpt } from './read-excerpt.ts';
import { subjectOf } from './watched-row.ts';

interface DeathsOptions {
  redactor: Redactor;
  now: () => number;
}

/** The engine's clock and its log's agree to less than that. */
const lateLinesMs = 1000;
const idleLimitMs = 10_000;

/** Null for what is no end of a container. */
export function dockerDeath(
  news: DockerNews,
  address: () => EngineAddress,
  { redactor, now }: DeathsOptions,
): Death | null {
  if (news.kind !== 'event' || news.action !== 'die') return null;
  const { id, name, image, exitCode, at } = news;
  return {
    source: 'docker',
    key: `${id} ${at}`,
    subject: name,
    at,
    exitCode,
    about: { id, name, image },
    fetch: async (signal) => {
      const reader = openEngineReader(address());
      try {
        // One that was started again meanwhile writes into the same log.
        const until = ((at + lateLinesMs) / 1000).toFixed(3);
        const { framed, chunks } = await askLogs(reader, { id, since: null, tail: excerptLines, until }, signal);
        return await readExcerpt({ chunks, framed, redactor, now });
      } finally {
        reader.close();
      }
    },
  };
}

/** Containers of a pod that ended badly or were started again; one that was so when it was first seen is no news. */
export function kubernetesDeath(
  kind: KubeKind,
  { before, after }: RowChange,
  open: KubernetesWatch['open'],
  { redactor, now }: DeathsOptions,
): Death | null {
  if (kind !== 'pods' || !before || !after) return null;
  const pod = after as KubeRow<'pods'>;
  const [was, is] = [(before as KubeRow<'pods'>).cells, pod.cells];
  const isAgain = is.restarts > was.restarts;
  const end = is.lastEnd;
  const hasEnded = end !== null && end.exitCode !== 0 && JSON.stringify(end) !== JSON.stringify(was.lastEnd);
  if (!isAgain && !hasEnded) return null;
  const container = end?.container ?? is.containerNames[0] ?? '';
  const { namespace, name, key: uid } = pod;
  return {
    source: 'kubernetes',
    // The end that a restart follows is the one that was told before it.
    key: `${uid} ${container} ${isAgain ? is.restarts - 1 : is.restarts}`,
    subject: subjectOf(pod),
    at: now(),
    exitCode: end?.exitCode ?? null,
    about: { kind: 'pods', namespace, name, uid, container, reason: end?.reason ?? '', previous: isAgain },
    fetch: async (signal) => {
      const query = new URLSearchParams({ container, timestamps: 'true', tailLines: String(excerptLines) });
      if (isAgain) query.set('previous', 'true');
      const path = `/api/v1/namespaces/${encodeURIComponent(namespace ?? '')}/pods/${encodeURIComponent(name)}/log`;
      const answer = await open(`${path}?${query.toString()}`, signal);
      if (answer.status !== 200) throw new OpsError('unavailable', (await refusalOf(answer)).words);
      return readExcerpt({ chunks: answer.chunks(() => idleLimitMs), framed: false, redactor, now });
    },
  };
}
