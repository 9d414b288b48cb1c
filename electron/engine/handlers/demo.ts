// Operations on the demo.
import type { DemoState } from '#shared/model/system.ts';
import type { Demo } from '../demo/demo.ts';
import type { Feed } from '../feeds/feed.ts';
import { operations } from './router.ts';

export function demoOperations({ demo, feed }: { demo: Demo; feed: Feed<DemoState> }) {
  return operations.demo.router({
    feed: operations.demo.feed.handler(({ context, signal }) =>
      feed.subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    start: operations.demo.start.handler(() => demo.start()),
    stop: operations.demo.stop.handler(() => demo.stop()),
    deploy: operations.demo.deploy.handler(({ input }) => demo.deploy(input.version)),
    setFault: operations.demo.setFault.handler(({ input }) => demo.setFault(input.fault, input.on)),
  });
}
