// Takes dashboard files dropped anywhere on the library.
import { useState, type ReactNode } from 'react';
import { useConsole } from '../../state/use-console.ts';
import { importFile } from './library-output.ts';

export function DashboardDrop({ children }: { children: ReactNode }) {
  const stores = useConsole();
  const [over, setOver] = useState(false);
  const take = async (files: readonly File[]): Promise<void> => {
    for (const file of files) {
      const why = await importFile(stores, file);
      if (why !== '') stores.trouble.add({ what: `Import ${file.name}`, why });
    }
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
        void take([...event.dataTransfer.files]);
      }}
    >
      {children}
    </div>
  );
}
