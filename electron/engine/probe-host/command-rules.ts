// What a person set for commands in a file of the data folder: which binaries exec probes may run, and how much of the
// machine a command may take. Where there is no file, consent alone decides. Reads only; the process itself carries it out.
import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { defaultLimits, type CommandLimits } from './limits.ts';
import type { AllowedCommands } from '../probes/probe.ts';

export const commandRulesName = 'commands.yaml';

const path = z.string().refine((text) => isAbsolute(text) && !text.includes('\0'), 'allowed: an absolute path');
const sha256 = z.stringFormat('sha256', /^[0-9a-f]{64}$/i, { error: 'allowed: 64 hexadecimal digits' });
const rulesSchema = z.strictObject({
  allowed: z
    .array(
      z.union([
        path.transform((text) => ({ path: text })),
        z.strictObject({ path, sha256: sha256.transform((text) => text.toLowerCase()).optional() }),
      ]),
    )
    .optional(),
  limits: z
    .strictObject({
      cpuSeconds: z.int().min(1).max(1_000_000),
      // The process that starts commands needs the least itself.
      memoryMiB: z.int().min(1024).max(1_048_576),
      openFiles: z.int().min(256).max(1_048_576),
      fileMiB: z.int().min(1).max(1_048_576),
    })
    .partial()
    .optional(),
});

export interface CommandRules {
  /** Read anew each time, so that a change holds at once. null where there is no list. @throws OpsError `bad_input`. */
  allowed: () => AllowedCommands | null;
  /** As set when it was asked, or the defaults; of a file that cannot be used, of which `allowed` tells, all are defaults. */
  limits: () => CommandLimits;
}

export function createCommandRules(dataDir: string): CommandRules {
  const file = join(dataDir, commandRulesName);
  return {
    allowed: () => {
      const allowed = read(file)?.allowed;
      if (!allowed) return null;
      return { file, commands: allowed.map((one) => ({ path: one.path, ...('sha256' in one && one.sha256 !== undefined && { sha256: one.sha256 }) })) }; // prettier-ignore
    },
    limits: () => {
      try {
        return { ...defaultLimits(), ...defined(read(file)?.limits ?? {}) };
      } catch (error) {
        if (error instanceof OpsError) return defaultLimits();
        throw error;
      }
    },
  };
}

/** null where there is no file. What is there and cannot be used is never taken for no list. */
function read(file: string): z.output<typeof rulesSchema> | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw unusable(file, messageOf(error));
  }
  const parsed = rulesSchema.safeParse(parsedYaml(file, text) ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw unusable(file, `${issue?.path.join('.') || 'at its top'}: ${issue?.message ?? 'not allowed'}`);
}

function parsedYaml(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw unusable(file, messageOf(error).split('\n')[0] ?? '');
  }
}

const unusable = (file: string, why: string): OpsError =>
  new OpsError('bad_input', `no command is run, as ${file} cannot be used: ${why}`);

/** A setting that was left out is the default one. */
function defined<T extends object>(given: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
}
