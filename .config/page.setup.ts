// For each file of the page's tests, which share one jsdom a worker: the page is as after a load, and a look costs little.
import { cleanup, configure, getConfig, prettyDOM } from '@testing-library/react';
import * as React from 'react';
import { afterEach, beforeAll } from 'vitest';

// For every element that is made React takes a stack, ten thousand times a second, which only its warnings show and which
// is a tenth of what these tests cost. It takes none where it has taken too many. It has no public word for that; without
// it the tests are slower, no more.
const inner = (React as Record<string, unknown>)['__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE'];
if (typeof inner === 'object' && inner !== null)
  Object.defineProperty(inner, 'recentlyCreatedOwnerStacks', { get: () => Infinity, set: () => undefined, configurable: true }); // prettier-ignore

beforeAll(() => {
  document.body.replaceChildren();
  window.localStorage.clear();
  window.sessionStorage.clear();
  window.history.replaceState(null, '', '#');
});
afterEach(cleanup);

/** Inside `waitFor` and `findBy`. The library has no public word for it; without it a look that finds nothing is slow again. */
const waiting = (): boolean =>
  (getConfig() as { _disableExpensiveErrorDiagnostics?: boolean })._disableExpensiveErrorDiagnostics === true;

configure({
  // Beside other work a page may take seconds for what takes it milliseconds alone; as patience.setup.ts.
  asyncUtilTimeout: 60_000,
  // Each look that finds nothing would print the whole page. Where something is waited for, the last one prints it anyway.
  getElementError: (message, container) => {
    const page = message !== null && waiting() ? null : prettyDOM(container);
    return Object.assign(new Error([message, page].filter(Boolean).join('\n\n')), {
      name: 'TestingLibraryElementError',
    });
  },
});
