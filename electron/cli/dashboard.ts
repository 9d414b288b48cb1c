// `readyroom dashboard FILE`: what the import of a Grafana dashboard would come to. It keeps nothing and asks nobody.
import { importDashboard } from '#engine/dashboards/import/import-dashboard.ts';
import { reportLines } from '#engine/dashboards/report-lines.ts';
import { dashboardTextLimitBytes } from '#shared/contract/dashboards.ts';
import type { Dashboard } from '#shared/model/dashboard/dashboard.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { CommandLine } from './command-line.ts';
import { textOf } from './definition-text.ts';
import { createProgressScreen } from './progress-screen.ts';
import { printable, type Paint } from './terminal-text.ts';
import type { Terminal } from './terminal.ts';

/** 0 where it can be imported. @throws OpsError `bad_input`, `too_large`: it is no dashboard; the message says where. */
export async function dashboard(line: CommandLine, terminal: Terminal): Promise<number> {
  const file = line.operands[0] ?? '';
  const read = imported(await textOf(file, 'a dashboard as JSON', dashboardTextLimitBytes), file);
  if (line.flag('json')) {
    terminal.stdout.write(`${JSON.stringify({ file, counts: read.counts, report: reportLines(read), dashboard: read }, null, 2)}\n`); // prettier-ignore
    return 0;
  }
  const { paint } = createProgressScreen(terminal.stdout, terminal.env).style();
  terminal.stdout.write(dashboardLines(read, paint).map((each) => `${each}\n`).join('')); // prettier-ignore
  return 0;
}

function imported(text: string, file: string): Dashboard {
  try {
    return importDashboard(text);
  } catch (error) {
    if (error instanceof OpsError) throw new OpsError(error.code, `${file}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** What it is, what is not drawn, and what is drawn otherwise than it was meant. */
export function dashboardLines(read: Dashboard, paint: Paint): string[] {
  const { panels, whole, noted, placeholders } = read.counts;
  const head = `${printable(read.title)}: ${panels} ${panels === 1 ? 'panel' : 'panels'}, ${whole} drawn, ${noted} drawn with notes, ${placeholders} not drawn`; // prettier-ignore
  const lines = reportLines(read).map(({ of, kind, path, words }) => {
    const about = of === '' ? 'the dashboard' : printable(of);
    const sign = kind === 'placeholder' ? paint('red', 'not drawn') : paint('yellow', 'note     ');
    return `${sign}  ${about}: ${printable(words)}  ${paint('dim', printable(path))}`;
  });
  const variables = read.variables.length === 0 ? [] : [`variables: ${read.variables.map(({ name }) => printable(name)).join(', ')}`]; // prettier-ignore
  return [head, ...variables, ...lines];
}
