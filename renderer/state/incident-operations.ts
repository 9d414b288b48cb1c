// What a person can ask of the engine about incidents: declared, led and closed.
import type { InferContractRouterInputs } from '@orpc/contract';
import type { incidentsContract } from '#shared/contract/incidents.ts';
import type { DeclareFrom } from '#shared/model/incident/declare.ts';
import type { EngineClient } from '../client/link.ts';
import { refusalOf, type Refusal } from '../client/refusal.ts';
import type { Done } from './change-operations.ts';

type Inputs = InferContractRouterInputs<typeof incidentsContract>;
/** The acts that are asked for in a dialog or beside what they change, and whose refusal is shown there. */
export type IncidentAct = 'move' | 'grade' | 'assign' | 'reach' | 'setImpact' | 'describe' | 'link' | 'unlink' | 'merge' | 'unmerge' | 'say' | 'pin' | 'keepDashboards'; // prettier-ignore
type Answered<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export function incidentOperations(client: () => EngineClient, _done: Done) {
  async function answered<T>(ask: () => Promise<T>): Promise<Answered<T>> {
    try {
      return { ok: true, value: await ask() };
    } catch (error) {
      return { ok: false, refusal: refusalOf(error) };
    }
  }
  return {
    incident: async (id: string) => await client().incidents.get({ id }),
    incidentAids: async (id: string) => await client().incidents.aids({ id }),
    proposeIncident: async (from: DeclareFrom, lookBackMs: number) => await client().incidents.propose({ from, lookBackMs }), // prettier-ignore
    declareIncident: (asked: Inputs['declare']) => answered(async () => await client().incidents.declare(asked)),
    /** @returns why it was refused; null where it was done. */
    actOnIncident: async <A extends IncidentAct>(act: A, input: Inputs[A]): Promise<string | null> => {
      const answer = await answered(async () => {
        const ask = client().incidents[act] as (asked: Inputs[A]) => Promise<unknown>;
        return await ask(input);
      });
      return answer.ok ? null : answer.refusal.message;
    },
  };
}
