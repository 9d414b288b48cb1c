// For tests of the dashboards: one of the library, patched as the test wants, and what an import of it came to.
import type { DashboardSummary, ImportResult } from '#shared/model/dashboard/dashboard.ts';
import { someNow } from '../readiness/readiness.fixture.ts';

export const someSummary = (patch: Partial<DashboardSummary> = {}): DashboardSummary => ({
  key: 'import-1',
  title: 'Checkout',
  description: '',
  tags: ['shop'],
  origin: 'import',
  fileName: 'checkout.json',
  hash: 'abc',
  counts: { panels: 12, whole: 9, noted: 2, placeholders: 1 },
  importedAt: someNow - 60_000,
  ...patch,
});

export const someResult = (patch: Partial<ImportResult> = {}): ImportResult => ({
  key: 'import-1',
  title: 'Checkout',
  known: false,
  counts: { panels: 12, whole: 9, noted: 2, placeholders: 1 },
  lines: [
    { kind: 'placeholder', of: 'Who calls whom', path: '$.panels[3]', words: 'a node graph is not drawn here' },
    { kind: 'note', of: 'Requests', path: '$.panels[0].options', words: 'a smooth line is drawn straight' },
    { kind: 'note', of: 'Errors', path: '$.panels[1].options', words: 'a smooth line is drawn straight' },
  ],
  ...patch,
});
