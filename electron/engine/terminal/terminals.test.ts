import { describe, expect, test, vi } from 'vitest';
import { OpsError } from '#shared/model/ops-error.ts';
import type { TerminalOutput } from '#shared/model/terminal.ts';
import type { Watched } from '#shared/model/watch.ts';
import { createLocks } from '../environments/locks.ts';
import type { ExecExit, ExecSession } from './exec-session.ts';
import { createTerminals, terminalsLimit } from './terminals.ts';

const box: Watched = { source: 'docker', kind: 'container', namespace: null, name: 'box', key: 'abc' };

/** A command that says what it is told, and ends when told `exit` or closed. */
function echo(): ExecSession {
  const said: Uint8Array[] = [Buffer.from('$ ')];
  let wake = (): void => undefined;
  let ended: ExecExit | null = null;
  const exit = Promise.withResolvers<ExecExit>();
  const finish = (how: ExecExit): void => {
    ended ??= how;
    exit.resolve(ended);
    wake();
  };
  async function* output(): AsyncGenerator<Uint8Array, void> {
    for (;;) {
      const next = said.shift();
      if (next) yield next;
      else if (ended) return;
      else await new Promise<void>((woken) => (wake = woken));
    }
  }
  return {
    argv: ['sh'],
    write: async (bytes) => {
      said.push(bytes);
      wake();
      if (Buffer.from(bytes).toString() === 'exit 3') finish({ code: 3, reason: '' });
    },
    resize: async () => undefined,
    output: output(),
    exit: exit.promise,
    close: () => finish({ code: null, reason: 'it was closed from here' }),
  };
}

async function setup() {
  const told: { type: string; subject: string; data: Record<string, unknown> }[] = [];
  const record = async (event: (typeof told)[number]): Promise<void> => void told.push(event);
  const onDefect = (error: unknown): never => {
    throw error;
  };
  const locks = createLocks({ now: () => 0, record, onDefect, later: () => () => undefined });
  let ids = 0;
  const opener = async (): Promise<ExecSession> => echo();
  const terminals = createTerminals({
    locks,
    openers: { docker: opener, kubernetes: () => Promise.reject(new OpsError('not_found', 'There is no shell.')) },
    record,
    onDefect,
    newId: () => `t${++ids}`,
  });
  locks.guard('docker', { name: 'local', identity: 'local', protected: true });
  locks.guard('kubernetes', { name: 'toy', identity: 'toy', protected: false });
  const unlock = (): Promise<void> => locks.unlock('docker', 'local', 5, 'Lead');
  const open = () => terminals.open({ target: box, container: null, cols: 80, rows: 24, by: 'Lead' });
  return { terminals, locks, unlock, open, told };
}

function read(output: AsyncGenerator<TerminalOutput, void>) {
  const seen: TerminalOutput[] = [];
  const done = (async () => {
    for await (const message of output) seen.push(message);
  })();
  const text = (): string =>
    seen.map((one) => (one.kind === 'data' ? Buffer.from(one.base64, 'base64').toString() : '')).join('');
  return { seen, done, text };
}

describe('a terminal', () => {
  test('is opened only while its system is unlocked', async () => {
    const { open, told } = await setup();
    await expect(open()).rejects.toMatchObject({ code: 'denied' });
    expect(told).toEqual([]);
  });

  test('hands on both ways, tells the exit code last, and is recorded with how it ended but not what was typed', async () => {
    const { terminals, unlock, open, told } = await setup();
    await unlock();
    const { terminalId, argv } = await open();
    expect(argv).toEqual(['sh']);
    const reading = read(terminals.output(terminalId, undefined));
    await terminals.write(terminalId, 'password\n');
    await terminals.write(terminalId, 'exit 3');
    await reading.done;
    expect(reading.text()).toBe('$ password\nexit 3');
    expect(reading.seen.at(-1)).toEqual({ kind: 'end', code: 3, reason: '' });
    expect(told.map(({ type, subject }) => [type, subject]).slice(1)).toEqual([
      ['terminal.opened', 'box'],
      ['terminal.closed', 'box'],
    ]);
    expect(told.at(-1)?.data).toMatchObject({ code: 3 });
    expect(JSON.stringify(told)).not.toContain('password');
    await expect(terminals.write(terminalId, 'x')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('takes no more input once the system is locked, and ends', async () => {
    const { terminals, locks, unlock, open } = await setup();
    await unlock();
    const { terminalId } = await open();
    const reading = read(terminals.output(terminalId, undefined));
    await locks.lock('docker', 'Lead');
    await expect(terminals.write(terminalId, 'rm -rf /')).rejects.toMatchObject({ code: 'denied' });
    await reading.done;
    expect(reading.text()).toBe('$ ');
    expect(reading.seen.at(-1)).toEqual({ kind: 'end', code: null, reason: 'it was locked' });
  });

  test('that nobody reads any more is closed', async () => {
    const { terminals, unlock, open, told } = await setup();
    await unlock();
    const { terminalId } = await open();
    const leaving = new AbortController();
    const reading = read(terminals.output(terminalId, leaving.signal));
    leaving.abort();
    await reading.done;
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ type: 'terminal.closed' }));
    expect(told.at(-1)?.data).toMatchObject({ reason: 'its window was closed' });
  });

  test('beyond the limit is refused, and one that could not be opened takes no place', async () => {
    const { terminals, unlock, open } = await setup();
    await unlock();
    const target: Watched = { ...box, source: 'kubernetes', kind: 'pods' };
    await expect(terminals.open({ target, container: null, cols: 80, rows: 24, by: 'Lead' })).rejects.toThrow(
      'no shell',
    );
    await Promise.all(Array.from({ length: terminalsLimit }, open));
    await expect(open()).rejects.toThrow(`At most ${terminalsLimit}`);
    terminals.closeAll();
    await vi.waitFor(async () => expect((await open()).terminalId).toMatch(/^t/));
    terminals.closeAll();
  });
});
