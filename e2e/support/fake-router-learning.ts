// The operations on what an incident teaches over a scenario: what is asked is answered, what is said is taken and changes
// nothing.
import { createFeed } from '#engine/feeds/feed.ts';
import type { BacktestResult } from '#shared/model/learning/backtest-result.ts';
import type { LearningLine } from '#shared/model/learning/learning.ts';
import { nothingLearnt, nothingWritten, type LearningScenario } from './scenario-learning.ts';
import type { Implemented } from './implemented.ts';

const unknown = { state: 'unknown' as const, words: 'a made-up engine has no record', atMs: null, seen: [] };

export function learningHandlers(os: Implemented['learning'], scenario: LearningScenario) {
  const lines = createFeed<LearningLine>(
    [...scenario.details].map(([key, { learning, recurrences }]) => ({
      key,
      sequence: learning.sequence,
      openActions: learning.actions.filter(({ status }) => status === 'open').length,
      overdueActions: 0,
      controls: learning.controls.length,
      proven: 0,
      recurs: recurrences.length > 0,
    })),
  );
  const playbooks = createFeed(scenario.playbooks);
  return {
    lines: os.lines.handler(({ signal }) => lines.subscribe({ signal })),
    playbooks: os.playbooks.handler(({ signal }) => playbooks.subscribe({ signal })),
    get: os.get.handler(({ input }) => scenario.details.get(input.id) ?? nothingLearnt(input.id)),
    cause: os.cause.handler(() => undefined),
    describe: os.describe.handler(() => undefined),
    saveAction: os.saveAction.handler(() => ({ action: 'made-up' })),
    settleAction: os.settleAction.handler(() => undefined),
    addControl: os.addControl.handler(() => ({ control: 'made-up' })),
    addTrigger: os.addTrigger.handler(() => ({ control: 'made-up', key: 'made-up' })),
    draftItem: os.draftItem.handler(({ input }) => ({ problems: [], snippet: input.yaml, title: 'An item', way: 'file' as const })), // prettier-ignore
    addItem: os.addItem.handler(({ input }) => ({ control: 'made-up', planId: input.planId, snippet: input.yaml, way: 'file' as const })), // prettier-ignore
    addEntry: os.addEntry.handler(() => ({ control: 'made-up' })),
    removeControl: os.removeControl.handler(() => undefined),
    prove: os.prove.handler(({ input }) => ({ sequence: 1, at: scenario.now, by: input.by, definition: '', fromMs: 0, toMs: scenario.now, onIncident: unknown, now: unknown, verdict: 'cannot_tell' as const, words: unknown.words })), // prettier-ignore
    attest: os.attest.handler(() => undefined),
    writeEntry: os.writeEntry.handler(() => ({ entry: 'made-up' })),
    removeEntry: os.removeEntry.handler(() => undefined),
    postMortem: os.postMortem.handler(({ input }) => scenario.postMortems.get(input.id) ?? nothingWritten(input.id)),
    movePostMortem: os.movePostMortem.handler(() => undefined),
    writeSection: os.writeSection.handler(() => undefined),
    regenerateSection: os.regenerateSection.handler(() => undefined),
    sectionRevisions: os.sectionRevisions.handler(() => []),
    export: os.export.handler(({ input }) => ({ name: `INC.${input.format}`, mediaType: 'text/plain', text: '', next: null, sha256: '' })), // prettier-ignore
    pdf: os.pdf.handler(() => ({ name: 'INC-1-post-mortem.pdf', base64: '', next: null, sha256: '' })),
    backtest: os.backtest.handler(({ input }) => triedAt(input.fromMs, input.toMs)),
  };
}

/** Three firings: one in an incident, one for nothing, one beside a gap. */
function triedAt(fromMs: number, toMs: number): BacktestResult {
  const at = (part: number): number => fromMs + (toMs - fromMs) * part;
  const labels = { alertname: 'AttestorTargetDown', instance: 'payments-attestor-7c9f:9102', job: 'attestor' };
  const incident = { id: 'incident-12', number: 12, title: 'Attestations of the payments gateway fail' };
  return {
    name: 'AttestorTargetDown',
    expr: 'up{job="attestor"} == 0',
    fromMs,
    toMs,
    intervalMs: 15_000,
    evaluations: 5761,
    unknownEvaluations: 240,
    unknown: [{ fromMs: at(0.4), toMs: at(0.44), reason: '“up{job="attestor"}” was not recorded at that time' }],
    firings: [
      { labels, fromMs: at(0.1), toMs: at(0.12), value: '0', alarm: 'false_alarm', incident: null },
      { labels, fromMs: at(0.44), toMs: at(0.45), value: '0', alarm: 'unknown', incident: null },
      { labels, fromMs: at(0.98), toMs: null, value: '0', alarm: 'true_alarm', incident },
    ],
    totalFirings: 3,
    missed: [{ id: 'incident-8', number: 8, title: 'Attestor slow after the upgrade', known: true }],
  };
}
