// What is done to a cluster from the page: locked until its name is typed, confirmed with what it touches, and recorded
// with who did it; a log that is searched, a terminal, and a port that leads into a pod.
import { expect, test, type Page } from '@playwright/test';
import { runningPodOf, startWatchedSystems, watchOn, wellDeployment, type WatchedSystems, type WatchPage } from '../support/watch-flow.ts'; // prettier-ignore

let systems: WatchedSystems;
test.beforeEach(async () => {
  systems = await startWatchedSystems();
});
test.afterEach(async () => systems.close());

async function connected(page: Page): Promise<WatchPage> {
  await page.goto(systems.url);
  const watch = watchOn(page);
  await watch.connect();
  return watch;
}

test('a locked context has no verbs; unlocked by its name a deployment is scaled, and the journal says by whom', async ({
  page,
}) => {
  const { cluster } = systems;
  const { openObject, unlock, button, dialog, goTo } = await connected(page);
  const web = wellDeployment(cluster);
  const wanted = web.spec.replicas + 2;
  const drawer = await openObject('Deployments', 'Deployment', web);
  await expect(drawer.getByText('Locked: nothing can be changed from here.')).toBeVisible();
  await expect(button(/^(Scale|Restart the rollout|Undo the rollout|Delete)/)).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await dialog.getByRole('combobox').fill('scale');
  await expect(dialog.getByRole('option', { name: /^Scale/ })).toHaveCount(0);
  await page.keyboard.press('Escape');

  await drawer.getByRole('button', { name: /Unlock/ }).click();
  const confirm = dialog.getByRole('button', { name: /^Unlock for/ });
  await dialog.getByLabel('Your name (required)').fill('On-call');
  await dialog.getByLabel('Type fake').fill('fak');
  await expect(confirm).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');
  await unlock('On-call');

  await drawer.getByLabel('Scale to how many').fill(String(wanted));
  await page.keyboard.press('Enter');
  const touched = `Deployment ${web.metadata.namespace}/${web.metadata.name}: from ${web.spec.replicas} to ${wanted} pods`;
  await expect(dialog.getByText(touched)).toBeVisible();
  expect(cluster.requests().filter(({ method }) => method === 'PATCH')).toEqual([]);
  await dialog.getByRole('button', { name: /^Scale .* in fake$/ }).click();
  await expect(dialog.getByText('Accepted for all 1; the lists show what becomes of it.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close', exact: true }).first().click();
  await expect(
    drawer
      .getByText(`${wanted}/${wanted}`)
      .or(drawer.getByText(`${wanted} of ${wanted}`))
      .first(),
  ).toBeVisible();

  await goTo('Journal');
  const journal = page.getByRole('region', { name: 'Journal events' });
  const done = journal.getByRole('row').filter({ hasText: 'action.done' });
  await expect(done).toContainText('person:On-call');
  await expect(done).toContainText('scale');
  await expect(journal.getByRole('row').filter({ hasText: 'lock.opened' })).toContainText('person:On-call');
});

test('the log of a workload comes as it is written, and a regular expression finds and counts in it', async ({
  page,
}) => {
  const { cluster } = systems;
  const { openObject } = await connected(page);
  const web = wellDeployment(cluster);
  const pod = runningPodOf(cluster, web);
  const say = (...lines: string[]): void => cluster.logs.write(pod.metadata.namespace, pod.metadata.name, pod.spec.containers[0]?.name ?? '', ...lines); // prettier-ignore
  say('level=info msg="order 7 taken"', 'level=error msg="order 8 refused"');
  const drawer = await openObject('Deployments', 'Deployment', web);
  await drawer.getByRole('button', { name: /^Logs/ }).click();
  const lines = page.getByRole('grid', { name: 'Log lines' });
  await expect(lines.getByRole('row').filter({ hasText: 'order 7 taken' })).toBeVisible();
  await expect(page.getByRole('status', { name: 'Freshness of the log' })).toContainText('Live');
  say('level=error msg="order 9 refused"', 'level=info msg="order 10 taken"');
  await expect(lines.getByRole('row').filter({ hasText: 'order 10 taken' })).toBeVisible();

  await page.getByRole('searchbox', { name: 'Search the log' }).fill('order \\d+ refused');
  await page.getByRole('button', { name: 'Regular expression' }).click();
  await expect(page.getByText('2 found', { exact: true })).toBeVisible();
  await expect(lines.getByRole('row').filter({ hasText: 'taken' })).toHaveCount(0);
  say('level=error msg="order 11 refused"');
  await expect(page.getByText('3 found', { exact: true })).toBeVisible();
});

test('a terminal shows what its shell says, and how it ended', async ({ page }) => {
  const { cluster } = systems;
  const { openObject, unlock, button } = await connected(page);
  const pod = runningPodOf(cluster, wellDeployment(cluster));
  const drawer = await openObject('Pods', 'Pod', pod);
  await expect(drawer.getByRole('button', { name: /^Terminal/ })).toHaveCount(0);
  await unlock('On-call');
  await drawer.getByRole('button', { name: /^Terminal/ }).click();
  const terminal = page.getByRole('tabpanel', { name: `Terminal in ${pod.metadata.name}` });
  await expect(terminal.getByText('sh', { exact: true })).toBeVisible();
  await page.getByRole('textbox', { name: 'Terminal input' }).focus();
  await page.keyboard.type('echo said-by-the-shell');
  await page.keyboard.press('Enter');
  await expect(terminal.getByText('said-by-the-shell', { exact: true })).toBeVisible();
  await page.keyboard.type('exit 3');
  await page.keyboard.press('Enter');
  await expect(terminal.getByRole('status')).toContainText('Ended with exit code 3');
  await expect(terminal.getByText('said-by-the-shell', { exact: true })).toBeVisible();
  await button('Close the tab').click();
  await expect(page.getByText('No terminal is open.')).toBeVisible();
});

test('a port-forward is listed as live with its address, answers there, and ends when it is stopped', async ({
  page,
  request,
}) => {
  const { cluster } = systems;
  const { openObject, unlock, dialog } = await connected(page);
  const pod = runningPodOf(cluster, wellDeployment(cluster));
  const drawer = await openObject('Pods', 'Pod', pod);
  await unlock('On-call');
  await drawer.getByRole('button', { name: /^Forward a port/ }).click();
  await expect(dialog.getByLabel('Port of the pod')).toHaveValue('8080');
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  const row = page
    .getByRole('region', { name: 'Port-forwards' })
    .getByRole('row')
    .filter({ hasText: pod.metadata.name });
  await expect(row).toContainText('live');
  const address = (await row.getByRole('code').first().textContent()) ?? '';
  expect(address).toMatch(/^127\.0\.0\.1:\d+$/);
  const answer = await request.get(`http://${address}/hello`);
  expect(await answer.text()).toBe(`${pod.metadata.name} GET /hello\n`);
  await expect(row).toContainText('of 1');
  await row.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(row).toContainText('ended');
  await expect(row).toContainText('stopped by hand');
  await expect(request.get(`http://${address}/hello`)).rejects.toThrow('ECONNREFUSED');
});
