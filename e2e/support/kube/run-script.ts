// What a container of the fake does when it was given a script: the few words that the suites' own manifests use. It
// says `echo` lines, counts in a loop, ends with `exit`, or stays. Runs nothing real.
import type { PodLogs } from './logs.ts';
import type { Health } from './pods.ts';
import type { Pod, PodSpec } from './shapes.ts';

export interface Script {
  /** What it says at once. */
  lines: string[];
  /** What it says again and again, with the number behind it; null where it has no loop. */
  counted: string | null;
  /** null while it stays. */
  exitCode: number | null;
}

const loop = /while [^;]+; do .*?echo "([^"$]*)\$\w+".*?; done/;

/** Null for containers whose image alone says what becomes of them. */
export function scriptOf({ containers }: PodSpec): Script | null {
  const command = containers[0]?.['command'] as string[] | undefined;
  const [shell, flag, text] = command ?? [];
  if (shell !== 'sh' || flag !== '-c' || text === undefined) return null;
  const counted = loop.exec(text)?.[1] ?? null;
  const statements = text.replace(loop, '').split(';');
  const lines = statements.flatMap((statement) => /^\s*echo "?([^">]*)"?\s*$/.exec(statement)?.[1] ?? []);
  const exit = statements
    .map((statement) => /^\s*exit (\d+)\s*$/.exec(statement)?.[1])
    .find((code) => code !== undefined);
  return { lines, counted, exitCode: exit === undefined ? null : Number(exit) };
}

const linesPerSecond = 20;

/** Returns how to end its loop; null where it has none. */
export function beginScript(logs: PodLogs, pod: Pod, { lines, counted }: Script): (() => void) | null {
  const place = placeOf(pod);
  logs.write(...place, ...lines);
  if (counted === null) return null;
  const loop = logs.generate(...place, linesPerSecond, (number) => `${counted}${number + 1}`);
  return () => void loop.stop();
}

/** What its pod is then. Where it is started again it says the same and ends again. */
export function endScript(logs: PodLogs, pod: Pod, { lines, exitCode }: Script): Health {
  if (pod.spec['restartPolicy'] === 'Never') return exitCode === 0 ? 'completed' : 'failed';
  const place = placeOf(pod);
  logs.restart(...place);
  logs.write(...place, ...lines);
  return 'crash_loop';
}

const placeOf = ({ metadata, spec }: Pod): [namespace: string, pod: string, container: string] => [
  metadata.namespace ?? 'default',
  metadata.name,
  spec.containers[0]?.name ?? '',
];
