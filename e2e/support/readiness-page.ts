// The readiness screen as a person finds their way on it: by roles, names and words. It presses and reads, and judges nothing.
import type { Locator, Page } from '@playwright/test';

/** The demo's items by what their titles say. */
export const demoItems = {
  health: 'The attestor is running and /health answers 200',
  logs: 'Logs are well formed and have no gaps',
  target: 'The attestor target is UP in Prometheus',
  rate: 'The success rate is present and plausible',
  pipeline: 'The CI pipeline is green, the stress test included',
} as const;
export const demoPhase = 'Smoke-test readiness';

export interface ReadinessPage {
  page: Page;
  /** The verdict in words. */
  headline: Locator;
  /** The counts under it. */
  detail: Locator;
  dialog: Locator;
  /** What stands beside the list: an item, a phase, the runs or the demo. */
  drawer: (label: 'Item' | 'Phase' | 'Runs' | 'Demo') => Locator;
  row: (title: string) => Locator;
  /** The sign of a row, found by its word. */
  sign: (title: string, word: string) => Locator;
  reason: (title: string) => Locator;
  button: (name: string) => Locator;
  tab: (name: 'Result' | 'Evidence' | 'Note' | 'History') => Locator;
  /** Writes a note in the open drawer and resolves when it is saved. */
  writeNote: (label: 'Item' | 'Phase', markdown: string) => Promise<void>;
  /** Opens the demo's panel where it is not open already. */
  openDemo: () => Promise<Locator>;
  openRuns: () => Promise<Locator>;
  /** The plans on the left. */
  plans: Locator;
  /** Gives the path of a plan file in the dialog; what comes of it is for the caller to see. */
  openPath: (path: string) => Promise<void>;
  /** Gives the text of a plan in the dialog. */
  paste: (text: string) => Promise<void>;
  /** Puts a switch in the demo's panel; the engine hears of it a moment later. */
  setFault: (name: 'Health down' | 'Gap in the log' | 'Target down', on: boolean) => Promise<void>;
  /** Presses the key for it. */
  runAll: () => Promise<void>;
}

export function readinessOn(page: Page): ReadinessPage {
  const drawer: ReadinessPage['drawer'] = (label) => page.getByRole('complementary', { name: label, exact: true });
  const row = (title: string): Locator => page.getByRole('grid', { name: 'Items' }).getByRole('row').filter({ hasText: title }); // prettier-ignore
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const show = async (label: 'Demo' | 'Runs', press: () => Promise<void>): Promise<Locator> => {
    if (!(await drawer(label).isVisible())) await press();
    await drawer(label).waitFor();
    return drawer(label);
  };
  const openDemo = (): Promise<Locator> => show('Demo', () => button('Show the demo').click());
  return {
    page,
    headline: page.locator('.plan-head h2'),
    detail: page.locator('.plan-head-detail'),
    dialog: page.getByRole('dialog'),
    drawer,
    row,
    sign: (title, word) => row(title).getByRole('img', { name: word, exact: true }),
    reason: (title) => row(title).locator('.item-reason'),
    button,
    tab: (name) => page.getByRole('tab', { name, exact: true }),
    async writeNote(label, markdown) {
      await drawer(label).getByRole('button', { name: 'Write', exact: true }).click();
      await drawer(label).getByLabel('Note in Markdown').fill(markdown);
      await drawer(label)
        .getByText(/^saved /)
        .waitFor();
    },
    openDemo,
    openRuns: () => show('Runs', () => button('Runs').click()),
    async setFault(name, on) {
      const demo = await openDemo();
      await demo.getByRole('checkbox', { name: new RegExp(`^${name}`) }).setChecked(on);
    },
    plans: page.locator('.plans').getByRole('button'),
    async openPath(path) {
      await page.keyboard.press('o');
      await page.getByLabel('Path').fill(path);
      await page.keyboard.press('Enter');
    },
    async paste(text) {
      await page.keyboard.press('o');
      await page.getByLabel('Text', { exact: true }).check();
      await page.getByLabel('Plan text').fill(text);
      await page.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    },
    runAll: () => page.keyboard.press('Shift+R'),
  };
}
