// The dashboards, operation by operation.
import type { Dashboards } from '../compose/dashboards.ts';
import { operations } from './router.ts';

export function dashboardOperations({ library, variables }: Pick<Dashboards, 'library' | 'variables'>) {
  const { dashboards } = operations;
  return dashboards.router({
    feed: dashboards.feed.handler(({ context, signal }) =>
      library().feed.subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    part: dashboards.part.handler(({ input: { upload, index, text } }) => library().takePart(upload, index, text)),
    import: dashboards.import.handler(({ input: { name, upload, text } }) => library().import(name, upload, text)),
    get: dashboards.get.handler(({ input }) => library().get(input.key)),
    report: dashboards.report.handler(({ input }) => library().report(input.key)),
    rename: dashboards.rename.handler(({ input }) => library().rename(input.key, input.title)),
    remove: dashboards.remove.handler(({ input }) => library().remove(input.key)),
    export: dashboards.export.handler(({ input }) => library().export(input.key)),
    variables: dashboards.variables.handler(async ({ input: { key, ...asked }, signal }) =>
      variables((await library().get(key)).dashboard, asked, signal),
    ),
  });
}
