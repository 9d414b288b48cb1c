// Branded ids: a run's id cannot be passed where a plan's is wanted, though both are text.
import { z } from 'zod';

const id = z.string().min(1).max(64);

export const planIdSchema = id.brand<'PlanId'>();
export type PlanId = z.infer<typeof planIdSchema>;

export const runIdSchema = id.brand<'RunId'>();
export type RunId = z.infer<typeof runIdSchema>;

/** SHA-256 of a plan's text, in hex: the identity that trust and ticks are bound to. */
export const planHashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'PlanHash'>();
export type PlanHash = z.infer<typeof planHashSchema>;
