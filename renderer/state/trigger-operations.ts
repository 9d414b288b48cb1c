// What a person can ask of the engine about triggers.
import type { ImportedRules } from '#shared/contract/triggers.ts';
import type { Trigger } from '#shared/model/triggers/trigger.ts';
import type { EngineClient } from '../client/link.ts';
import { refusalOf, type Refusal } from '../client/refusal.ts';
import type { Done } from './change-operations.ts';

export interface TriggerSaid {
  key: string;
  by: string;
  note: string;
}
type Answered<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

/** `name` in each: of the trigger, for the words of a refusal. */
export function triggerOperations(client: () => EngineClient, done: Done) {
  /** With the refusal itself, because it is shown in the dialog that asked. */
  async function answered<T>(ask: () => Promise<T>): Promise<Answered<T>> {
    try {
      return { ok: true, value: await ask() };
    } catch (error) {
      return { ok: false, refusal: refusalOf(error) };
    }
  }
  return {
    trigger: async (key: string) => await client().triggers.get({ key }),
    triggerSamples: async () => await client().triggers.samples(),
    importRules: (name: string, text: string, by: string): Promise<Answered<ImportedRules>> =>
      answered(async () => await client().triggers.import({ name, text, by })),
    saveTrigger: (key: string | null, trigger: Trigger, by: string): Promise<Answered<{ key: string }>> =>
      answered(async () => await client().triggers.save({ key, trigger, by })),
    removeTrigger: (key: string, name: string, by: string) =>
      done(`Remove ${name}`, (engine) => engine.triggers.remove({ key, by })),
    enableTrigger: (key: string, name: string, enabled: boolean, by: string) =>
      done(`Switch ${name} ${enabled ? 'on' : 'off'}`, (engine) => engine.triggers.enable({ key, enabled, by })),
    acknowledge: (name: string, said: TriggerSaid, instances: string[] | null = null) =>
      done(`Acknowledge ${name}`, (engine) => engine.triggers.acknowledge({ ...said, instances })),
    snooze: (name: string, said: TriggerSaid, untilMs: number, instances: string[] | null = null) =>
      done(`Snooze ${name}`, (engine) => engine.triggers.snooze({ ...said, untilMs, instances })),
    unsnooze: (name: string, key: string, by: string, instance: string | null = null) =>
      done(`Wake ${name}`, (engine) => engine.triggers.unsnooze({ key, by, instance })),
    resolveTrigger: (name: string, said: TriggerSaid, instances: string[] | null = null) =>
      done(`Resolve ${name}`, (engine) => engine.triggers.resolve({ ...said, instances })),
    mute: (muted: boolean, by: string) =>
      done(muted ? 'Mute the desktop' : 'Unmute the desktop', (engine) => engine.triggers.mute({ muted, by })),
  };
}
