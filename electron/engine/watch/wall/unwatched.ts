// The times in which a source was not watched, as lines among the changes: nothing seen is not nothing happened.
import type { Freshness } from '#shared/model/system.ts';
import type { ChangeList } from './change-list.ts';
import { lastingWords } from './lasting-words.ts';

/** How a source stands; see SourceStatus and KubeConnection. */
export interface Standing {
  state: Freshness;
  since: number;
  reason: string;
  seenAt: number | null;
}

export interface Unwatched {
  status: (standing: Standing) => void;
  live: () => boolean;
}

export function createUnwatched(options: {
  source: 'docker' | 'kubernetes';
  name: string;
  now: () => number;
  changes: ChangeList;
}): Unwatched {
  const { source, name, now, changes } = options;
  let state: Standing['state'] = 'off';
  let lost: { since: number; reason: string } | null = null;
  const tell = (words: string, { since }: { since: number }): void =>
    changes.add({ kind: 'gap', identity: `${source}/unwatched/${since}`, at: since, seenAt: now(), object: null, words, bad: false }); // prettier-ignore
  return {
    status: (standing) => {
      // More is being read: what was watched before still is.
      if (state === 'live' && standing.state === 'connecting') return;
      if (state === 'live' && standing.state !== 'live') {
        // What lies after the last sign of life was not watched, though it seemed so.
        lost = { since: standing.seenAt ?? now(), reason: standing.reason };
        tell(`${name} is not watched any more: ${lost.reason}`, lost);
      } else if (state !== 'live' && standing.state === 'live' && lost) {
        tell(`${name} was not watched for ${lastingWords(now() - lost.since)}: ${lost.reason}`, lost);
        lost = null;
      }
      state = standing.state;
    },
    live: () => state === 'live',
  };
}
