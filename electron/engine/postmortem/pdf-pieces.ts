// A post-mortem as a PDF, handed out in pieces: a message holds at most a megabyte. The file is made once, for its first piece,
// by the desktop app that hosts the engine.
import { createHash } from 'node:crypto';
import { OpsError } from '#shared/model/ops-error.ts';

/** Makes a PDF of a page that holds all it needs. @throws OpsError with the reason in words */
export type PrintPdf = (html: string) => Promise<Uint8Array>;

export interface PdfAsked {
  /** In characters of the Base64. */
  offset: number;
  /** Of the file whose first piece the asker has; null for that first piece. */
  sha256: string | null;
}

export interface PdfPiece {
  name: string;
  base64: string;
  next: number | null;
  sha256: string;
}

export interface PdfSource {
  name: string;
  html: string;
}

const pieceLength = 250_000;
/** Several screens may ask at once; a file that was pushed out is made anew by asking for it again. */
const mostKept = 4;

const elsewhere = 'Only the desktop app writes PDF files. Here use the print dialog of the browser, or readyroom incident postmortem INC-3 --out INC-3.pdf, which uses a Chromium on this machine.'; // prettier-ignore

/** @param print absent where no desktop app hosts the engine */
export function createPdfPieces(print: PrintPdf | undefined) {
  const kept = new Map<string, { name: string; base64: string }>();
  const make = async ({ name, html }: PdfSource): Promise<string> => {
    if (print === undefined) throw new OpsError('unavailable', elsewhere);
    const pdf = await print(html);
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size >= mostKept) kept.delete(oldest);
    kept.set(sha256, { name, base64: Buffer.from(pdf).toString('base64') });
    return sha256;
  };
  /** @throws OpsError `unavailable`: it cannot be made; `conflict`: the file is no longer kept */
  return async (source: () => PdfSource, asked: PdfAsked): Promise<PdfPiece> => {
    const sha256 = asked.sha256 ?? (await make(source()));
    const file = kept.get(sha256);
    if (file === undefined) throw new OpsError('conflict', 'That PDF is no longer kept; ask for it again.');
    const end = asked.offset + pieceLength;
    const { name, base64 } = file;
    return { name, base64: base64.slice(asked.offset, end), next: end < base64.length ? end : null, sha256 };
  };
}
