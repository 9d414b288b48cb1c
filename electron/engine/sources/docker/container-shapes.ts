// What is read of a container in a list and in an inspection, and the row made of both. Values of environment variables
// are not among what is read.
import { z } from 'zod';
import { containerHealthSchema, containerStateSchema, type Container } from '#shared/model/container.ts';

const text = z.string().nullish().transform((value) => value ?? ''); // prettier-ignore
const texts = z.record(z.string(), z.string()).nullish().transform((value) => value ?? {}); // prettier-ignore
const port = z.object({
  IP: z.string().optional(),
  PrivatePort: z.int(),
  PublicPort: z.int().optional(),
  Type: z.string(),
});

export const listedSchema = z.object({
  Id: z.string(),
  Names: z.array(z.string()).nullish(),
  Image: z.string(),
  Created: z.number(),
  State: z.string(),
  Status: text,
  Ports: z.array(port).nullish(),
  Labels: texts,
});
export type Listed = z.output<typeof listedSchema>;
export const listSchema = z.array(listedSchema);

const check = z.object({ Start: z.string(), ExitCode: z.int(), Output: text });
const mount = z.object({ Type: text, Source: text, Destination: text, RW: z.boolean().default(true) });

export const inspectedSchema = z.object({
  Id: z.string(),
  Name: z.string(),
  Created: z.string(),
  Path: text,
  Args: z.array(z.string()).nullish(),
  Image: text,
  RestartCount: z.int().default(0),
  State: z.object({
    Status: z.string(),
    Running: z.boolean(),
    OOMKilled: z.boolean().default(false),
    ExitCode: z.int(),
    StartedAt: text,
    FinishedAt: text,
    Health: z.object({ Status: z.string(), Log: z.array(check).nullish() }).nullish(),
  }),
  HostConfig: z.object({
    RestartPolicy: z.object({ Name: text, MaximumRetryCount: z.int().default(0) }).nullish(),
  }),
  Config: z.object({
    Image: text,
    WorkingDir: text,
    Labels: texts,
    // Of `NAME=value` only the name is kept.
    Env: z.array(z.string().transform((entry) => entry.split('=', 1)[0] ?? '')).nullish(),
  }),
  Mounts: z.array(mount).nullish(),
  NetworkSettings: z.object({ Networks: z.record(z.string(), z.object({ IPAddress: text })).nullish() }).nullish(),
});
export type Inspected = z.output<typeof inspectedSchema>;

/** @param found null where the engine would not tell more than the list: `earlier` then stands in, and the status says so. */
export function rowOf(listed: Listed, found: Inspected | null, earlier?: Container): Container {
  const labels = listed.Labels;
  const state = stateOf(found?.State.Status ?? listed.State);
  return {
    key: listed.Id,
    id: listed.Id,
    name: (found?.Name ?? listed.Names?.[0] ?? listed.Id.slice(0, 12)).replace(/^\//, ''),
    image: listed.Image,
    state,
    status: found ? listed.Status : `${listed.Status} (not inspected: the engine does not answer about it)`.trim(),
    health: found ? healthOf(found.State.Health?.Status) : healthIn(listed.Status),
    restartCount: found?.RestartCount ?? earlier?.restartCount ?? 0,
    ...(found ? endOf(found) : { exitCode: exitCodeIn(listed.Status), oomKilled: earlier?.oomKilled ?? false }),
    createdAt: listed.Created * 1000,
    startedAt: found ? timeOf(found.State.StartedAt) : (earlier?.startedAt ?? null),
    finishedAt: found ? timeOf(found.State.FinishedAt) : (earlier?.finishedAt ?? null),
    project: labels['com.docker.compose.project'] ?? null,
    service: labels['com.docker.compose.service'] ?? null,
    ports: (listed.Ports ?? []).map((one) => ({
      ip: one.IP ?? null,
      publicPort: one.PublicPort ?? null,
      privatePort: one.PrivatePort,
      protocol: one.Type,
    })),
    labels,
  };
}

function endOf({ State: state }: Inspected): Pick<Container, 'exitCode' | 'oomKilled'> {
  // One that was only created carries exit code 0, and one that runs that of its end before.
  const ended = !state.Running && state.Status !== 'created';
  return { exitCode: ended || state.Status === 'restarting' ? state.ExitCode : null, oomKilled: state.OOMKilled };
}

const podmanWords: Record<string, string> = { configured: 'created', initialized: 'created', stopped: 'exited' };

function stateOf(word: string): Container['state'] {
  const known = containerStateSchema.safeParse(podmanWords[word] ?? word);
  // A word that nobody knows must not look healthy.
  return known.success ? known.data : 'dead';
}

function healthOf(word: string | undefined): Container['health'] {
  const known = containerHealthSchema.safeParse(word);
  return known.success ? known.data : 'none';
}

function healthIn(status: string): Container['health'] {
  const word = /\((?:health: )?(healthy|unhealthy|starting)\)/.exec(status)?.[1];
  return healthOf(word);
}

function exitCodeIn(status: string): number | null {
  const code = /^(?:Exited|Restarting) \((-?\d+)\)/.exec(status)?.[1];
  return code === undefined ? null : Number(code);
}

/** null for what did not happen, which carries the year 1. */
export function timeOf(iso: string): number | null {
  const at = Date.parse(iso);
  return at > 0 ? at : null;
}
