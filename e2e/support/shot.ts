// One picture to take: which made-up state, where, and what is done before.
import type { Page } from 'playwright';
import type { FakeEngine } from './fake-engine.ts';

export interface Shot {
  name: string;
  scenario: string;
  /** The address after the page's own. */
  hash?: string;
  /** What is done before the picture. */
  act?: (page: Page, engine: FakeEngine) => Promise<void>;
  /** Only at the large size in dark. */
  once?: boolean;
  ready?: string;
  theme?: string;
}
