// Tells the engine when the machine sleeps, wakes, is locked and unlocked, so that the record shows when nobody looked.
import { powerMonitor } from 'electron';
import type { DesktopEngine } from './engine.ts';

export function reportPower(engine: DesktopEngine): void {
  powerMonitor.on('suspend', () => engine.note({ kind: 'suspend' }));
  powerMonitor.on('resume', () => engine.note({ kind: 'resume' }));
  powerMonitor.on('lock-screen', () => engine.note({ kind: 'lock' }));
  powerMonitor.on('unlock-screen', () => engine.note({ kind: 'unlock' }));
}
