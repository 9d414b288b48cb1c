// A container's log as text: from where the client asked, and on as it grows when it follows.
import type { ServerResponse } from 'node:http';
import type { ResourceCall } from './answer.ts';
import type { LogFile, LogLine } from './logs.ts';
import { isTrue } from './route.ts';
import { currentOf } from './serve-object.ts';
import { badRequest } from './status.ts';
import type { Pod } from './shapes.ts';

const linesAtOnce = 500;

/** Throws 400 for a container that is not there, has not started, or has no previous instance. */
export function serveLogs(call: ResourceCall): void {
  const { world, query, response } = call;
  const pod = currentOf(call) as Pod;
  const container = containerOf(pod, query.get('container'));
  const file = fileOf(call, pod, container);
  const hasTimestamps = isTrue(query.get('timestamps'));
  const limitBytes = Number(query.get('limitBytes') ?? Infinity);
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.flushHeaders();
  const follows = isTrue(query.get('follow')) && !isTrue(query.get('previous'));
  const from = startOf(file, query, world.now());
  follow(response, file, from, (line) => (hasTimestamps ? `${nanoTime(line.at)} ${line.text}\n` : `${line.text}\n`), {
    follows,
    limitBytes,
  });
}

const nanoTime = (at: number): string => new Date(at).toISOString().replace('Z', '000000Z');

function containerOf(pod: Pod, asked: string | null): string {
  const names = pod.spec.containers.map(({ name }) => name);
  const { name } = pod.metadata;
  if (asked === null || asked === '') {
    const [only = ''] = names;
    if (names.length === 1) return only;
    throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${names.join(' ')}]`);
  }
  if (!names.includes(asked)) throw badRequest(`container ${asked} is not valid for pod ${name}`);
  return asked;
}

function fileOf({ world, query }: ResourceCall, pod: Pod, container: string): LogFile {
  const { name, namespace = '' } = pod.metadata;
  const status = pod.status.containerStatuses?.find((each) => each.name === container);
  if (isTrue(query.get('previous'))) {
    const previous = world.logs.previous(namespace, name, container);
    if (previous === null && (status?.restartCount ?? 0) === 0) {
      throw badRequest(`previous terminated container "${container}" in pod "${name}" not found`);
    }
    return previous ?? world.logs.file(namespace, name, `${container}/none`);
  }
  const waiting = status?.state.waiting?.reason;
  // A container in its back-off has a log: that of the instance that ended.
  if (status === undefined || (waiting !== undefined && waiting !== 'CrashLoopBackOff')) {
    const why =
      waiting === undefined
        ? 'is not available'
        : `is waiting to start: ${waiting === 'ImagePullBackOff' ? 'trying and failing to pull image' : waiting}`;
    throw badRequest(`container "${container}" in pod "${name}" ${why}`);
  }
  return world.logs.file(namespace, name, container);
}

function startOf(file: LogFile, query: URLSearchParams, now: number): number {
  const sinceSeconds = query.get('sinceSeconds');
  const sinceTime = query.get('sinceTime');
  const since =
    sinceSeconds !== null ? now - Number(sinceSeconds) * 1000 : sinceTime !== null ? Date.parse(sinceTime) : -Infinity;
  if (Number.isNaN(since)) throw badRequest(`invalid sinceTime: ${sinceTime}`);
  let from = file.first;
  while (from < file.end && (file.line(from)?.at ?? 0) < since) from += 1;
  const tail = query.get('tailLines');
  return tail === null ? from : Math.max(from, file.end - Number(tail));
}

/** Reads no faster than the client does: a line is in the file until it is sent. */
function follow(
  response: ServerResponse,
  file: LogFile,
  from: number,
  format: (line: LogLine) => string,
  limits: { follows: boolean; limitBytes: number },
): void {
  let next = from;
  let leftBytes = limits.limitBytes;
  let isOver = !limits.follows;
  let isDraining = false;
  const pump = (): void => {
    while (!isDraining && next < file.end && leftBytes > 0) {
      next = Math.max(next, file.first);
      const lines: string[] = [];
      while (lines.length < linesAtOnce && next < file.end) {
        const line = file.line(next);
        if (line !== undefined) lines.push(format(line));
        next += 1;
      }
      const bytes = Buffer.from(lines.join(''));
      isDraining = !response.write(bytes.subarray(0, leftBytes));
      leftBytes -= bytes.length;
    }
    if (!isDraining && (isOver || leftBytes <= 0)) {
      leave();
      response.end();
    }
  };
  const leave = file.follow((ended) => {
    isOver ||= ended;
    pump();
  });
  response.on('drain', () => {
    isDraining = false;
    pump();
  });
  response.on('close', leave);
  pump();
}
