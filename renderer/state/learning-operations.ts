// What a person can ask of the engine about what an incident teaches: causes, actions, controls and playbooks, its
// post-mortem, and tries of a trigger on the record.
import type { InferContractRouterInputs } from '@orpc/contract';
import type { ExportFormat, learningContract } from '#shared/contract/learning.ts';
import type { BacktestResult } from '#shared/model/learning/backtest-result.ts';
import type { Proof } from '#shared/model/learning/proof.ts';
import type { SectionName } from '#shared/model/learning/post-mortem.ts';
import { refusalOf, type Refusal } from '../client/refusal.ts';
import type { EngineClient } from '../client/link.ts';
import type { Done } from './change-operations.ts';

type Inputs = InferContractRouterInputs<typeof learningContract>;
/** The acts that are asked for in a form, and whose refusal is shown there. */
export type LearningAct = 'cause' | 'describe' | 'saveAction' | 'settleAction' | 'addControl' | 'addTrigger' | 'addEntry' | 'removeControl' | 'attest' | 'writeEntry' | 'removeEntry' | 'movePostMortem' | 'writeSection' | 'regenerateSection'; // prettier-ignore
export type LearningAnswer<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

/** A file is asked for in pieces; more than this many are no file that a page can hold. */
const mostPieces = 200;

export function learningOperations(client: () => EngineClient, _done: Done) {
  async function answered<T>(ask: () => Promise<T>): Promise<LearningAnswer<T>> {
    try {
      return { ok: true, value: await ask() };
    } catch (error) {
      return { ok: false, refusal: refusalOf(error) };
    }
  }
  return {
    learning: async (id: string) => await client().learning.get({ id }),
    postMortem: async (id: string) => await client().learning.postMortem({ id }),
    sectionRevisions: async (id: string, section: SectionName) => await client().learning.sectionRevisions({ id, section }), // prettier-ignore
    /** @returns why it was refused; null where it was done. */
    learn: async <A extends LearningAct>(act: A, input: Inputs[A]): Promise<string | null> => {
      const answer = await answered(async () => {
        const ask = client().learning[act] as (asked: Inputs[A]) => Promise<unknown>;
        return await ask(input);
      });
      return answer.ok ? null : answer.refusal.message;
    },
    prove: (input: Inputs['prove']): Promise<LearningAnswer<Proof>> => answered(async () => await client().learning.prove(input)), // prettier-ignore
    draftItem: (input: Inputs['draftItem']) => answered(async () => await client().learning.draftItem(input)),
    addItem: (input: Inputs['addItem']) => answered(async () => await client().learning.addItem(input)),
    backtest: (input: Inputs['backtest']): Promise<LearningAnswer<BacktestResult>> => answered(async () => await client().learning.backtest(input)), // prettier-ignore
    /** The whole file; refused where the record changed between two pieces of it. */
    exportIncident: (id: string, format: ExportFormat, zone: string) =>
      answered(async () => {
        const first = await client().learning.export({ id, format, zone, offset: 0 });
        const texts = [first.text];
        let { next } = first;
        for (let pieces = 1; next !== null && pieces < mostPieces; pieces++) {
          const piece = await client().learning.export({ id, format, zone, offset: next });
          if (piece.sha256 !== first.sha256) throw new Error('The incident changed while it was exported; try again.');
          texts.push(piece.text);
          next = piece.next;
        }
        return { fileName: first.name, mediaType: first.mediaType, text: texts.join('') };
      }),
    /** The post-mortem as a PDF, which the engine has its desktop app make; refused where there is none. */
    pdfOfIncident: (id: string) =>
      answered(async () => {
        const first = await client().learning.pdf({ id });
        const parts = [first.base64];
        let { next } = first;
        for (let pieces = 1; next !== null && pieces < mostPieces; pieces++) {
          const piece = await client().learning.pdf({ id, offset: next, sha256: first.sha256 });
          parts.push(piece.base64);
          next = piece.next;
        }
        const bytes = Uint8Array.from(atob(parts.join('')), (letter) => letter.charCodeAt(0));
        return { fileName: first.name, mediaType: 'application/pdf', bytes };
      }),
  };
}
