// The contract as the fake routers implement it; each takes its own part.
import type { implement } from '@orpc/server';
import type { contract } from '#shared/contract/contract.ts';

export type Implemented = ReturnType<typeof implement<typeof contract>>;
