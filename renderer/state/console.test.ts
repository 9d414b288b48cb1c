// Which plan is selected when, over a fake engine.
import { expect, test, vi } from 'vitest';
import { someReview } from '#shared/model/bundle/bundle.fixture.ts';
import type { Review } from '#shared/model/bundle/review.ts';
import type { PlanId } from '#shared/model/ids.ts';
import { fakeFeed } from '../client/fake-engine.fixture.ts';
import { bench, somePlan } from '../views/readiness/readiness.fixture.ts';

const second = { ...somePlan, key: 'plan-2', planId: 'plan-2' as PlanId };

async function started() {
  const made = bench();
  const planId = (): string | null => made.stores.place.store.getState().planId;
  await vi.waitFor(() => expect(planId()).toBe('plan-1'));
  return { ...made, planId };
}

test('a plan that was just opened stays selected though the list does not have it yet', async () => {
  const { stores, engine, planId } = await started();
  stores.place.go({ planId: 'plan-2' });
  engine.plans.send({
    kind: 'change',
    revision: 2,
    since: 1,
    upserts: [{ ...somePlan, title: 'renamed' }],
    removes: [],
  });
  await vi.waitFor(() => expect(stores.plans.store.getState().revision).toBe(2));
  expect(planId()).toBe('plan-2');
  engine.plans.send({ kind: 'change', revision: 3, since: 2, upserts: [second], removes: [] });
  await vi.waitFor(() => expect(stores.detail.store.getState().key).toContain('plan-2'));
  expect(planId()).toBe('plan-2');
});

test('a plan that never appears gives way to the first', async () => {
  const { stores, planId } = await started();
  stores.place.go({ planId: 'gone' });
  await vi.waitFor(() => expect(planId()).toBe('plan-1'));
});

test('going back to live drops the past run', async () => {
  const { stores } = await started();
  stores.place.go({ runId: 'run-1' });
  await vi.waitFor(() => expect(stores.report.store.getState().state).toBe('refused'));
  stores.place.go({ runId: null });
  expect(stores.report.store.getState()).toMatchObject({ state: 'off', value: null });
});

test('a bundle that ended while its screens were open is asked anew once it is opened again', async () => {
  const { stores, engine } = await started();
  const review = someReview(Date.UTC(2026, 10, 3));
  let known = review;
  engine.reviews = fakeFeed(() => [known]);
  const put = async (change: Partial<Review>): Promise<void> => {
    known = { ...known, ...change };
    const { revision } = stores.reviews.all.store.getState();
    engine.reviews.send({ kind: 'change', revision: revision + 1, since: revision, upserts: [known], removes: [] });
    await vi.waitFor(() => expect(stores.reviews.all.store.getState().entries.get(review.key)).toMatchObject(change));
  };
  stores.place.go({ review: review.key, at: review.manifest.span.toMs });
  await vi.waitFor(() => expect(stores.reviews.all.store.getState().entries.size).toBe(1));
  await put({ state: 'ended', reason: 'it ended: signal SIGKILL' });
  const asked = engine.plans.subscriptions;
  await put({ state: 'open', reason: '', openedAt: review.openedAt + 60_000 });
  await vi.waitFor(() => expect(engine.plans.subscriptions).toBe(asked + 1));
});
