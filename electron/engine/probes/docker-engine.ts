// What the probe kinds that ask Docker have in common: which engine, and the permission to ask it.
import { homedir } from 'node:os';
import { z } from 'zod';
import type { Reachable } from '#engine/sources/docker/engine-address.ts';
import { findDockerEndpoints } from '#engine/sources/docker/endpoints.ts';
import type { Demand } from '#shared/model/checklist.ts';
import { OpsError } from '#shared/model/ops-error.ts';

export const endpointParam = z
  .string()
  .min(1)
  .max(1024)
  .optional()
  .describe('unix:///path or tcp://host:port; by default the engine that the docker command line would use.');

export function engineDemands(endpoint: string | undefined): Demand[] {
  const ask: Demand = { kind: 'docker', subject: endpoint ?? 'the usual one' };
  const place = /^(?:tcp|http):\/\/([^/]+)/.exec(endpoint ?? '')?.[1];
  if (place === undefined) return [ask];
  return [ask, { kind: 'host', subject: /:\d+$/.test(place) ? place : `${place}:2375` }];
}

/** The engine that the docker command line would use. @throws OpsError `unavailable` naming every place that was tried. */
export async function usualEngine(): Promise<Reachable> {
  const candidates = await findDockerEndpoints({ env: process.env, home: homedir(), platform: process.platform });
  const chosen = candidates.find((candidate) => candidate.chosen);
  if (chosen) return chosen.address ?? chosen.endpoint;
  const tried = candidates.map(({ name, endpoint, answer }) =>
    `${name} ${endpoint}: ${answer.words}`.replace('  ', ' '),
  );
  throw new OpsError('unavailable', `no Docker engine answers (${tried.join('; ')})`);
}
