import { expect, test } from 'vitest';
import { createPdfPieces, type PdfPiece } from './pdf-pieces.ts';

const source = (html: string) => () => ({ name: 'INC-1-post-mortem.pdf', html });

test('a large PDF is made once, and its pieces come to the very file', async () => {
  const pdf = Uint8Array.from({ length: 500_000 }, (_, at) => (at * 31) % 256);
  const printed: string[] = [];
  const piece = createPdfPieces(async (html) => {
    printed.push(html);
    return pdf;
  });
  const pieces: PdfPiece[] = [await piece(source('<p>night</p>'), { offset: 0, sha256: null })];
  for (let last = pieces[0]; last !== undefined && last.next !== null; last = pieces.at(-1))
    pieces.push(await piece(source('not asked for'), { offset: last.next, sha256: last.sha256 }));
  expect(pieces.length).toBe(3);
  expect(printed).toEqual(['<p>night</p>']);
  expect(Buffer.from(pieces.map(({ base64 }) => base64).join(''), 'base64').equals(pdf)).toBe(true);
  expect(new Set(pieces.map(({ name }) => name))).toEqual(new Set(['INC-1-post-mortem.pdf']));
});

test('a file that others have pushed out is not gone on with, and without a desktop app the ways that are left are named', async () => {
  let made = 0;
  const piece = createPdfPieces(async () => new Uint8Array([++made]));
  const first = await piece(source(''), { offset: 0, sha256: null });
  for (let other = 0; other < 4; other++) await piece(source(''), { offset: 0, sha256: null });
  await expect(piece(source(''), { offset: 1, sha256: first.sha256 })).rejects.toMatchObject({ code: 'conflict' });
  await expect(createPdfPieces(undefined)(source(''), { offset: 0, sha256: null })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('readyroom incident postmortem') as string,
  });
});
