// `readyroom doctor`: what was found on this machine. It opens no record, so it also works where one is broken or taken.
import { homedir } from 'node:os';
import { createDiagnosis } from '#engine/diagnosis/diagnosis.ts';
import type { Diagnosis } from '#shared/model/system.ts';
import { dataFolder } from '../server/data-folder.ts';
import type { CommandLine } from './command-line.ts';
import { createProgressScreen } from './progress-screen.ts';
import { printable, type Colour, type Paint } from './terminal-text.ts';
import type { Terminal } from './terminal.ts';

const colours: Record<Diagnosis['state'], Colour> = { ok: 'green', absent: 'dim', denied: 'yellow', error: 'red' };

/** 0 whatever was found: an absent Docker is an answer, not a failure to look. */
export async function doctor(line: CommandLine, terminal: Terminal): Promise<number> {
  const diagnose = createDiagnosis({
    env: () => terminal.env,
    home: homedir(),
    dataDir: line.value('data') ?? dataFolder(),
    now: Date.now,
    publish: () => undefined,
  });
  const found = await diagnose();
  if (line.flag('json')) terminal.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  else {
    const { paint } = createProgressScreen(terminal.stdout, terminal.env).style();
    terminal.stdout.write(found.map((one) => `${diagnosisLines(one, paint).join('\n')}\n`).join(''));
  }
  return 0;
}

/** The verdict, then each place that was tried; the one in use is marked with an arrow. */
export function diagnosisLines({ name, state, reason, candidates }: Diagnosis, paint: Paint): string[] {
  const head = `${name.padEnd(11)}  ${paint(colours[state], state.padEnd(6))}  ${printable(reason)}`;
  const tried = candidates.map(
    ({ place, answer, chosen }) => `  ${chosen ? '>' : ' '} ${printable(place)}: ${printable(answer)}`,
  );
  return [head, ...tried];
}
