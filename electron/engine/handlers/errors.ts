// Errors, read for operators: groups, health, trends, and what belongs together; operation by operation.
import type { IngestDoor, IngestSource } from '#shared/model/errors/error-ingest.ts';
import type { OpsHealthSignal } from '#shared/model/errors/ops-models.ts';
import type { ErrorAnswers } from '../errors/error-answers.ts';
import type { GroupBoard } from '../errors/group-board.ts';
import type { GroupWords } from '../errors/group-words.ts';
import type { Tails } from '../errors/tails.ts';
import type { Feed } from '../feeds/feed.ts';
import { operations } from './router.ts';

interface Parts {
  board: GroupBoard;
  words: GroupWords;
  tails: Tails;
  answers: ErrorAnswers;
  health: Pick<Feed<OpsHealthSignal>, 'subscribe'>;
  sources: Pick<Feed<IngestSource>, 'subscribe'>;
  door: () => IngestDoor;
}

export function errorOperations({ board, words, tails, answers, health, sources, door }: Parts) {
  const os = operations.errors;
  return os.router({
    groups: os.groups.handler(({ context, signal }) => board.subscribe({ signal, backlogBytes: context.backlogBytes })),
    group: os.group.handler(({ input }) => answers.group(input.key)),
    occurrences: os.occurrences.handler(({ input }) => answers.occurrences(input.key, input.before, input.limit)),
    resolve: os.resolve.handler(({ input }) => words.resolve(input)),
    archive: os.archive.handler(({ input }) => words.archive(input)),
    reopen: os.reopen.handler(({ input }) => words.reopen(input)),
    health: os.health.handler(({ context, signal }) => health.subscribe({ signal, backlogBytes: context.backlogBytes })), // prettier-ignore
    risks: os.risks.handler(() => answers.risks()),
    decisions: os.decisions.handler(({ input }) => answers.decisions(input.hours)),
    trend: os.trend.handler(({ input }) => answers.trend(input.hours)),
    correlation: os.correlation.handler(({ input }) => answers.correlation(input.id)),
    ingest: os.ingest.handler(({ context, signal }) => sources.subscribe({ signal, backlogBytes: context.backlogBytes })), // prettier-ignore
    refusals: os.refusals.handler(() => answers.refusals()),
    door: os.door.handler(() => door()),
    addTail: os.addTail.handler(({ input }) => tails.add(input.path, input.by)),
    removeTail: os.removeTail.handler(({ input }) => tails.remove(input.key, input.by)),
    importFile: os.importFile.handler(({ input }) => tails.importFile(input.path, input.by)),
  });
}
