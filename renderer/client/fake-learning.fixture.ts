// For tests: the operations on what an incident teaches, answered by what the test gives.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { BacktestResult } from '#shared/model/learning/backtest-result.ts';
import { emptyLearning, type LearningDetail, type LearningLine } from '#shared/model/learning/learning.ts';
import type { PlaybookRow } from '#shared/model/learning/playbook.ts';
import { emptyPostMortem, type PostMortemDetail } from '#shared/model/learning/post-mortem.ts';
import type { Proof } from '#shared/model/learning/proof.ts';
import { fakeFeed, type FakeEngine, type FakeFeed } from './fake-engine.fixture.ts';

export interface FakeLearning {
  learningLines: FakeFeed<LearningLine>;
  playbooks: FakeFeed<PlaybookRow>;
  learningDetail: (id: string) => LearningDetail;
  postMortem: (id: string) => PostMortemDetail;
  proof: (control: string) => Proof;
  backtest: BacktestResult;
}

const unknown = { state: 'unknown' as const, words: 'nothing was recorded', atMs: null, seen: [] };

export const noLearning = (): FakeLearning => ({
  learningLines: fakeFeed<LearningLine>(() => []),
  playbooks: fakeFeed<PlaybookRow>(() => []),
  learningDetail: (id) => ({ learning: emptyLearning(id), controls: [], closeReasons: [], recurrences: [] }),
  postMortem: (id) => ({ postMortem: emptyPostMortem(id), title: 'INC-1', sections: [] }),
  proof: () => ({ sequence: 1, at: 0, by: 'On-call', definition: '', fromMs: 0, toMs: 0, onIncident: unknown, now: unknown, verdict: 'cannot_tell', words: '' }), // prettier-ignore
  backtest: { name: '', expr: '', fromMs: 0, toMs: 0, intervalMs: 1000, evaluations: 0, unknownEvaluations: 0, unknown: [], firings: [], totalFirings: 0, missed: [] }, // prettier-ignore
});

export function learningRouter(engine: FakeEngine) {
  const { learning } = implement(contract);
  const noted = async (name: string, input: unknown): Promise<void> => {
    await engine.refuse(name);
    engine.calls.push({ name, input });
  };
  const answered = async <T>(name: string, input: unknown, answer: T): Promise<T> => {
    await noted(name, input);
    return answer;
  };
  return {
    learning: {
      lines: learning.lines.handler(({ signal }) => engine.learningLines.listen(signal)),
      playbooks: learning.playbooks.handler(({ signal }) => engine.playbooks.listen(signal)),
      get: learning.get.handler(({ input }) => engine.learningDetail(input.id)),
      cause: learning.cause.handler(({ input }) => noted('learning.cause', input)),
      describe: learning.describe.handler(({ input }) => noted('learning.describe', input)),
      saveAction: learning.saveAction.handler(({ input }) => answered('learning.saveAction', input, { action: 'a' })),
      settleAction: learning.settleAction.handler(({ input }) => noted('learning.settleAction', input)),
      addControl: learning.addControl.handler(({ input }) => answered('learning.addControl', input, { control: 'c' })),
      addTrigger: learning.addTrigger.handler(({ input }) => answered('learning.addTrigger', input, { control: 'c', key: 't' })), // prettier-ignore
      draftItem: learning.draftItem.handler(({ input }) => answered('learning.draftItem', input, { problems: [], snippet: input.yaml, title: 'Item', way: 'file' as const })), // prettier-ignore
      addItem: learning.addItem.handler(({ input }) => answered('learning.addItem', input, { control: 'c', planId: input.planId, snippet: input.yaml, way: 'file' as const })), // prettier-ignore
      addEntry: learning.addEntry.handler(({ input }) => answered('learning.addEntry', input, { control: 'c' })),
      removeControl: learning.removeControl.handler(({ input }) => noted('learning.removeControl', input)),
      prove: learning.prove.handler(({ input }) => answered('learning.prove', input, engine.proof(input.control))),
      attest: learning.attest.handler(({ input }) => noted('learning.attest', input)),
      writeEntry: learning.writeEntry.handler(({ input }) => answered('learning.writeEntry', input, { entry: 'e' })),
      removeEntry: learning.removeEntry.handler(({ input }) => noted('learning.removeEntry', input)),
      postMortem: learning.postMortem.handler(({ input }) => engine.postMortem(input.id)),
      movePostMortem: learning.movePostMortem.handler(({ input }) => noted('learning.movePostMortem', input)),
      writeSection: learning.writeSection.handler(({ input }) => noted('learning.writeSection', input)),
      regenerateSection: learning.regenerateSection.handler(({ input }) => noted('learning.regenerateSection', input)),
      sectionRevisions: learning.sectionRevisions.handler(() => []),
      export: learning.export.handler(({ input }) => answered('learning.export', input, { name: `INC-1.${input.format}`, mediaType: 'text/plain', text: 'text', next: null, sha256: '' })), // prettier-ignore
      // 'UERG' is Base64 of 'PDF'.
      pdf: learning.pdf.handler(({ input }) => answered('learning.pdf', input, { name: 'INC-1.pdf', base64: input.offset === 0 ? 'UE' : 'RG', next: input.offset === 0 ? 2 : null, sha256: 'f'.repeat(64) })), // prettier-ignore
      backtest: learning.backtest.handler(({ input }) => answered('learning.backtest', input, engine.backtest)),
    },
  };
}
