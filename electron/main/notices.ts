// Tells people through the desktop what calls for them; what a press does comes from outside. Whether anybody is to be told at
// all is the engine's to decide.
import { Notification } from 'electron';
import type { ShellNotice } from '#shared/shell/host-messages.ts';

/** Whether this desktop has any; whether somebody sees them, it does not say. */
export const hasNotices = (): boolean => Notification.isSupported();

/** @param onPress with the key of the trigger that the notice was about. */
export function createNoticeBoard(onPress: (key: string) => void): (notice: ShellNotice) => void {
  /** Held while they are shown: one that is collected no longer answers to a press. */
  const shown = new Map<string, Notification>();
  return ({ title, body, key }) => {
    if (!hasNotices()) return;
    shown.get(key)?.close();
    const notification = new Notification({ title, body });
    notification.on('click', () => onPress(key));
    notification.on('close', () => {
      if (shown.get(key) === notification) shown.delete(key);
    });
    shown.set(key, notification);
    notification.show();
  };
}
