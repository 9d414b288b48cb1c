// A log line as it may be shown: colour codes taken out, other control signs made visible, secrets replaced, those that
// span several lines too.
/* oxlint-disable no-control-regex -- control signs are what this is about */
import type { Redactor } from '../redact/redact.ts';
import { redacted } from '../redact/redact.ts';

const control = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const controls = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
/** CSI sequences, OSC ones up to their end, and two-letter escapes. */
const escapes =
  /(?:\u001b\[|\u009b)[0-?]{0,64}[ -/]{0,8}[@-~]|\u001b\][^\u0007\u001b]{0,2048}(?:\u0007|\u001b\\)|\u001b[ -/]{0,4}[0-Z\\^-~]/g;

/** What a terminal would not show as a sign of its own is taken out or made visible. */
export function plainText(text: string): string {
  if (!control.test(text)) return text;
  return text.replace(escapes, '').replace(controls, visible);
}

/** A control sign's own picture; what would turn the direction of the text is a replacement sign. */
function visible(sign: string): string {
  const code = sign.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}

export interface SecretHider {
  /** The text without its secrets, and how many there were. One hider for each stream, in the order of its lines. */
  hide: (text: string) => { text: string; redactions: number };
}

const keyBegins = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,20}-----/;
/** Lines of a key in a row; a key of 16,384 bits has under 200. */
const keyLines = 250;
const keyBody = /[A-Za-z0-9+/=]{16,}/g;

export function createSecretHider(redactor: Redactor): SecretHider {
  let within = 0;
  return {
    hide: (text) => {
      if (within > 0) {
        within = text.includes('-----END ') ? 0 : within - 1;
        let redactions = 0;
        const hidden = text.replace(keyBody, () => {
          redactions++;
          return redacted;
        });
        const rest = redactor.text(hidden);
        return { text: rest.text, redactions: redactions + rest.redactions };
      }
      if (text.includes('-----BEGIN ') && keyBegins.test(text) && !text.includes('-----END ')) within = keyLines;
      return redactor.text(text);
    },
  };
}
