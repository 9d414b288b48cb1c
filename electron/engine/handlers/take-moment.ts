// Takes the moment that a question names out of its headers, before anything is looked up or done.
import { ORPCError } from '@orpc/server';
import type { StandardHandlerInterceptorOptions } from '@orpc/server/standard';
import { momentHeader, momentSchema, type Moment } from '#shared/model/moment.ts';
import type { Asker } from './router.ts';

type Asked = StandardHandlerInterceptorOptions<Asker>;

/** An interceptor of the transport's handler. A header that names no moment is refused as `bad_input`. */
export function takeMoment<R>({ next, ...asked }: Asked & { next: (asked: Asked) => R }): R {
  return next({ ...asked, context: { ...asked.context, moment: momentOf(asked.request.headers[momentHeader]) } });
}

function momentOf(text: string | readonly string[] | undefined): Moment | null {
  if (text === undefined) return null;
  const read = momentSchema.safeParse(parsed(String(text)));
  if (read.success) return read.data;
  throw new ORPCError('bad_input', {
    status: 400,
    message: `The header ${momentHeader} names no moment: it takes { at, known, review }, known being then or now.`,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is no moment either; the schema says so.
    return null;
  }
}
