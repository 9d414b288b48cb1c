// Encrypts by a key that the operating system keeps for this user. Where there is none it refuses: Chromium would fall back to
// a key that stands in its own source.
import { safeStorage } from 'electron';
import type { Cipher } from './secret-store.ts';

const install = 'Install and unlock a keyring (gnome-keyring or KWallet, with libsecret) and start Ready Room again, or name the secret as env:NAME or file:/path.'; // prettier-ignore

export const systemCipher: Cipher = {
  refusal: () => {
    const linux = process.platform === 'linux';
    const backend = linux ? safeStorage.getSelectedStorageBackend() : '';
    if (backend === 'basic_text') return `This desktop has no keyring, so nothing could be kept secret. ${install}`;
    if (safeStorage.isEncryptionAvailable()) return null;
    return linux ? `The keyring of this desktop does not answer. ${install}` : 'The keychain of this system does not answer. Unlock it and start Ready Room again.'; // prettier-ignore
  },
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (sealed) => safeStorage.decryptString(sealed),
};
