// The drill that `readyroom demo --drill` runs, from a bad deploy to a closed incident, with real processes.
import { expect, test } from 'vitest';
import { drill, drillSteps } from '../electron/cli/drill/drill.ts';
import type { Terminal } from '../electron/cli/terminal.ts';

function terminalOf(lines: string[]): Terminal {
  const screen = (into: string[]) => ({ write: (text: string) => (into.push(...text.split('\n').filter(Boolean)), true), isTTY: false }); // prettier-ignore
  return { stdout: screen(lines) as never, stderr: screen([]) as never, env: process.env, ask: null, onInterrupt: () => undefined }; // prettier-ignore
}

test('a bad deploy is seen, declared, exported, lost, found offline, restored, mended, proven and closed', async () => {
  const lines: string[] = [];
  const code = await drill(terminalOf(lines));
  expect(lines.join('\n')).not.toContain('the drill failed');
  expect(code).toBe(0);
  expect(lines).toHaveLength(drillSteps.length + 1);
  expect(lines.join('\n')).toContain('attestor 1.1.0 was deployed');
  expect(lines.at(-1)).toMatch(/^time to diagnosis: \d+\.\d s, within the 15 minutes/);
}, 600_000);
