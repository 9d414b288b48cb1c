// The wall in a browser, over an engine that watches a cluster and a Docker engine: what was not looked at, what is
// unhealthy, what changed, and how it looks when the cluster is lost and comes back.
import { expect, test } from '@playwright/test';
import {
  setReplicas,
  startWatchedSystems,
  watchOn,
  wellDeployment,
  type WatchedSystems,
} from '../support/watch-flow.ts';

let systems: WatchedSystems;
test.afterEach(async () => systems.close());

test('where nothing is connected the wall says what was not looked at, and how to get it', async ({ page }) => {
  systems = await startWatchedSystems({ docker: false });
  await page.goto(systems.url);
  const { goTo, button } = watchOn(page);
  await goTo('Watch');
  await expect(page.getByText(/^Nothing is watched: connect a Kubernetes context, or start Docker/)).toBeVisible();
  await expect(page.getByText(/^Docker: no Docker engine is followed; Kubernetes: no context is connected$/)).toBeVisible(); // prettier-ignore
  await expect(page.getByText('no trouble seen')).toBeHidden();
  await button('See where Docker was looked for').click();
  await expect(page.getByText(/none\.sock/).first()).toBeVisible();
  await goTo('Watch');
  await button('Connect Kubernetes').click();
  await expect(page.getByRole('listitem', { name: 'fake' })).toBeVisible();
  expect(systems.cluster.requests()).toEqual([]);
});

test('a context is connected by the keys alone, its troubles stand on the wall, and a change opens its object', async ({
  page,
}) => {
  systems = await startWatchedSystems();
  const { cluster } = systems;
  await page.goto(systems.url);
  const { part, source, drawer, button } = watchOn(page);
  await button('engine live').waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('w');
  await expect(source('Docker')).toContainText('live');
  await expect(source('Kubernetes')).toContainText('off');
  await button('Connect Kubernetes').focus();
  await page.keyboard.press('Enter');
  await button('Connect to fake').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status', { name: 'Freshness of Pods' })).toContainText('Live');
  await page.keyboard.press('g');
  await page.keyboard.press('w');
  await expect(source('Kubernetes')).toContainText('60 pods');
  await expect(part('Unhealthy now')).toContainText('crashes again and again');
  await expect(part('Unhealthy now')).toContainText('cannot be pulled');

  const web = wellDeployment(cluster);
  setReplicas(cluster, web, web.spec.replicas + 1);
  const change = part('What changed').getByRole('button').filter({ hasText: web.metadata.name }).filter({ hasText: `scaled ${web.spec.replicas} → ${web.spec.replicas + 1}` }); // prettier-ignore
  await expect(change).toBeVisible();
  await change.focus();
  await page.keyboard.press('Enter');
  await expect(drawer('Deployment').getByRole('heading', { name: web.metadata.name, exact: true })).toBeVisible();
});

test('a lost cluster makes the wall and the tables stale with what was last known, and live again without a double', async ({
  page,
}) => {
  systems = await startWatchedSystems();
  const { cluster } = systems;
  await page.goto(systems.url);
  const { connect, goTo, source, part, grid } = watchOn(page);
  await connect();
  const rows = await grid('Pods').getAttribute('aria-rowcount');
  expect(Number(rows)).toBe(cluster.objects.count('pods') + 1);
  const freshness = page.getByRole('status', { name: 'Freshness of Kubernetes' }).or(page.getByRole('status', { name: 'Freshness of Pods' })); // prettier-ignore
  await goTo('Watch');
  await expect(part('Unhealthy now')).toContainText('crashes again and again');
  const troubles = await part('Unhealthy now').getByRole('button').count();
  expect(troubles).toBeGreaterThan(0);

  await cluster.down();
  await expect(source('Kubernetes')).toContainText(/stale, as of/);
  await expect(part('Unhealthy now').getByRole('button')).toHaveCount(troubles);
  await expect(part('Unhealthy now').getByText(/^as of/)).toHaveCount(troubles);
  await expect(page.getByRole('heading', { level: 2, name: /^As last known|Kubernetes not live/ })).toBeVisible();
  await goTo('Workloads');
  await expect(freshness).toContainText('Stale. As of');
  await expect(grid('Pods')).toHaveClass(/grid-stale/);
  await expect(grid('Pods')).toHaveAttribute('aria-rowcount', rows ?? '');

  // What happens meanwhile is known afterwards, and nothing stands there twice.
  const web = wellDeployment(cluster);
  setReplicas(cluster, web, web.spec.replicas + 2);
  await cluster.up();
  await expect(freshness).toContainText('Live');
  await expect(grid('Pods')).not.toHaveClass(/grid-stale/);
  await expect(grid('Pods')).toHaveAttribute('aria-rowcount', String(Number(rows) + 2));
  await goTo('Watch');
  await expect(source('Kubernetes')).toContainText('live, heard from');
  await expect(part('Unhealthy now').getByRole('button')).toHaveCount(troubles);
  await expect(part('What changed')).toContainText(/not watched from/);
});
