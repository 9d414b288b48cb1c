// Reads an entry of the system's own keychain by the tool that the system has for it: `security` on macOS, `secret-tool` of
// libsecret on Linux. It only reads; entries are made by a person with the same tool, under the service `readyroom`.
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { CommandAnswer, CommandRequest } from '../probes/probe.ts';

export interface KeychainOptions {
  /** In the probe-host, never in this process. */
  run: (request: CommandRequest) => Promise<CommandAnswer>;
  env: Record<string, string | undefined>;
  platform: NodeJS.Platform;
}

/** The entry's secret; null where there is none of that name. @throws OpsError `denied`, `unavailable` */
export type Keychain = (name: string) => Promise<string | null>;

const service = 'readyroom';
/** A locked keychain asks the person first. */
const patienceMs = 60_000;
/** What finds the person's session and its keychain. */
const passed = ['PATH', 'HOME', 'USER', 'DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR'];

interface Tool {
  argv: (name: string) => [string, ...string[]];
  missing: string;
  /** Exit codes by which it says that there is no such entry. */
  none: (answer: CommandAnswer) => boolean;
}

const tools: Partial<Record<NodeJS.Platform, Tool>> = {
  darwin: {
    argv: (name) => ['security', 'find-generic-password', '-s', service, '-a', name, '-w'],
    missing: 'the tool `security` of macOS is not on PATH',
    none: ({ exitCode }) => exitCode === 44,
  },
  linux: {
    argv: (name) => ['secret-tool', 'lookup', 'service', service, 'account', name],
    missing: '`secret-tool` is not on PATH; it is in the package libsecret-tools',
    none: ({ exitCode, stderr }) => exitCode === 1 && stderr.trim() === '',
  },
};

export function createKeychain({ run, env, platform }: KeychainOptions): Keychain {
  const tool = tools[platform];
  const given = Object.fromEntries(passed.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
  return async (name) => {
    const refuse = (why: string, cause?: unknown): never => {
      throw new OpsError('unavailable', `keychain:${name} cannot be read: ${why}`, { cause });
    };
    if (tool === undefined) return refuse('there is no keychain here that can be asked; allowed: env:NAME, file:/path');
    const signal = AbortSignal.timeout(patienceMs);
    const answer = await run({ argv: tool.argv(name), env: given, deadlineMs: patienceMs, signal }).catch((error: unknown) => refuse(/not found|no such/i.test(messageOf(error)) ? tool.missing : messageOf(error), error)); // prettier-ignore
    if (answer.timedOut)
      throw new OpsError('denied', `keychain:${name} was not unlocked within ${patienceMs / 1000} s`);
    if (answer.exitCode === 0) return answer.stdout.replace(/\r?\n$/, '');
    if (tool.none(answer)) return null;
    const said = answer.stderr.trim().split('\n')[0]?.slice(0, 200) ?? '';
    throw new OpsError(
      'denied',
      `keychain:${name} was refused: ${said === '' ? `exit code ${answer.exitCode}` : said}`,
    );
  };
}
