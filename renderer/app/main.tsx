// The page's entry: opens the console's one link and shows the frame.
import './zod-jitless.ts';
import './styles/index.css';
import { createRoot } from 'react-dom/client';
import { choosePorts } from '../client/choose-ports.ts';
import { openLink } from '../client/link.ts';
import { createConsole } from '../state/console.ts';
import { ConsoleContext } from '../state/use-console.ts';
import { Frame } from './frame.tsx';

const now = (): number => Date.now();
const later = (callback: () => void, ms: number): (() => void) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};

const stores = createConsole({
  openLink: (onStatus, moment) =>
    openLink({ connect: choosePorts(window), now, later, random: Math.random, onStatus, moment }),
  page: window,
  storage: window.localStorage,
  loadTerminal: async () => (await import('../views/terminal/xterm-screen.ts')).createXtermScreen,
  now,
  later,
});

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
createRoot(root).render(
  <ConsoleContext value={stores}>
    <Frame />
  </ConsoleContext>,
);
