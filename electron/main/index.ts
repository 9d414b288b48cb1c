// The desktop shell, as a table of contents. It opens windows and starts the engine; it is never in the data path.
import { app, dialog } from 'electron';
import { messageOf } from '#shared/model/ops-error.ts';
import { chooseDataFolder } from './app-data.ts';
import { declareConsoleScheme } from './console-scheme.ts';
import { beTheOnlyOne } from './only-one.ts';
import { watchOpenedBundles } from './opened-bundles.ts';
import { quietChromium } from './quiet-chromium.ts';
import { run } from './run.ts';

// Chromium cannot use the operating system's sandbox as root; whoever starts it so has to say --no-sandbox. The pages'
// own `sandbox` preference holds all the same.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
const dataDir = chooseDataFolder();
quietChromium();
declareConsoleScheme();
if (beTheOnlyOne()) {
  const opened = watchOpenedBundles();
  // Not awaited here: Electron can hold back 'ready' until this module has loaded.
  app
    .whenReady()
    .then(() => run(dataDir, opened))
    .catch((error: unknown) => {
      dialog.showErrorBox('Ready Room could not start', messageOf(error));
      app.exit(1);
    });
}
