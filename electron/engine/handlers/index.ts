// Every operation of the contract in one router; an error leaves it only in a form that may cross a port.
import type { Router } from '@orpc/server';
import type { Contract } from '#shared/contract/contract.ts';
import { actionOperations } from './actions.ts';
import { checklistOperations } from './checklist.ts';
import { criteriaOperations } from './criteria.ts';
import { reviewOperations } from './reviews.ts';
import { timelineOperations } from './timeline.ts';
import { learningOperations } from './learning.ts';
import { incidentOperations } from './incidents.ts';
import { errorOperations } from './errors.ts';
import { recorderOperations } from './recorder.ts';
import { dashboardOperations } from './dashboards.ts';
import { demoOperations } from './demo.ts';
import { dockerOperations } from './docker.ts';
import { environmentOperations } from './environments.ts';
import { forwardOperations } from './forwards.ts';
import { kubernetesOperations } from './kubernetes.ts';
import { logOperations } from './logs.ts';
import { metricsOperations } from './metrics.ts';
import { planOperations } from './plans.ts';
import { passesThrough } from '../past/refused.ts';
import type { AnswerPast } from './past-router.ts';
import { operations, toPortError, type Asker } from './router.ts';
import { runOperations } from './runs.ts';
import { scrapeOperations } from './scrapes.ts';
import { secretOperations } from './secrets.ts';
import { systemOperations } from './system.ts';
import { terminalOperations } from './terminals.ts';
import { triggerOperations } from './triggers.ts';
import { watchOperations } from './watch.ts';
import { correlationScope } from '../correlation/scope.ts';
import type { Log } from '../log/log.ts';

type Parts = Parameters<typeof planOperations>[0] &
  Parameters<typeof checklistOperations>[0] &
  Parameters<typeof runOperations>[0] & {
    demonstration: Parameters<typeof demoOperations>[0];
    docker: Parameters<typeof dockerOperations>[0];
    kubernetes: Parameters<typeof kubernetesOperations>[0];
    logs: Parameters<typeof logOperations>[0];
    system: Parameters<typeof systemOperations>[0];
    watch: Parameters<typeof watchOperations>[0];
    guarded: Parameters<typeof environmentOperations>[0] & {
      actions: Parameters<typeof actionOperations>[0];
      terminals: Parameters<typeof terminalOperations>[0];
      forwards: Parameters<typeof forwardOperations>[0];
    };
    metrics: Parameters<typeof metricsOperations>[0];
    scrapes: Parameters<typeof scrapeOperations>[0];
    secrets: Parameters<typeof secretOperations>[0];
    dashboards: Parameters<typeof dashboardOperations>[0];
    triggers: Parameters<typeof triggerOperations>[0];
    recorder: Parameters<typeof recorderOperations>[0];
    criteria: Parameters<typeof criteriaOperations>[0];
    errors: Parameters<typeof errorOperations>[0];
    timeline: Parameters<typeof timelineOperations>[0];
    incidents: Parameters<typeof incidentOperations>[0];
    learning: Parameters<typeof learningOperations>[0];
    /** Answers what names a past moment. */
    answerPast: AnswerPast;
    bundles: Parameters<typeof reviewOperations>[0];
    log: Log;
  };

export function createRouter(parts: Parts): Router<Contract, Asker> {
  const guarded = operations.use(({ next, context, path, signal }, input, output) =>
    // Whatever one call writes and logs carries one id.
    correlationScope({ component: `operation.${path.join('.')}`, now: parts.metrics.now }, async () => {
      try {
        if (context.moment === null || passesThrough(path, context.moment)) return await next();
        return output(await parts.answerPast(path, input, context, signal));
      } catch (error) {
        throw toPortError(error, parts.log);
      }
    }),
  );
  return guarded.router({
    plans: planOperations(parts),
    checklist: checklistOperations(parts),
    runs: runOperations(parts),
    demo: demoOperations(parts.demonstration),
    docker: dockerOperations(parts.docker),
    kubernetes: kubernetesOperations(parts.kubernetes),
    logs: logOperations(parts.logs),
    system: systemOperations(parts.system),
    watch: watchOperations(parts.watch),
    environments: environmentOperations(parts.guarded),
    actions: actionOperations(parts.guarded.actions),
    terminals: terminalOperations(parts.guarded.terminals),
    forwards: forwardOperations(parts.guarded.forwards),
    metrics: metricsOperations(parts.metrics),
    scrapes: scrapeOperations(parts.scrapes),
    secrets: secretOperations(parts.secrets),
    dashboards: dashboardOperations(parts.dashboards),
    triggers: triggerOperations(parts.triggers),
    criteria: criteriaOperations(parts.criteria),
    reviews: reviewOperations(parts.bundles),
    timeline: timelineOperations(parts.timeline),
    learning: learningOperations(parts.learning),
    incidents: incidentOperations(parts.incidents),
    errors: errorOperations(parts.errors),
    recorder: recorderOperations(parts.recorder),
  });
}
