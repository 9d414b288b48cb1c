// Runs one command, without a shell, and reports how it ended and what it put out. The probe-host does the running.
import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import type { FactSchema, Facts } from '#shared/model/facts.ts';
import { jsonOf } from './json-text.ts';
import { spanMs } from './spans.ts';
import { defineProbe, type CommandAnswer } from './probe.ts';

const text = z
  .string()
  .max(65_536)
  .refine((value) => !value.includes('\0'), 'allowed: text without NUL');
const params = z.strictObject({
  argv: z
    .tuple([text.min(1)], text)
    .describe('The command and its arguments, each a text of its own; no shell reads them.'),
  cwd: text.min(1).optional().describe('The folder it runs in; by default, and for a relative name, that of the plan.'),
  env: z
    .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), text)
    .optional()
    .describe('Environment variables beside PATH, HOME, LANG, TZ and TMPDIR.'),
});
type ExecParams = z.output<typeof params>;

const facts: FactSchema = {
  exitCode: { type: 'number', doc: 'The exit code; absent when a signal ended it.' },
  signal: { type: 'string', doc: 'The signal that ended it.' },
  failure: { type: 'string', doc: 'Why there is no exit code; absent when there is one.' },
  timedOut: { type: 'boolean', doc: 'Whether it had to be ended at the deadline.' },
  durationMs: { type: 'number', doc: 'How long it ran, in milliseconds.' },
  stdout: { type: 'string', doc: 'The first 256 KiB of its output.' },
  stderr: { type: 'string', doc: 'The first 256 KiB of its error output.' },
  stdoutBytes: { type: 'number', doc: 'The size of its whole output, in bytes.' },
  stderrBytes: { type: 'number', doc: 'The size of its whole error output, in bytes.' },
  json: { type: 'any', doc: 'Its output, when that is JSON.' },
  path: { type: 'string', doc: 'The executable that was run.' },
};

/** The signal is the attempt's deadline; this is only the net beneath it, the longest timeout a plan can ask for. */
const netMs = 3_600_000;

export const execProbe = defineProbe<ExecParams>({
  kind: 'exec',
  doc: 'Runs a command and looks at its exit code and output; the plan has to be trusted first.',
  params,
  facts,
  demands: (given) => [{ kind: 'command', subject: commandInWords(given) }],
  async run(given, context) {
    context.permit({ kind: 'command', subject: commandInWords(given) });
    const { argv, env, cwd = '.' } = given;
    const folder = isAbsolute(cwd) ? cwd : context.baseDir && resolve(context.baseDir, cwd);
    const answer = await context.command({
      argv,
      ...(folder === null ? {} : { cwd: folder }),
      ...(env ? { env } : {}),
      deadlineMs: netMs,
      signal: context.cutoff.signal,
    });
    const shown = answer.stderr === '' ? answer.stdout : `${answer.stdout}\n--- stderr ---\n${answer.stderr}`;
    return {
      facts: commandFacts(answer),
      evidence: { mediaType: 'text/plain', text: shown, sizeBytes: answer.stdoutBytes + answer.stderrBytes },
    };
  },
});

/** All that decides what would be run, as a person consents to it; words with odd characters are quoted. */
export function commandInWords({ argv, cwd, env }: ExecParams): string {
  const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word));
  const settings = Object.entries(env ?? {}).map(([name, value]) => `${name}=${quoted(value)}`);
  const command = [...settings, ...argv.map(quoted)].join(' ');
  return cwd === undefined ? command : `${command} (in ${cwd})`;
}

/** The limits whose end is a signal of their own. Without memory or files left a command ends in its own words. */
const limitOf: Record<string, string> = {
  SIGXCPU: 'its limit of CPU time (cpuSeconds in commands.yaml)',
  SIGXFSZ: 'the limit of the size of a file (fileMiB in commands.yaml)',
};

function commandFacts(answer: CommandAnswer): Facts {
  const { exitCode, signal, timedOut, durationMs, stdout, stderr, stdoutBytes, stderrBytes, path } = answer;
  const facts: Facts = { timedOut, durationMs: spanMs(durationMs), stdout, stderr, stdoutBytes, stderrBytes };
  if (path !== undefined) facts['path'] = path;
  if (timedOut) {
    facts['failure'] = `did not end within ${Math.round(durationMs)} ms`;
    return facts;
  }
  if (signal !== null) {
    facts['signal'] = signal;
    const limit = limitOf[signal];
    facts['failure'] = `ended by ${signal}${limit === undefined ? '' : `: it reached ${limit}`}`;
  }
  if (exitCode !== null) facts['exitCode'] = exitCode;
  const json = stdoutBytes > Buffer.byteLength(stdout) ? undefined : jsonOf(stdout, '');
  if (json !== undefined) facts['json'] = json;
  return facts;
}
