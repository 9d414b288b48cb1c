// The Docker connector's endpoints in the words of a diagnosis.
import type { Diagnosis } from '#shared/model/system.ts';
import { findDockerEndpoints, type DockerCandidate } from '../sources/docker/endpoints.ts';
import type { DockerLookup } from './docker.ts';

const states: Record<DockerCandidate['answer']['state'], Diagnosis['state']> = {
  ok: 'ok',
  absent: 'absent',
  refused: 'absent',
  denied: 'denied',
  timed_out: 'error',
  error: 'error',
};

export const lookForDocker: DockerLookup = async ({ env, home }) => {
  const candidates = await findDockerEndpoints({ env, home, platform: process.platform });
  return candidates.map(({ name, endpoint, answer, chosen, warning }) => ({
    place: endpoint === '' ? name : `${name} (${endpoint})`,
    answer: warning === undefined ? answer.words : `${answer.words}; ${warning}`,
    state: states[answer.state],
    chosen,
  }));
};
