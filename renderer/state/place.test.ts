// The address: what it holds comes back, what it does not know is left out.
import { beforeEach, expect, test } from 'vitest';
import { createPlaceStore, hashOf, placeOf, startPlace, type Place } from './place.ts';

beforeEach(() => window.history.replaceState(null, '', '#'));

test('a place survives the way into the address and back', () => {
  const place: Place = {
    view: 'readiness',
    planId: 'a b&c',
    selected: 'smoke/health',
    tab: 'evidence',
    text: 'log #1 ?',
    show: ['fail', 'error'],
    runId: 'run-1',
    panel: 'runs',
    type: 'item.judged',
    list: 'images',
    container: 'c0ffee',
    opened: true,
    find: 'label:"tier=web 1" is:exited',
    sort: '-restarts',
    kind: 'deployments',
    object: 'shop/web 1',
    part: 'yaml',
    kubeFind: 'ns:shop',
    kubeSort: '-ready',
    contexts: true,
    minutes: 60,
    log: 'project:shop & co',
    logAs: 'q=a%26b&level=error',
    metricsTab: 'explore',
    metricsList: 'of=targets&find=is%3Adown',
    dashboard: 'node overview',
    dashboardAs: 'var-job=a&var-job=b',
    span: 'now-6h..now',
    explore: '[{"q":"up & down"}]',
    scrape: 'of=k&metric=up',
    trigger: 'rule/up == 0',
    triggerFind: 'is:firing',
    criteriaTab: 'soaks',
    criterion: 'soak-1',
    incidentsTab: 'playbooks',
    playbookFind: 'attestor',
    incident: 'inc-1',
    incidentTab: 'timeline',
    incidentFind: 'is:active',
    timelineAs: 'from=1&to=2',
    errorsTab: 'correlation',
    errorGroup: 'g1',
    errorFind: 'class:infra.timeout',
    correlation: 'a'.repeat(32),
    at: 1_700_000_000_000,
    known: 'now',
    review: 'r1',
  };
  expect(placeOf(hashOf(place))).toEqual(place);
});

test('an empty or foreign address is the start', () => {
  expect(placeOf('')).toEqual(startPlace);
  expect(placeOf('#/nowhere?tab=x&panel=y')).toEqual(startPlace);
});

test('defaults stay out of the address', () => {
  expect(hashOf(startPlace)).toBe('#/readiness');
});

test('going somewhere writes the address, and only a new view or plan is a step back', () => {
  const { go, store } = createPlaceStore(window);
  const before = window.history.length;
  go({ selected: 'smoke/health' });
  expect(window.history.length).toBe(before);
  go({ view: 'journal' });
  expect(window.history.length).toBe(before + 1);
  expect(placeOf(window.location.hash)).toEqual(store.getState());
});
