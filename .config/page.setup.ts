// For each file of the page's tests, which share one jsdom a worker: the page is as after a load, and a look costs little.
import { cleanup, configure, getConfig, prettyDOM } from '@testing-library/react';
import { afterEach, beforeAll } from 'vitest';

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
