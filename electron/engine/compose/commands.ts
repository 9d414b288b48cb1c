// What a kubeconfig's login command runs in: the probe-host, the PATH of the person's login shell, and of the environment
// what tools of clouds and proxies need.
import type { CommandAnswer, CommandRequest } from '../probes/probe.ts';
import { findExecutable } from '../probe-host/find-executable.ts';
import type { Commands } from '../sources/kubernetes/exec-plugin.ts';
import { readLoginPath } from '../watch/login-path.ts';

export interface CommandsOptions {
  run: (request: CommandRequest) => Promise<CommandAnswer>;
  env: Record<string, string | undefined>;
}

const passed =
  /^(HOME|USER|LOGNAME|SHELL|LANG|LC_\w+|TZ|TMPDIR|DISPLAY|WAYLAND_DISPLAY|DBUS_SESSION_BUS_ADDRESS|BROWSER|SSH_AUTH_SOCK|KUBECONFIG|https?_proxy|no_proxy|(HTTPS?|ALL|NO)_PROXY|SSL_CERT_\w+|REQUESTS_CA_BUNDLE|(AWS|AZURE|ARM|GOOGLE|GCLOUD|CLOUDSDK|OCI|DIGITALOCEAN|VAULT|TELEPORT|TSH|XDG)_\w+|SystemRoot|USERPROFILE|APPDATA|LOCALAPPDATA|ProgramData|ComSpec|TEMP|TMP)$/;

/** The login shell is asked for its PATH once, and not before it is needed. */
export function createCommands({ run, env }: CommandsOptions): Commands {
  let path: Promise<string> | undefined;
  return {
    run,
    find: (name, searchPath) => findExecutable(name, '/', searchPath),
    searchPath: () => (path ??= readLoginPath({ run, env, platform: process.platform })),
    env: Object.fromEntries(
      Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && passed.test(entry[0])),
    ),
  };
}
