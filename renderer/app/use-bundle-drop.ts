// A bundle that is dropped on the window is sent to the engine and opened; other files are what the view makes of them. A
// shortcut only: there is a dialog for the same, which works by keyboard.
import { useEffect } from 'react';
import { bundleEnding } from '#shared/model/bundle/limits.ts';
import { useConsole } from '../state/use-console.ts';
import { showBundle } from '../views/reviews/reviews-model.ts';

export function useBundleDrop(): void {
  const stores = useConsole();
  useEffect(() => {
    const open = async (file: File): Promise<void> => {
      const { said, operations } = stores;
      const tell = (share: number): void => said.say(`${file.name} is being read: ${Math.round(share * 100)} %`);
      const answer = await operations.sendBundle(file, file.name, tell);
      if (answer.ok) showBundle(stores, answer.value);
      said.say(answer.ok ? `${file.name} is open` : `${file.name} was refused: ${answer.reason}`);
    };
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      const file = [...(event.dataTransfer?.files ?? [])].find(({ name }) => name.endsWith(bundleEnding));
      if (file === undefined) return;
      event.preventDefault();
      // Before the view, which may take any file for a plan.
      event.stopPropagation();
      void open(file);
    };
    window.addEventListener('dragover', over, true);
    window.addEventListener('drop', drop, true);
    return () => {
      window.removeEventListener('dragover', over, true);
      window.removeEventListener('drop', drop, true);
    };
  }, [stores]);
}
