// Bundles that a person opens from outside: by the arguments of this start or of a second one, or by macOS's event. They are
// only shown a place of the page; whether one is opened is decided there.
import { app } from 'electron';
import { bundleIn, placeOfBundle } from './bundle-argument.ts';

export interface OpenedBundles {
  /** The place to begin with; empty where no bundle was opened. */
  first: () => string;
  /** Told of each that is opened later. */
  follow: (show: (place: string) => void) => void;
}

/** To be called before 'ready': macOS tells of the file that started the app before that. */
export function watchOpenedBundles(): OpenedBundles {
  let waiting = bundleIn(process.argv.slice(1), process.cwd());
  let show: ((place: string) => void) | null = null;
  const open = (path: string): void => {
    if (show === null) waiting = path;
    else show(placeOfBundle(path));
  };
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open(path);
  });
  app.on('second-instance', (_event, argv, folder) => {
    const path = bundleIn(argv.slice(1), folder);
    if (path !== null) open(path);
  });
  return {
    first: () => (waiting === null ? '' : placeOfBundle(waiting)),
    follow: (listener) => void (show = listener),
  };
}
