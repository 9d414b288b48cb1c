// One sample of what a container uses, out of one line of the engine's stream. Pure; cgroup v1 and v2 alike.
import { z } from 'zod';

export interface StatsSample {
  /** null where the line tells of no two moments to compare. */
  cpuCores: number | null;
  memoryBytes: number | null;
  memoryLimitBytes: number | null;
}

const count = z.number().nonnegative();
const cpu = z.object({
  cpu_usage: z.object({ total_usage: count, percpu_usage: z.array(z.number()).nullish() }).optional(),
  system_cpu_usage: count.optional(),
  online_cpus: count.optional(),
});
const schema = z.object({
  /** The year 1 where the container does not run. */
  read: z.string(),
  preread: z.string().optional(),
  cpu_stats: cpu.optional(),
  precpu_stats: cpu.optional(),
  memory_stats: z
    .object({ usage: count.optional(), limit: count.optional(), stats: z.record(z.string(), z.number()).nullish() })
    .optional(),
});
type Raw = z.output<typeof schema>;

/** null for a line that is no sample, and for the empty one of a container that does not run. */
export function readSample(line: string): StatsSample | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success || !(Date.parse(parsed.data.read) > 0)) return null;
  return { cpuCores: coresOf(parsed.data), ...memoryOf(parsed.data) };
}

/** The engine sends the sample before with each one; the first has none. */
function coresOf({ cpu_stats: now, precpu_stats: before }: Raw): number | null {
  const [used, usedBefore] = [now?.cpu_usage?.total_usage, before?.cpu_usage?.total_usage];
  const [system, systemBefore] = [now?.system_cpu_usage, before?.system_cpu_usage];
  if (used === undefined || usedBefore === undefined || system === undefined || !systemBefore) return null;
  // A counter that went back belongs to a container that was started anew.
  if (used < usedBefore || system <= systemBefore) return null;
  const cores = now?.online_cpus || now?.cpu_usage?.percpu_usage?.filter((one) => one > 0).length || 0;
  return cores === 0 ? null : ((used - usedBefore) / (system - systemBefore)) * cores;
}

function memoryOf({ memory_stats: memory }: Raw): Omit<StatsSample, 'cpuCores'> {
  const { usage, limit = null, stats } = memory ?? {};
  if (usage === undefined) return { memoryBytes: null, memoryLimitBytes: null };
  // Version 1 names it with a prefix, as its other counter is of the group alone; version 2 has one.
  const given = stats?.['total_inactive_file'] ?? stats?.['inactive_file'] ?? 0;
  return { memoryBytes: given < usage ? usage - given : usage, memoryLimitBytes: limit };
}
