// What the suites need from the machine beside npm packages: how each is found, and which Debian packages bring it.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findElectron } from '../../electron/build/electron-binary.ts';

export interface Tool {
  name: string;
  /** Why it cannot be used, or null when it can. */
  missing: () => string | null;
  /** Empty where apt cannot help. */
  packages: string[];
}

const root = join(import.meta.dirname, '..', '..');
/** Where Debian puts daemons; not on every user's PATH. */
const systemFolders = ['/usr/sbin', '/sbin'];

export function onPath(command: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...systemFolders];
  return folders.map((folder) => join(folder, command)).find((path) => isExecutable(path)) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const command = (name: string, packages: string[]): Tool => ({
  name,
  packages,
  missing: () => (onPath(name) === null ? `${name} is not on PATH` : null),
});

const electronLibraries =
  'libgtk-3-0 libnss3 libasound2 libgbm1 libxss1 libxtst6 libatk-bridge2.0-0 libdrm2 libnotify4 libsecret-1-0 fonts-dejavu-core';

const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const chromium: Tool = {
  name: 'chromium',
  packages: ['chromium'],
  missing: () => (existsSync(chromiumPath) ? null : `there is no ${chromiumPath}`),
};
export const prometheus = command('prometheus', ['prometheus']);
export const alertmanager = command('prometheus-alertmanager', ['prometheus-alertmanager']);
export const nodeExporter = command('prometheus-node-exporter', ['prometheus-node-exporter']);
export const busybox = command('busybox', ['busybox-static']);
export const openssl = command('openssl', ['openssl']);
export const xvfb = command('xvfb-run', ['xvfb', 'xauth']);

export const docker: Tool = {
  name: 'docker',
  packages: ['docker.io'],
  missing: () => {
    if (onPath('dockerd') === null) return 'dockerd is not on PATH';
    return process.getuid?.() === 0 ? null : 'a Docker engine of its own can only be started by root';
  },
};

export const electron: Tool = {
  name: 'electron',
  packages: [],
  missing: () =>
    findElectron(root) === null ? 'there is no Electron; ELECTRON_OVERRIDE_DIST_PATH can name one' : null,
};

export const electronSystem: Tool = {
  name: "electron's libraries",
  packages: electronLibraries.split(' '),
  missing: () => {
    const found = findElectron(root);
    if (found === null || process.platform !== 'linux') return null;
    const absent = spawnSync('ldd', [found.executable], { encoding: 'utf8' }).stdout?.match(
      /^\s*(\S+) => not found$/gm,
    );
    return absent ? `libraries are missing: ${absent.map((line) => line.trim().split(' ')[0]).join(', ')}` : null;
  },
};

/** Why apt cannot be used here, or null. */
export function whyNoApt(): string | null {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/^ID(_LIKE)?=.*(debian|ubuntu)/m.test(release)) return 'this is not Debian or Ubuntu';
  return process.getuid?.() === 0 ? null : 'installing needs root';
}

/** Installs by apt, visibly. False where apt failed; which tools are there afterwards is asked anew. */
export function aptInstall(packages: string[]): boolean {
  const apt = (...args: string[]): boolean => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    return spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
  };
  const install = (): boolean => apt('install', '-y', '--no-install-recommends', ...packages);
  return install() || (apt('update') && install());
}
