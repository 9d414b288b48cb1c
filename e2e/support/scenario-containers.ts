// Made-up containers for looking at their screen: the ordinary dozen, all broken, very many, very long names.
import type { Container, ContainerDetail } from '#shared/model/container.ts';
import type { JournalEvent, SourceStatus } from '#shared/model/system.ts';
import { minuteMs, type Scenario } from './scenario.ts';

type Draft = Partial<Container> & { name: string; project?: string | null };

export function containerOf(draft: Draft, now: number): Container {
  const key = Array.from({ length: 64 }, (_, at) => ((draft.name.charCodeAt(at % draft.name.length) * (at + 7)) % 16).toString(16)).join(''); // prettier-ignore
  const { project = null, service = project === null ? null : draft.name.replace(/^[^-]+-(.+)-\d+$/, '$1') } = draft;
  return {
    key: `${key}:${draft.name}`,
    id: key,
    image: `registry.local/${service ?? 'tool'}:1.4.2`,
    state: 'running',
    status: 'Up 3 hours (healthy)',
    health: 'healthy',
    restartCount: 0,
    exitCode: null,
    oomKilled: false,
    createdAt: now - 26 * 60 * minuteMs,
    startedAt: now - 184 * minuteMs,
    finishedAt: null,
    ports: [],
    labels: project === null ? {} : { 'com.docker.compose.project': project, 'com.docker.compose.service': service ?? '', tier: 'web' }, // prettier-ignore
    ...draft,
    project,
    service,
  };
}

const published = (publicPort: number, privatePort: number): Container['ports'] => [
  { ip: '0.0.0.0', publicPort, privatePort, protocol: 'tcp' },
  { ip: '::', publicPort, privatePort, protocol: 'tcp' },
];

const dozen = (now: number): Draft[] => [
  { name: 'shop-web-1', project: 'shop', ports: published(8080, 80) },
  { name: 'shop-web-2', project: 'shop', ports: published(8081, 80) },
  { name: 'shop-worker-1', project: 'shop', state: 'restarting', health: 'none', restartCount: 17, exitCode: 1, status: 'Restarting (1) 4 seconds ago', startedAt: now - 4_000, finishedAt: now - 3_000 }, // prettier-ignore
  { name: 'shop-db-1', project: 'shop', image: 'postgres:17.2', ports: [{ ip: '127.0.0.1', publicPort: 5432, privatePort: 5432, protocol: 'tcp' }] }, // prettier-ignore
  { name: 'shop-migrate-1', project: 'shop', state: 'exited', health: 'none', exitCode: 0, status: 'Exited (0) 3 hours ago', finishedAt: now - 180 * minuteMs }, // prettier-ignore
  { name: 'attestor-api-1', project: 'attestor', health: 'unhealthy', status: 'Up 40 minutes (unhealthy)', restartCount: 2, startedAt: now - 40 * minuteMs, ports: published(8000, 8000) }, // prettier-ignore
  { name: 'attestor-log-1', project: 'attestor', health: 'none', status: 'Up 3 hours' },
  { name: 'attestor-compact-1', project: 'attestor', state: 'exited', health: 'none', exitCode: 137, oomKilled: true, status: 'Exited (137) 6 minutes ago', finishedAt: now - 6 * minuteMs }, // prettier-ignore
  { name: 'observability-prometheus-1', project: 'observability', image: 'prom/prometheus:v3.5.0', health: 'starting', status: 'Up 8 seconds (health: starting)', startedAt: now - 8_000, ports: published(9090, 9090) }, // prettier-ignore
  { name: 'observability-grafana-1', project: 'observability', image: 'grafana/grafana:12.1', ports: published(3000, 3000) }, // prettier-ignore
  { name: 'scratch', image: 'busybox', health: 'none', status: 'Up 2 days', startedAt: now - 2 * 24 * 60 * minuteMs },
  { name: 'paused-backup', image: 'restic/restic:0.18', state: 'paused', health: 'none', status: 'Up 2 hours (Paused)' }, // prettier-ignore
];

function detailOf(container: Container, now: number): ContainerDetail {
  return {
    container,
    imageId: `sha256:${container.id}`,
    digests: [`${container.image.split(':')[0]}@sha256:${container.id}`],
    command: ['/usr/local/bin/server', '--listen', '0.0.0.0:8000', '--log-format', 'json'],
    workingDir: '/srv/app',
    restartPolicy: 'unless-stopped',
    envNames: ['DATABASE_URL', 'HOME', 'LOG_LEVEL', 'PATH', 'SESSION_SECRET', 'TZ'],
    mounts: [
      { type: 'volume', source: `${container.project ?? 'none'}_data`, destination: '/var/lib/app', readOnly: false },
      { type: 'bind', source: '/srv/config/app.yaml', destination: '/etc/app.yaml', readOnly: true },
    ],
    networks: [{ name: `${container.project ?? 'bridge'}_default`, address: '172.20.0.5' }],
    healthLog:
      container.health === 'none'
        ? []
        : [0, 1, 2, 3].map((at) => ({
            at: now - (at * 30 + 4) * 1_000,
            exitCode: container.health === 'unhealthy' && at < 3 ? 1 : 0,
            output: container.health === 'unhealthy' && at < 3 ? 'curl: (7) Failed to connect to 127.0.0.1 port 8000 after 0 ms' : 'ok', // prettier-ignore
          })),
    readAt: now - 2_000,
  };
}

const changesOf = (containers: Container[], now: number): JournalEvent[] =>
  containers.slice(0, 12).map((container, at) => ({
    sequence: 184_300 - at,
    id: `change-${at}`,
    type: 'docker.changed',
    source: 'docker',
    subject: container.name,
    time: now - (at + 1) * 50_000,
    recordedTime: now - (at + 1) * 50_000 + 4,
    data: { id: container.id, name: container.name, action: container.health === 'unhealthy' ? 'health_status: unhealthy' : 'start', image: container.image, exitCode: null }, // prettier-ignore
  }));

function withContainers(
  scenario: Scenario,
  drafts: Draft[],
  now: number,
  docker: Partial<SourceStatus> = {},
): Scenario {
  const containers = drafts.map((draft) => containerOf(draft, now));
  const sources = scenario.sources.map((source) => (source.key === 'docker' ? { ...source, ...docker } : source));
  const detail = (container: Container): ContainerDetail => detailOf(container, now);
  return { ...scenario, sources, containers, containerDetail: detail, journal: changesOf(containers, now) };
}

const long = 'settlement-reconciliation-gateway-with-a-name-that-nobody-shortened';

export const containerMakers: Record<string, (scenario: Scenario, now: number) => Scenario> = {
  boxes: (scenario, now) => withContainers(scenario, dozen(now), now),
  'boxes-none': (scenario, now) => withContainers(scenario, [], now),
  'boxes-green': (scenario, now) =>
    withContainers(scenario, dozen(now).filter((one) => one.name.startsWith('shop-web') || one.name.includes('grafana')), now), // prettier-ignore
  'boxes-many': (scenario, now) =>
    withContainers(scenario, Array.from({ length: 10_000 }, (_, at): Draft => ({ ...dozen(now)[at % 997 === 0 ? 5 : at % 2], name: `region${at % 40}-web-${at}`, project: `region${at % 40}`, service: 'web' })), now), // prettier-ignore
  'boxes-red': (scenario, now) => {
    const bad = dozen(now).flatMap((one) => [2, 5, 7].flatMap((at) => ({ ...dozen(now)[at], name: `${one.name}-${at}`, project: one.project ?? null }))); // prettier-ignore
    return withContainers(scenario, bad, now);
  },
  'boxes-stale': (scenario, now) =>
    withContainers(scenario, dozen(now), now, { state: 'stale', since: now - 4 * minuteMs, reason: 'connection refused', seenAt: now - 4 * minuteMs }), // prettier-ignore
  'boxes-unverified': (scenario, now) =>
    withContainers(scenario, dozen(now), now, { warning: 'the docker context "lab" says not to verify the certificate: anyone in between could be answering (SkipTLSVerify)' }), // prettier-ignore
  'boxes-denied': (scenario, now) =>
    withContainers(scenario, [], now, { state: 'denied', since: now - 4 * minuteMs, reason: 'permission denied at /var/run/docker.sock', seenAt: null }), // prettier-ignore
  'boxes-off': (scenario, now) =>
    withContainers(scenario, [], now, { state: 'off', since: now - 4 * minuteMs, reason: 'no engine at any of 6 places', seenAt: null }), // prettier-ignore
  'boxes-waiting': (scenario, now) =>
    withContainers(scenario, [], now, { state: 'connecting', since: now - 3_000, reason: '/var/run/docker.sock to answer', seenAt: null }), // prettier-ignore
  'boxes-long': (scenario, now) =>
    withContainers(scenario, dozen(now).map((one, at) => ({ ...one, name: `${long}-${one.name}`, image: `registry.internal.example:5000/platform/${long}/${one.name}:2026.11.20-build.4711`, project: at % 3 === 2 ? null : `${long}-${one.project ?? 'x'}`, labels: { [`org.example.${long}`]: `${long} ${long}` } })), now), // prettier-ignore
};
