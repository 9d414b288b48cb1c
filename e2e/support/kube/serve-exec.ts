// exec over a WebSocket: numbered channels in front of each message, a Status at the end. The program is the fake shell.
import type { WebSocket } from 'ws';
import type { World } from './answer.ts';
import type { Route } from './route.ts';
import { isTrue } from './route.ts';
import { startProgram, type Program } from './shell.ts';
import { badRequest, notFound, Refusal } from './status.ts';
import type { Pod } from './shapes.ts';
import type { Upgrade } from './upgrade.ts';

const channels = { stdin: 0, stdout: 1, stderr: 2, status: 3, resize: 4, close: 255 };

/** Throws 404, or 400 where there is no such container or it does not run. */
export function checkExec(world: World, route: Route, query: URLSearchParams): void {
  const pod = runningPod(world, route);
  const asked = query.get('container') ?? pod.spec.containers[0]?.name ?? '';
  if (!pod.spec.containers.some(({ name }) => name === asked)) {
    throw badRequest(`container ${asked} is not valid for pod ${pod.metadata.name}`);
  }
  if (query.getAll('command').length === 0) throw badRequest('you must specify at least one command for the container');
  const status = pod.status.containerStatuses?.find(({ name }) => name === asked);
  if (status?.state.running === undefined) {
    throw new Refusal(500, `Internal error occurred: unable to upgrade connection: container not found ("${asked}")`);
  }
}

/** Throws 404, or 400 for a pod that has ended. */
export function runningPod(world: World, { name, namespace }: Route): Pod {
  const pod = world.store.get('pods', name ?? '', namespace ?? undefined) as Pod | null;
  if (pod === null) throw notFound('pods', '', name ?? '');
  const { phase } = pod.status;
  if (phase === 'Succeeded' || phase === 'Failed') {
    throw badRequest(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  }
  return pod;
}

export function serveExec({ world, url }: Upgrade, route: Route, client: WebSocket, protocol: string): void {
  const query = url.searchParams;
  const send = (channel: number, text: string): void =>
    client.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text)]));
  const finish = (status: object): void => {
    send(channels.status, JSON.stringify({ metadata: {}, ...status }));
    client.close(1000);
  };
  const program = startProgram({
    command: query.getAll('command'),
    hostName: route.name ?? '',
    hasTerminal: isTrue(query.get('tty')),
    hasInput: isTrue(query.get('stdin')),
    out: (text) => send(channels.stdout, text),
    err: (text) => send(isTrue(query.get('tty')) ? channels.stdout : channels.stderr, text),
    exit: (code) => finish(exitStatus(code)),
  });
  client.on('message', (data: Buffer) => receive(program, data, protocol));
  client.on('close', program.end);
  client.on('error', program.end);
  const leave = world.store.onChange((change) => {
    if (change.resource !== 'pods' || change.type !== 'DELETED') return;
    if (change.key === `${route.namespace}/${route.name}`) finish(exitStatus(137));
  });
  client.on('close', leave);
  program.begin();
}

function receive(program: Program, data: Buffer, protocol: string): void {
  const [channel] = data;
  const rest = data.subarray(1);
  if (channel === channels.stdin) program.input(rest.toString());
  if (channel === channels.resize) {
    const size = JSON.parse(rest.toString()) as { Width: number; Height: number };
    program.resize(size.Width, size.Height);
  }
  if (channel === channels.close && protocol.startsWith('v5') && rest[0] === channels.stdin) program.inputEnded();
}

const exitStatus = (code: number): object =>
  code === 0
    ? { status: 'Success' }
    : {
        status: 'Failure',
        message: `command terminated with non-zero exit code: exit status ${code}`,
        reason: 'NonZeroExitCode',
        details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
      };
