// The Status bodies of the API server: what a client reads when something was refused or went wrong.

export interface StatusBody {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: Record<string, unknown>;
  status: 'Failure' | 'Success';
  message?: string;
  reason?: string;
  details?: Record<string, unknown>;
  code: number;
}

const reasons: Record<number, string> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  406: 'NotAcceptable',
  409: 'Conflict',
  410: 'Expired',
  415: 'UnsupportedMediaType',
  422: 'Invalid',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

/** An answer that ends a request; thrown by handlers and written by the server. */
export class Refusal extends Error {
  readonly body: StatusBody;
  readonly headers: Record<string, string>;

  constructor(code: number, message: string, more: Partial<StatusBody> = {}, headers: Record<string, string> = {}) {
    super(message);
    this.body = failure(code, message, more);
    this.headers = headers;
  }
}

export const failure = (code: number, message: string, more: Partial<StatusBody> = {}): StatusBody => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message,
  reason: reasons[code] ?? 'Unknown',
  code,
  ...more,
});

export const unauthorized = (): Refusal => new Refusal(401, 'Unauthorized');

export const badRequest = (message: string): Refusal => new Refusal(400, message);

export const notFound = (resource: string, group: string, name: string): Refusal => {
  const full = group === '' ? resource : `${resource}.${group}`;
  const details = { name, ...(group === '' ? {} : { group }), kind: resource };
  return new Refusal(404, `${full} "${name}" not found`, { details });
};

/** The path itself is unknown, which the server says in other words than for an object. */
export const noSuchPath = (): Refusal =>
  new Refusal(404, 'the server could not find the requested resource', { details: {} });

export const tooOld = (asked: number, oldest: number): StatusBody =>
  failure(410, `too old resource version: ${asked} (${oldest})`);

export const expiredContinue = (restart: string): Refusal =>
  new Refusal(
    410,
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without ' +
      'the continue parameter, or use the continue token in this response to retrieve the remainder of the results.',
    { metadata: { continue: restart } },
  );

/** A resourceVersion that this server has not reached, as after a restore from a backup. */
export const tooLarge = (asked: number, current: number): Refusal =>
  new Refusal(
    504,
    `Timeout: Too large resource version: ${asked}, current: ${current}`,
    {
      details: {
        causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
        retryAfterSeconds: 1,
      },
    },
    { 'retry-after': '1' },
  );
