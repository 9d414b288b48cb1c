// Asks the Docker engine about one container. The engine is an instrument: when it does not answer, nothing was seen.
import type { ContainerInspectInfo } from 'dockerode';
import { z } from 'zod';
import { endpointOf } from '#engine/sources/docker/engine-address.ts';
import { inspectContainer } from '#engine/sources/docker/inspect-container.ts';
import type { FactSchema, Facts } from '#shared/model/facts.ts';
import { endpointParam, engineDemands, usualEngine } from './docker-engine.ts';
import { defineProbe } from './probe.ts';
import { spanSeconds } from './spans.ts';

const params = z.strictObject({
  container: z
    .string()
    .regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}$|\$\{/, 'allowed: a container name or id')
    .describe('The name or id of the container.'),
  endpoint: endpointParam,
});
type DockerParams = z.output<typeof params>;

const facts: FactSchema = {
  exists: { type: 'boolean', doc: 'Whether the engine knows the container.' },
  failure: { type: 'string', doc: 'Why there is nothing to look at; absent when there is a container.' },
  running: { type: 'boolean', doc: 'Whether it runs.' },
  state: { type: 'string', doc: 'created, running, paused, restarting, removing, exited or dead.' },
  health: { type: 'string', doc: 'healthy, unhealthy, starting, or none where it has no health check.' },
  restartCount: { type: 'number', doc: 'How often the engine has restarted it.' },
  exitCode: { type: 'number', doc: 'The exit code of its last end; absent while it runs.' },
  oomKilled: { type: 'boolean', doc: 'Whether its last end was for want of memory.' },
  image: { type: 'string', doc: 'The image as it was named.' },
  imageId: { type: 'string', doc: 'The digest of the image.' },
  id: { type: 'string', doc: 'The id of the container.' },
  startedAt: { type: 'string', doc: 'When it was last started, ISO 8601; absent when it never was.' },
  uptimeSeconds: { type: 'number', doc: 'How long it has been running, in seconds; absent when it does not run.' },
  endpoint: { type: 'string', doc: 'The engine that was asked.' },
  details: { type: 'map', doc: 'What explains a fact, by its name: for health, the output of the last health check.' },
};

export const dockerProbe = defineProbe<DockerParams>({
  kind: 'docker',
  doc: 'Asks the Docker engine about the state, health and restarts of a container.',
  params,
  facts,
  demands: ({ endpoint }) => engineDemands(endpoint),
  async run(given, context) {
    for (const demand of engineDemands(given.endpoint)) context.permit(demand);
    // A plan may name a plain endpoint only; what needs keys or starts ssh is chosen by the person's own environment.
    const address = given.endpoint ?? (await usualEngine());
    const endpoint = endpointOf(address);
    const found = await inspectContainer(address, given.container, context.cutoff.signal);
    if (found === null) {
      const failure = `the Docker engine has no container "${given.container}"`;
      return { facts: { exists: false, failure, endpoint } };
    }
    const seen = { ...containerFacts(found, context.now()), endpoint };
    // The state only: the rest of an inspection holds the container's environment.
    const text = JSON.stringify({ Name: found.Name, Image: found.Config.Image, State: found.State }, null, 1);
    return { facts: seen, evidence: { mediaType: 'application/json', text, sizeBytes: Buffer.byteLength(text) } };
  },
});

function containerFacts(found: ContainerInspectInfo, now: number): Facts {
  const { State: state } = found;
  const facts: Facts = {
    exists: true,
    id: found.Id,
    running: state.Running,
    state: state.Status,
    health: state.Health?.Status ?? 'none',
    restartCount: found.RestartCount,
    oomKilled: state.OOMKilled,
    image: found.Config.Image,
    imageId: found.Image,
  };
  if (!state.Running) facts['exitCode'] = state.ExitCode;
  const startedAt = Date.parse(state.StartedAt);
  // A container that was never started carries the year 1.
  if (startedAt > 0) {
    facts['startedAt'] = new Date(startedAt).toISOString();
    if (state.Running) facts['uptimeSeconds'] = spanSeconds(now - startedAt);
  }
  const lastCheck = state.Health?.Log?.at(-1);
  if (lastCheck && state.Health?.Status !== 'healthy') {
    facts['details'] = { health: `exit code ${lastCheck.ExitCode}: ${lastCheck.Output.trim().slice(0, 200)}` };
  }
  return facts;
}
