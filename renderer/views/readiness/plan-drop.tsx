// Takes plan files dropped anywhere on the screen and hands their text to the engine.
import type { ReactNode } from 'react';
import { DropZone } from '../../components/drop-zone.tsx';
import { planTextLimitBytes } from '../../state/plan-limits.ts';
import { useConsole } from '../../state/use-console.ts';

export function PlanDrop({ children }: { children: ReactNode }) {
  const { operations, place, trouble } = useConsole();
  const take = async (file: File): Promise<void> => {
    // A text far beyond the limit is not even read; near it, the engine's own refusal says how long is allowed.
    if (file.size > planTextLimitBytes * 4) {
      const allowed = planTextLimitBytes / 1024 ** 2;
      return trouble.add({
        what: `Import ${file.name}`,
        why: `it is ${file.size} bytes long; allowed: ${allowed} MiB`,
      });
    }
    const planId = await operations.importPlan(file.name, await file.text());
    if (planId !== null) place.go({ planId, selected: null, runId: null, panel: null });
  };
  return <DropZone onFiles={(files) => files.forEach((file) => void take(file))}>{children}</DropZone>;
}
