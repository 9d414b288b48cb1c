// The page's tests run the React that people get: its development build costs a third more time, and nobody reads its
// warnings here. What tests need and only that build has is `act`, so it is given to React before the testing library asks
// for it: what is done inside is drawn when it returns, but for moves of the pointer, which React draws a little later.
import { createRequire } from 'node:module';
import { flushSync } from 'react-dom';

interface Awaited {
  then: (resolve: (value: unknown) => unknown, reject?: (reason: unknown) => unknown) => unknown;
}

const isAwaited = (value: unknown): value is Awaited =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

function act(work: () => unknown): Awaited {
  const result = flushSync(work);
  if (!isAwaited(result)) return { then: (resolve) => resolve(result) };
  const drawn = (value: unknown): unknown => {
    flushSync(() => undefined);
    return value;
  };
  return { then: (resolve, reject) => result.then((value) => resolve(drawn(value)), reject) };
}

const react = createRequire(import.meta.url)('react') as { act?: typeof act };
react.act ??= act;
