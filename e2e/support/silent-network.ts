// A network of its own for a process (Linux, root): loopback, and a cable by which everything else would leave, whose
// counter tells how much did. Names are asked for of a server at the other end, so that questions for names count too.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The kernel itself sends nothing by it: no ARP, no multicast, no addresses of its own making. */
const setUp = `set -e
ip link set lo up
ip link add out type veth peer name far
ip link set far addrgenmode none arp off multicast off up
ip link set out addrgenmode none arp off multicast off up
ip address add 192.0.2.2/24 dev out
ip route add default via 192.0.2.1 dev out
# A kernel may be without IPv6; then nothing leaves by it either.
if [ -e /proc/net/if_inet6 ]; then
  ip address add 2001:db8::2/64 dev out nodad
  ip -6 route add default via 2001:db8::1 dev out
fi
mount --bind "$RESOLV_CONF" /etc/resolv.conf
exec "$@"`;

/** Runs a script of the project in such a network until it ends; what it wrote, as JSON. `env` is all of its environment beside PATH. */
export async function inSilentNetwork(
  script: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<unknown> {
  const home = mkdtempSync(join(tmpdir(), 'readyroom-silent-'));
  const resolvConf = join(home, 'resolv.conf');
  writeFileSync(resolvConf, 'nameserver 192.0.2.53\noptions timeout:1 attempts:1\n');
  const command = [
    '--net',
    '--mount',
    '--pid',
    '--fork',
    '--kill-child',
    '--mount-proc',
    'sh',
    '-c',
    setUp,
    'sh',
    process.execPath,
    script,
    ...args,
  ];
  try {
    const { stdout } = await promisify(execFile)('unshare', command, {
      env: {
        PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`,
        HOME: home,
        TMPDIR: home,
        RESOLV_CONF: resolvConf,
        ...env,
      },
      timeout: 170_000,
    });
    return JSON.parse(stdout) as unknown;
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** How many packets left this process's network by the cable so far. */
export function packetsSent(): number {
  const line = readFileSync('/proc/self/net/dev', 'utf8').split('\n').find((text) => text.trim().startsWith('out:')); // prettier-ignore
  const sent = Number(line?.trim().split(/\s+/)[10]);
  if (Number.isNaN(sent)) throw new Error('there is no cable here whose packets could be counted');
  return sent;
}
