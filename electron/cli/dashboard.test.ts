import { importDashboard } from '#engine/dashboards/import/import-dashboard.ts';
import { expect, test } from 'vitest';
import { dashboardLines } from './dashboard.ts';
import { plainPaint } from './terminal-text.ts';

test('the counts, then what is not drawn, then notes, with no control characters of the file', () => {
  const panels = [
    { id: 1, type: 'stat', title: 'Up', targets: [{ expr: 'up' }] },
    { id: 2, type: 'nodeGraph', title: 'Who\u001b[31m calls whom' },
    { id: 3, type: 'timeseries', title: 'Odd', wobble: 1, targets: [{ expr: 'up' }] },
  ];
  const list = [{ name: 'job', type: 'custom', query: 'a,b' }];
  const lines = dashboardLines(
    importDashboard(JSON.stringify({ title: 'Shop', panels, templating: { list } })),
    plainPaint,
  );
  expect(lines).toEqual([
    'Shop: 3 panels, 1 drawn, 1 drawn with notes, 1 not drawn',
    'variables: job',
    'not drawn  Who [31m calls whom: A node graph is not drawn here.  $.panels[1]',
    'note       Odd: wobble is not known here and has no effect  $.panels[2].wobble',
  ]);
});
