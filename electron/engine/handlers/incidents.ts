// Incidents: declared, led and closed; operation by operation.
import type { IncidentBoard } from '../incidents/incident-board.ts';
import { operations } from './router.ts';

export function incidentOperations(board: IncidentBoard) {
  const { incidents } = operations;
  const { acts } = board;
  return incidents.router({
    feed: incidents.feed.handler(({ context, signal }) =>
      board.feed.subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    get: incidents.get.handler(({ input }) => board.detail(input.id)),
    aids: incidents.aids.handler(({ input }) => board.aids(input.id)),
    propose: incidents.propose.handler(({ input }) => board.propose(input.from, input.lookBackMs)),
    declare: incidents.declare.handler(({ input }) => board.declare(input)),
    move: incidents.move.handler(({ input }) => acts.move(input)),
    grade: incidents.grade.handler(({ input }) => acts.grade(input)),
    assign: incidents.assign.handler(({ input }) => acts.assign(input)),
    reach: incidents.reach.handler(({ input }) => acts.reach(input)),
    setImpact: incidents.setImpact.handler(({ input }) => acts.setImpact(input)),
    describe: incidents.describe.handler(({ input }) => acts.describe(input)),
    link: incidents.link.handler(({ input }) => acts.link(input)),
    unlink: incidents.unlink.handler(({ input }) => acts.unlink(input)),
    keepDashboards: incidents.keepDashboards.handler(({ input }) => board.keepDashboards(input)),
    merge: incidents.merge.handler(({ input }) => acts.merge(input)),
    unmerge: incidents.unmerge.handler(({ input }) => acts.unmerge(input)),
    say: incidents.say.handler(({ input }) => acts.say(input)),
    pin: incidents.pin.handler(({ input }) => acts.pin(input)),
  });
}
