// The console in a browser over a cluster and a Docker engine that are made up and answer as real ones do; and its live
// screens as a person finds their way on them: by roles, names and words. It judges nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { fakeContainer, startFakeDaemon, type FakeDaemon } from '#engine/sources/docker/fake-daemon.fixture.ts';
import { startConsole } from './console-server.ts';
import { startFakeCluster, type FakeCluster } from './kube/fake-cluster.ts';

export interface WatchedSystems {
  cluster: FakeCluster;
  daemon: FakeDaemon;
  /** Of the console; opens one session. */
  url: string;
  close: () => Promise<void>;
}

/** `docker` false: nothing answers where the Docker engine is looked for. */
export async function startWatchedSystems({ docker = true } = {}): Promise<WatchedSystems> {
  const folder = mkdtempSync(join(tmpdir(), 'watch-flow-'));
  const cluster = await startFakeCluster({ pods: 60, stepMs: 50, progressDeadlineMs: 60_000 });
  const kubeconfig = join(folder, 'config');
  writeFileSync(kubeconfig, cluster.kubeconfig(), { mode: 0o600 });
  const daemon = await startFakeDaemon(join(folder, 'docker.sock'));
  for (const name of ['web', 'db']) daemon.containers.set(fakeContainer(name).id, fakeContainer(name));
  const socket = docker ? daemon.endpoint : `unix://${join(folder, 'none.sock')}`;
  const served = await startConsole({ env: { KUBECONFIG: kubeconfig, DOCKER_HOST: socket, HOME: folder } });
  return {
    cluster,
    daemon,
    url: served.url,
    close: async () => {
      await served.close();
      await cluster.stop();
      await daemon.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Workload {
  metadata: { name: string; namespace: string; uid: string };
  spec: {
    replicas: number;
    template: { metadata: { labels: Record<string, string> } };
    containers: { name: string }[];
  };
  status: { readyReplicas?: number; phase?: string };
}

/** A deployment of two and more whose pods are all ready. */
export function wellDeployment({ objects }: FakeCluster): Workload {
  const all = objects.list('deployments') as unknown as Workload[];
  const found = all.find(({ spec, status }) => spec.replicas > 1 && status.readyReplicas === spec.replicas);
  if (found === undefined) throw new Error('the cluster has no deployment that is well');
  return found;
}

/** Its first pod that runs; in the order of their names. */
export function runningPodOf({ objects }: FakeCluster, { metadata }: Workload): Workload {
  const pods = objects.list('pods', metadata.namespace) as unknown as Workload[];
  const found = pods.find(({ metadata: { name }, status }) => name.startsWith(`${metadata.name}-`) && status.phase === 'Running'); // prettier-ignore
  if (found === undefined) throw new Error(`no pod of ${metadata.name} runs`);
  return found;
}

export const setReplicas = ({ objects }: FakeCluster, { metadata }: Workload, replicas: number): void =>
  void objects.update('deployments', metadata.name, metadata.namespace, (object) => ({
    ...object,
    spec: { ...object.spec, replicas },
  }));

export interface WatchPage {
  part: (name: 'Unhealthy now' | 'What changed' | 'Workloads') => Locator;
  /** How fresh a source is, on the wall. */
  source: (name: 'Docker' | 'Kubernetes') => Locator;
  button: (name: string | RegExp) => Locator;
  dialog: Locator;
  grid: (kind: string) => Locator;
  /** The row of the table in sight that has this name. */
  row: (kind: string, name: string) => Locator;
  drawer: (kind: string) => Locator;
  /** By the rail. */
  goTo: (section: string) => Promise<void>;
  /** By the list of kinds, to a table of objects that the filter lets through. */
  openObject: (kind: string, one: string, object: Workload) => Promise<Locator>;
  connect: () => Promise<void>;
  /** By typing the name, as the dialog wants it. */
  unlock: (by: string) => Promise<void>;
}

export function watchOn(page: Page): WatchPage {
  const button = (name: string | RegExp): Locator =>
    page.getByRole('button', { name, exact: typeof name === 'string' });
  const grid = (kind: string): Locator => page.getByRole('grid', { name: kind, exact: true });
  const dialog = page.getByRole('dialog');
  const goTo = (section: string): Promise<void> =>
    page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: section, exact: true }).click();
  const row: WatchPage['row'] = (kind, name) => grid(kind).getByRole('row').filter({ hasText: name });
  const drawer = (kind: string): Locator => page.getByRole('complementary', { name: kind, exact: true });
  return {
    part: (name) => page.getByRole('region', { name, exact: true }),
    source: (name) => page.getByRole('list', { name: 'How fresh the sources are' }).getByRole('listitem').filter({ hasText: name }), // prettier-ignore
    button,
    dialog,
    grid,
    row,
    drawer,
    goTo,
    openObject: async (kind, one, { metadata }) => {
      await goTo('Workloads');
      await page.getByRole('navigation', { name: 'Kinds' }).getByRole('button', { name: new RegExp(`^${kind}`) }).click(); // prettier-ignore
      await page
        .getByRole('searchbox', { name: `Filter the ${kind}` })
        .fill(`${metadata.name} ns:${metadata.namespace}`);
      await row(kind, metadata.name).first().click();
      await drawer(one).getByRole('heading', { name: metadata.name, exact: true }).waitFor();
      return drawer(one);
    },
    connect: async () => {
      await goTo('Workloads');
      await page.getByRole('listitem', { name: 'fake' }).getByRole('button', { name: 'Connect to fake' }).click();
      await page.getByRole('status', { name: 'Freshness of Pods' }).getByText('Live').waitFor();
    },
    unlock: async (by) => {
      await button('Unlock…').first().click();
      await dialog.getByLabel('Type fake').fill('fake');
      await dialog.getByLabel('Your name (required)').fill(by);
      await dialog.getByRole('button', { name: /^Unlock for/ }).click();
      await dialog.waitFor({ state: 'hidden' });
      await page.getByRole('status', { name: 'fake is unlocked' }).waitFor();
    },
  };
}
