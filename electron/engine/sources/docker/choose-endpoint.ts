// Which of the candidates is to be followed, or why none is, in words.
import type { DockerCandidate } from './endpoints.ts';
import type { EngineAddress } from './engine-address.ts';

export type EndpointChoice =
  | { endpoint: string; address: EngineAddress; warning: string }
  | { denied: boolean; words: string };

/** @param pinned the engine whose containers are shown: nobody else takes its place while it is still a candidate. */
export function chooseEndpoint(candidates: readonly DockerCandidate[], pinned: string | null): EndpointChoice {
  const own = pinned === null ? undefined : candidates.find(({ endpoint }) => endpoint === pinned);
  const chosen = candidates.find((candidate) => candidate.chosen);
  if (own) {
    if (own.answer.state === 'ok') return chosenOf(own);
    const other = chosen ? `; ${placeOf(chosen)} answers, and is followed instead when you try again` : '';
    const words = `the Docker engine at ${own.endpoint}: ${own.answer.words}${other}`;
    return { denied: own.answer.state === 'denied', words };
  }
  if (chosen) return chosenOf(chosen);
  if (candidates.length === 0) return { denied: false, words: 'there is nowhere to look for a Docker engine' };
  const tried = candidates.map((candidate) => `${placeOf(candidate)}: ${candidate.answer.words}`).join('; ');
  // A socket that may not be used is nearer to an engine than one that is not there.
  const denied = candidates.some(({ answer }) => answer.state === 'denied');
  return { denied, words: `no Docker engine is followed. Tried ${tried}` };
}

const placeOf = ({ name, endpoint }: DockerCandidate): string => (endpoint === '' ? name : `${name} (${endpoint})`);

const chosenOf = ({ endpoint, address, warning }: DockerCandidate): EndpointChoice => ({
  endpoint,
  address: address ?? { endpoint, tls: null, env: null },
  warning: warning ?? '',
});
