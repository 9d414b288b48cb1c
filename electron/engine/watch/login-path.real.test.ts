import { expect, onTestFinished, test } from 'vitest';
import { createCommands } from '../compose/commands.ts';
import { startProbeHost } from '../probe-host/client.ts';
import type { CommandRequest } from '../probes/probe.ts';
import { readLoginPath } from './login-path.ts';

const answer = (stdout: string) => ({ exitCode: 0, signal: null, stdout, stderr: '', stdoutBytes: 0, stderrBytes: 0, timedOut: false, durationMs: 0 }); // prettier-ignore

function shellThat(stdout: string) {
  const asked: CommandRequest[] = [];
  const run = (request: CommandRequest) => {
    asked.push(request);
    return Promise.resolve(answer(stdout));
  };
  return { asked, run };
}
const desktop = { PATH: '/usr/bin', SHELL: '/bin/zsh', HOME: '/home/ann', SECRET: 'canary' };

test("an app that was started from a desktop takes the PATH of the person's login shell, whatever else that says", async () => {
  const { asked, run } = shellThat(
    'Welcome!\n__readyroom_path__/opt/homebrew/bin:/usr/bin\n__readyroom_path__\nsession restored',
  );
  expect(await readLoginPath({ run, env: desktop, platform: 'darwin' })).toBe('/opt/homebrew/bin:/usr/bin');
  expect(asked[0]?.argv.slice(0, 4)).toEqual(['/bin/zsh', '-l', '-i', '-c']);
  expect(asked[0]?.deadlineMs).toBe(5000);
  expect(JSON.stringify(asked)).not.toContain('canary');
});

test('one that was started from a terminal has that PATH already, and asks nobody', async () => {
  const { asked, run } = shellThat('__readyroom_path__/x__readyroom_path__');
  expect(await readLoginPath({ run, env: { ...desktop, TERM: 'xterm' }, platform: 'linux' })).toBe('/usr/bin');
  expect(await readLoginPath({ run, env: { PATH: '/usr/bin', SHELL: '/bin/evil' }, platform: 'linux' })).toBe(
    '/usr/bin',
  );
  expect(asked).toEqual([]);
});

test('a shell that fails, hangs or says nothing is passed over', async () => {
  expect(await readLoginPath({ run: shellThat('').run, env: desktop, platform: 'linux' })).toBe('/usr/bin');
  const failing = () => Promise.reject(new Error('no such shell'));
  expect(await readLoginPath({ run: failing, env: desktop, platform: 'linux' })).toBe('/usr/bin');
  const host = startProbeHost();
  onTestFinished(() => host.close());
  const hanging = (request: CommandRequest) => host.run({ ...request, argv: ['/bin/sh', '-c', 'sleep 60'] });
  expect(await readLoginPath({ run: hanging, env: desktop, platform: 'linux', limitMs: 100 })).toBe('/usr/bin');
});

test('a real shell tells its PATH', async () => {
  const host = startProbeHost();
  onTestFinished(() => host.close());
  const env = { PATH: process.env['PATH'], SHELL: '/bin/sh', HOME: '/nonexistent' };
  expect(await readLoginPath({ run: host.run, env, platform: 'linux' })).toContain('/bin');
});

test('the login shell is asked once, and login commands see only what such tools need of the environment', async () => {
  const { asked, run } = shellThat('__readyroom_path__/opt/bin__readyroom_path__');
  const env = {
    ...desktop,
    AWS_PROFILE: 'prod',
    HTTPS_PROXY: 'http://p',
    XDG_RUNTIME_DIR: '/run',
    NODE_OPTIONS: '-r x',
  };
  const commands = createCommands({ run, env });
  expect(await commands.searchPath()).toBe(await commands.searchPath());
  expect(asked.length).toBe(process.platform === 'win32' ? 0 : 1);
  expect(commands.env).toEqual({ HOME: '/home/ann', SHELL: '/bin/zsh', AWS_PROFILE: 'prod', HTTPS_PROXY: 'http://p', XDG_RUNTIME_DIR: '/run' }); // prettier-ignore
});
