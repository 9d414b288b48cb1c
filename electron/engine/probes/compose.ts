// Asks the Docker engine about a compose project: which of its services run and are healthy, and which are missing.
import { z } from 'zod';
import { listContainers, readRow } from '#engine/sources/docker/ask-containers.ts';
import { endpointOf } from '#engine/sources/docker/engine-address.ts';
import { openEngineReader } from '#engine/sources/docker/read-engine.ts';
import { containerTroubles, type Container } from '#shared/model/container.ts';
import type { FactSchema, Facts } from '#shared/model/facts.ts';
import { jsonEvidence } from './ask-prometheus.ts';
import { endpointParam, engineDemands, usualEngine } from './docker-engine.ts';
import { defineProbe, type ProbeContext } from './probe.ts';

const nameParam = z
  .string()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}$|\$\{/, 'allowed: letters, digits, ".", "_", "-"');
const params = z.strictObject({
  project: nameParam.describe('The name of the project, as `docker compose ls` shows it.'),
  services: z
    .array(nameParam)
    .min(1)
    .max(200)
    .optional()
    .describe('The services that must be there; by default those of which there is a container.'),
  endpoint: endpointParam,
});
type ComposeParams = z.output<typeof params>;

const facts: FactSchema = {
  exists: { type: 'boolean', doc: 'Whether there is any container of the project.' },
  failure: { type: 'string', doc: 'Why there is nothing to look at; absent when there is a container.' },
  services: { type: 'number', doc: 'How many services there are, or are asked for.' },
  running: { type: 'number', doc: 'How many services run, with all of their containers.' },
  healthy: { type: 'number', doc: 'How many services run and have no health check that fails or has yet to pass.' },
  allRunning: { type: 'boolean', doc: 'Whether all of them run; false where there is none.' },
  allHealthy: { type: 'boolean', doc: 'Whether all of them are healthy; false where there is none.' },
  missing: { type: 'list', doc: 'Services that were asked for and have no container.' },
  stopped: { type: 'list', doc: 'Services with a container that does not run.' },
  unhealthy: { type: 'list', doc: 'Services with a container whose health check fails.' },
  restarts: { type: 'number', doc: 'How often the engine has restarted their containers, taken together.' },
  endpoint: { type: 'string', doc: 'The engine that was asked.' },
  details: { type: 'map', doc: 'What is wrong, by the name of the service.' },
};

export const composeProbe = defineProbe<ComposeParams>({
  kind: 'compose',
  doc: 'Asks the Docker engine whether the services of a compose project run and are healthy.',
  params,
  facts,
  demands: ({ endpoint }) => engineDemands(endpoint),
  async run(given, context) {
    for (const demand of engineDemands(given.endpoint)) context.permit(demand);
    const address = given.endpoint ?? (await usualEngine());
    const containers = await containersOf(address, given.project, context);
    const seen = { ...projectFacts(given, containers), endpoint: endpointOf(address) };
    const evidence = containers.map(({ name, service, image, state, health, restartCount, status }) => ({ name, service, image, state, health, restartCount, status })); // prettier-ignore
    return { facts: seen, evidence: jsonEvidence(evidence) };
  },
});

async function containersOf(
  address: Parameters<typeof openEngineReader>[0],
  project: string,
  { cutoff }: ProbeContext,
): Promise<Container[]> {
  const reader = openEngineReader(address);
  cutoff.onAbort(reader.close);
  try {
    cutoff.throwIfAborted();
    const listed = await listContainers(reader);
    const own = listed.filter(
      ({ Labels: labels }) =>
        // A command that was run once beside the services is none of them.
        labels['com.docker.compose.project'] === project && labels['com.docker.compose.oneoff'] !== 'True',
    );
    const rows = await Promise.all(own.map((entry) => readRow(reader, entry.Id, entry)));
    return rows.filter((row) => row !== null);
  } catch (error) {
    cutoff.throwIfAborted();
    throw error;
  } finally {
    cutoff.offAbort(reader.close);
    reader.close();
  }
}

function projectFacts({ project, services: wanted }: ComposeParams, containers: Container[]): Facts {
  const groups = Map.groupBy(containers, ({ service, name }) => service ?? name);
  const names = wanted ?? [...groups.keys()].toSorted();
  const membersOf = (name: string): Container[] => groups.get(name) ?? [];
  const has = (name: string, test: (container: Container) => boolean): boolean => membersOf(name).some(test);
  const missing = names.filter((name) => membersOf(name).length === 0);
  const present = names.filter((name) => membersOf(name).length > 0);
  const stopped = present.filter((name) => has(name, ({ state }) => state !== 'running'));
  const running = present.filter((name) => !stopped.includes(name));
  const healthy = running.filter((name) => !has(name, ({ health }) => health !== 'none' && health !== 'healthy'));
  const details = names.flatMap((name) => {
    const words = membersOf(name).length === 0 ? 'there is no container of it' : troubleOf(membersOf(name));
    return words === undefined ? [] : [[name, words] as const];
  });
  const seen: Facts = {
    exists: containers.length > 0,
    services: names.length,
    running: running.length,
    healthy: healthy.length,
    // Nothing looked at is never a pass.
    allRunning: names.length > 0 && running.length === names.length,
    allHealthy: names.length > 0 && healthy.length === names.length,
    missing,
    stopped,
    unhealthy: present.filter((name) => has(name, ({ health }) => health === 'unhealthy')),
    restarts: present.flatMap(membersOf).reduce((sum, { restartCount }) => sum + restartCount, 0),
  };
  if (containers.length === 0) seen['failure'] = `the Docker engine has no container of the project "${project}"`;
  if (details.length > 0) seen['details'] = Object.fromEntries(details);
  return seen;
}

function troubleOf(containers: Container[]): string | undefined {
  const bad = containers.find(
    ({ state, health }) => state !== 'running' || (health !== 'none' && health !== 'healthy'),
  );
  if (!bad) return undefined;
  const [trouble] = containerTroubles(bad);
  return `${bad.name}: ${trouble ?? (bad.state === 'running' ? `its health is ${bad.health}` : bad.state)}`;
}
