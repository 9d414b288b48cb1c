// The lock of one source, to stand beside its freshness.
import type { LockKey } from '#shared/model/environment.ts';
import { useAction } from '../../components/actions-context.ts';
import { LockChip } from '../../components/lock-chip.tsx';
import { useLock } from './use-lock.ts';

export function SourceLock({ source }: { source: LockKey }) {
  const { lock, state } = useLock(source);
  const unlock = useAction(`unlock.${source}`);
  return <LockChip lock={lock} state={state} unlock={unlock} />;
}
