// Tells people through the desktop what calls for them; what a press does comes from outside. Whether anybody is to be told at
// all is the engine's to decide.
import { Notification } from 'electron';
import type { ShellNotice } from '#shared/shell/host-messages.ts';

/** Whether this desktop has any; whether somebody sees them, it does not say. */
export const hasNotices = (): boolean => Notification.isSupported();

/** @param onPress with the notice. */
export function createNoticeBoard(onPress: (notice: ShellNotice) => void): (notice: ShellNotice) => void {
  /** Held while they are shown: one that is collected no longer answers to a press. */
  const shown = new Map<string, Notification>();
  return (notice) => {
    if (!hasNotices()) return;
    const { title, body } = notice;
    const key = `${notice.about} ${notice.key}`;
    shown.get(key)?.close();
    const notification = new Notification({ title, body });
    notification.on('click', () => onPress(notice));
    notification.on('close', () => {
      if (shown.get(key) === notification) shown.delete(key);
    });
    shown.set(key, notification);
    notification.show();
  };
}
