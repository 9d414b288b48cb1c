// Every operation of the contract in one router; an error leaves it only in a form that may cross a port.
import { checklistOperations } from './checklist.ts';
import { demoOperations } from './demo.ts';
import { dockerOperations } from './docker.ts';
import { planOperations } from './plans.ts';
import { operations, toPortError } from './router.ts';
import { runOperations } from './runs.ts';
import { systemOperations } from './system.ts';
import type { Log } from '../log/log.ts';

type Parts = Parameters<typeof planOperations>[0] &
  Parameters<typeof checklistOperations>[0] &
  Parameters<typeof runOperations>[0] & {
    demonstration: Parameters<typeof demoOperations>[0];
    docker: Parameters<typeof dockerOperations>[0];
    system: Parameters<typeof systemOperations>[0];
    log: Log;
  };

export function createRouter(parts: Parts) {
  const guarded = operations.use(async ({ next }) => {
    try {
      return await next();
    } catch (error) {
      throw toPortError(error, parts.log);
    }
  });
  return guarded.router({
    plans: planOperations(parts),
    checklist: checklistOperations(parts),
    runs: runOperations(parts),
    demo: demoOperations(parts.demonstration),
    docker: dockerOperations(parts.docker),
    system: systemOperations(parts.system),
  });
}
