// What a person can ask of the engine about environments, locks and port-forwards. Changes of running systems go another
// way: they are prepared first.
import type { EnvironmentFields, LockKey } from '#shared/model/environment.ts';
import type { Forward, ForwardTarget } from '#shared/model/forward.ts';
import type { Watched } from '#shared/model/watch.ts';
import type { EngineClient } from '../client/link.ts';
import { refusalOf, type Refusal } from '../client/refusal.ts';

/** Answers whether it was done; a refusal is then in the list of troubles. */
export type Done = (what: string, ask: (engine: EngineClient) => Promise<void>) => Promise<boolean>;
export type SavedEnvironment = { ok: true; key: string } | { ok: false; refusal: Refusal };

export function changeOperations(client: () => EngineClient, done: Done) {
  return {
    activateEnvironment: (key: string, name: string) =>
      done(`Switch to ${name}`, (engine) => engine.environments.activate({ key })),
    removeEnvironment: (key: string, name: string) =>
      done(`Remove the environment ${name}`, (engine) => engine.environments.remove({ key })),
    /** Answers with the refusal itself, because it belongs to a field of the form. */
    saveEnvironment: async (key: string | null, fields: EnvironmentFields): Promise<SavedEnvironment> => {
      try {
        return { ok: true, ...(await client().environments.save({ key, fields })) };
      } catch (error) {
        return { ok: false, refusal: refusalOf(error) };
      }
    },
    unlock: (asked: { key: LockKey; typed: string; minutes: number; by: string }) =>
      done(`Unlock ${asked.typed}`, (engine) => engine.environments.unlock(asked)),
    lock: (key: LockKey, name: string, by: string) =>
      done(`Lock ${name}`, (engine) => engine.environments.lock({ key, by })),
    startForward: (target: ForwardTarget, localPort: number | null, by: string) =>
      done(`Forward a port to ${target.name}`, async (engine) => {
        await engine.forwards.start({ target, localPort, by });
      }),
    stopForward: (key: string) => done('Stop the port-forward', (engine) => engine.forwards.stop({ key })),
    /** The same again: target and port as they were. Where that is refused the old one is listed as ended. */
    restartForward: ({ key, target, localPort, state }: Forward, by: string) =>
      done(`Start the port-forward to ${target.name} again`, async (engine) => {
        // Its port has to be let go of first.
        if (state !== 'ended') await engine.forwards.stop({ key });
        await engine.forwards.start({ target, localPort, by });
        await engine.forwards.forget({ key });
      }),
    /** Only what has ended can be taken off the list. */
    removeForward: ({ key, state }: Forward) =>
      done('Remove the port-forward', async (engine) => {
        if (state !== 'ended') await engine.forwards.stop({ key });
        await engine.forwards.forget({ key });
      }),
    /** Throws where the server cannot be asked. */
    offers: async (target: Watched) => await client().actions.offers({ target }),
  };
}
