// For tests of the containers: one container and its details, patched as the test wants, and the state of Docker.
import type { Container, ContainerDetail } from '#shared/model/container.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import { someNow } from '../readiness/readiness.fixture.ts';

export function someContainer(patch: Partial<Container> & { name: string }): Container {
  return {
    key: patch.name,
    id: `id-of-${patch.name}`,
    image: 'registry.local/shop:1.4',
    state: 'running',
    status: 'Up 5 minutes',
    health: 'healthy',
    restartCount: 0,
    exitCode: null,
    oomKilled: false,
    createdAt: someNow - 600_000,
    startedAt: someNow - 300_000,
    finishedAt: null,
    project: null,
    service: null,
    ports: [],
    labels: {},
    ...patch,
  };
}

export function someDetail(container: Container, patch: Partial<ContainerDetail> = {}): ContainerDetail {
  return {
    container,
    imageId: 'sha256:0123',
    digests: ['registry.local/shop@sha256:4567'],
    command: ['/bin/shop', '--serve'],
    workingDir: '/srv',
    restartPolicy: 'unless-stopped',
    envNames: ['DB_PASSWORD', 'TZ'],
    mounts: [{ type: 'volume', source: 'shop_data', destination: '/data', readOnly: true }],
    networks: [{ name: 'shop_default', address: '172.18.0.4' }],
    healthLog: [{ at: someNow - 4_000, exitCode: 1, output: 'connection refused\n' }],
    readAt: someNow,
    ...patch,
  };
}

export const someDocker = (patch: Partial<SourceStatus> = {}): SourceStatus => ({
  key: 'docker',
  name: 'docker',
  state: 'live',
  since: someNow - 60_000,
  reason: '',
  seenAt: someNow - 400,
  ...patch,
});
