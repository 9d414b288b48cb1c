// Takes plan files dropped anywhere on the screen and hands their text to the engine.
import { useState, type ReactNode } from 'react';
import { planTextLimitBytes } from '../../state/plan-limits.ts';
import { useConsole } from '../../state/use-console.ts';

export function DropZone({ children }: { children: ReactNode }) {
  const { operations, place, trouble } = useConsole();
  const [over, setOver] = useState(false);
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
  return (
    // Dropping is a shortcut for the dialog, which works by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={over ? 'drop-zone drop-zone-over' : 'drop-zone'}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        for (const file of event.dataTransfer.files) void take(file);
      }}
    >
      {children}
    </div>
  );
}
