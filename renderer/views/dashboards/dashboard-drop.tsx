// Takes dashboard files dropped anywhere on the library.
import type { ReactNode } from 'react';
import { DropZone } from '../../components/drop-zone.tsx';
import { useConsole } from '../../state/use-console.ts';
import { importFile } from './library-output.ts';

export function DashboardDrop({ children }: { children: ReactNode }) {
  const stores = useConsole();
  const take = async (files: readonly File[]): Promise<void> => {
    for (const file of files) {
      const why = await importFile(stores, file);
      if (why !== '') stores.trouble.add({ what: `Import ${file.name}`, why });
    }
  };
  return <DropZone onFiles={(files) => void take(files)}>{children}</DropZone>;
}
