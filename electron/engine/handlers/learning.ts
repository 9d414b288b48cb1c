// What an incident teaches: causes, actions, controls and playbooks, its post-mortem, and tries on the record; operation by
// operation.
import type { Learning } from '../compose/learning.ts';
import { operations } from './router.ts';

export type LearningParts = Omit<Learning, 'close' | 'mayClose' | 'learnt'>;

export function learningOperations({ board, acts, creating, postMortems, backtest }: LearningParts) {
  const { learning } = operations;
  return learning.router({
    lines: learning.lines.handler(({ context, signal }) => board.lines.subscribe({ signal, backlogBytes: context.backlogBytes })), // prettier-ignore
    playbooks: learning.playbooks.handler(({ context, signal }) => board.playbooks.subscribe({ signal, backlogBytes: context.backlogBytes })), // prettier-ignore
    get: learning.get.handler(({ input }) => board.detail(input.id)),
    cause: learning.cause.handler(({ input }) => acts.cause(input)),
    describe: learning.describe.handler(({ input }) => acts.describe(input)),
    saveAction: learning.saveAction.handler(({ input }) => acts.saveAction(input)),
    settleAction: learning.settleAction.handler(({ input }) => acts.settleAction(input)),
    addControl: learning.addControl.handler(({ input }) => acts.addControl(input)),
    addTrigger: learning.addTrigger.handler(({ input }) => creating.addTrigger(input)),
    draftItem: learning.draftItem.handler(({ input }) => creating.draftItem(input)),
    addItem: learning.addItem.handler(({ input }) => creating.addItem(input)),
    addEntry: learning.addEntry.handler(({ input }) => creating.addEntry(input)),
    removeControl: learning.removeControl.handler(({ input }) => acts.removeControl(input)),
    prove: learning.prove.handler(({ input, signal }) => acts.prove({ ...input, signal: signal ?? new AbortController().signal })), // prettier-ignore
    attest: learning.attest.handler(({ input }) => acts.attest(input)),
    writeEntry: learning.writeEntry.handler(({ input }) => acts.writeEntry(input)),
    removeEntry: learning.removeEntry.handler(({ input }) => acts.removeEntry(input)),
    postMortem: learning.postMortem.handler(({ input }) => postMortems.detail(input.id)),
    movePostMortem: learning.movePostMortem.handler(({ input }) => postMortems.move(input)),
    writeSection: learning.writeSection.handler(({ input }) => postMortems.write(input)),
    regenerateSection: learning.regenerateSection.handler(({ input }) => postMortems.regenerate(input)),
    sectionRevisions: learning.sectionRevisions.handler(({ input }) => postMortems.revisions(input.id, input.section)),
    export: learning.export.handler(({ input }) => postMortems.export(input.id, input)),
    pdf: learning.pdf.handler(({ input }) => postMortems.pdf(input.id, input)),
    backtest: learning.backtest.handler(({ input, signal }) => backtest(input, signal)),
  });
}
